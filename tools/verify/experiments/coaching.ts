import type { Experiment } from '../experiment.ts';
import { listed, pairOn } from '../pair.ts';
import type { Party } from '../party.ts';
import { isRefused } from '../refusal.ts';
import { conference } from '../twiml.ts';
import type { Workbench } from '../workbench.ts';

/** The voice of every telephone of the laboratory. */
const VOICE_HZ = 2100;
/** https://www.twilio.com/docs/api/errors/16028 */
const NOT_IN_THE_ROOM = [16_028];

export const coachedLeft: Experiment<'coachedLeft'> = {
  belief: 'coachedLeft',
  plan: 'A page coaches one of two others, who goes.',
  legMinutes: 3,
  observe: async (bench) => {
    const { stays, goes, coach } = await coachingOn(bench);
    await bench.client.calls(goes.call).update({ status: 'completed' });
    if (await bench.untilOver(coach.call, 4)) return 'removed';
    const [toStays, toCoach] = await Promise.all(
      [stays, coach].map(({ party }) => party.listens([VOICE_HZ], 3)),
    );
    if (toCoach?.tones.length === 0)
      throw new Error('The coach hears nobody, so that nobody can be expected to hear the coach.');
    return toStays?.tones.length === 0 ? 'heard-by-nobody' : 'heard-by-all';
  },
};

/** A telephone in the room. */
interface Leg {
  readonly party: Party;
  readonly call: string;
}

/** Two telephones talk, and a third coaches the one that goes. */
async function coachingOn(bench: Workbench): Promise<{ stays: Leg; goes: Leg; coach: Leg }> {
  const name = bench.room();
  const join = async (attributes: Readonly<Record<string, string>>): Promise<Leg> => {
    const party = await bench.party();
    return { party, call: await bench.dial(party, conference(name, { waitUrl: '', ...attributes })) };
  };
  const [stays, goes] = await Promise.all([join({}), join({})]);
  const room = await bench.until('two telephones talk', async () => {
    const [found] = await bench.client.conferences.list({
      friendlyName: name,
      status: 'in-progress',
      limit: 1,
    });
    return found && (await listed(bench, found.sid)).length === 2 && found.sid;
  });
  const coach = await join({ coach: goes.call });
  await bench.until('a third coaches', async () =>
    (await listed(bench, room)).some(({ callSid, coaching }) => callSid === coach.call && coaching),
  );
  return { stays, goes, coach };
}

export const refusedUpdate: Experiment<'refusedUpdate'> = {
  belief: 'refusedUpdate',
  plan: 'Two pages talk, and one update mutes one of them and lets it coach a call that is not there.',
  legMinutes: 2,
  observe: async (bench) => {
    const { room, stays } = await pairOn(bench);
    const participant = bench.client.conferences(room).participants(stays);
    const update = { muted: true, coaching: true, callSidToCoach: `CA${'0'.repeat(32)}` };
    if (!(await isRefused(participant.update(update), NOT_IN_THE_ROOM)))
      throw new Error('Somebody who is not in the room may be coached, which no setting describes.');
    return (await participant.fetch()).muted ? 'others-happen' : 'none-happen';
  },
};
