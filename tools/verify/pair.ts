import type { Party } from './party.ts';
import { conference } from './twiml.ts';
import type { Workbench } from './workbench.ts';

/** Two telephones in a conference that has started. */
export interface Pair {
  /** The conference's SID. */
  readonly room: string;
  /** The calls' SIDs; their labels are `stays` and `goes`. */
  readonly stays: string;
  readonly goes: string;
  /** The telephone that stays. */
  readonly staysAt: Party;
}

/** Brings two telephones together. Join, leave and mute are noted as `room`. */
export async function pairOn(bench: Workbench): Promise<Pair> {
  const name = bench.room();
  const statusCallback = bench.url('open', { note: 'room' });
  const join = (party: Party, participantLabel: string) => {
    const events = { statusCallback, statusCallbackEvent: 'join leave mute' };
    return bench.dial(party, conference(name, { participantLabel, waitUrl: '', ...events }));
  };
  const [staysAt, goesAt] = await Promise.all([bench.party(), bench.party()]);
  const [stays, goes] = await Promise.all([join(staysAt, 'stays'), join(goesAt, 'goes')]);
  const room = await bench.until('two telephones are in a conference', async () => {
    const [found] = await bench.client.conferences.list({
      friendlyName: name,
      status: 'in-progress',
      limit: 1,
    });
    if (!found) return undefined;
    const statuses = (await listed(bench, found.sid)).map(({ status }) => status);
    return statuses.filter((status) => status === 'connected').length === 2 && found.sid;
  });
  return { room, stays, goes, staysAt };
}

/** The participants in it, by Twilio's own list. */
export function listed(bench: Workbench, room: string) {
  return bench.client.conferences(room).participants.list();
}

/** One of the two goes. @returns when Twilio had ended the call, by this computer's clock */
export async function goAway(bench: Workbench, { goes }: Pair): Promise<number> {
  await bench.client.calls(goes).update({ status: 'completed' });
  return Date.now();
}
