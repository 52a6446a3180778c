import type { Experiment } from '../experiment.ts';
import type { Party } from '../party.ts';
import { isRefused } from '../refusal.ts';
import type { Workbench } from '../workbench.ts';

/** A telephone is called. @returns the call's SID, as soon as it rings there */
export async function ringAt(bench: Workbench, party: Party): Promise<string> {
  const call = await bench.ring(party.identity);
  await untilRinging(bench, party);
  return call;
}

function untilRinging(bench: Workbench, party: Party) {
  return bench.until('a page rings', async () =>
    (await party.told()).find(({ what }) => what === 'incoming'),
  );
}

export const rejection: Experiment<'rejection'> = {
  belief: 'rejection',
  plan: 'Two pages of one identity ring, and one rejects.',
  legMinutes: 0,
  observe: async (bench) => {
    const identity = bench.nobody();
    const parties = await Promise.all([bench.registered(identity), bench.registered(identity)]);
    const call = await bench.ring(identity);
    await Promise.all(parties.map((party) => untilRinging(bench, party)));
    await parties[0].reject();
    return (await bench.untilOver(call, 6)) ? 'ends-for-all' : 'for-one-device';
  },
};

/** A call to nobody may take some time to end. Meanwhile Twilio says that it rings, or says nothing. */
export const unregisteredClient: Experiment<'unregisteredClient'> = {
  belief: 'unregisteredClient',
  plan: 'A client that nobody is registered as is called for 10 seconds.',
  legMinutes: 0,
  observe: async (bench) => {
    const events = ['initiated', 'ringing', 'answered', 'completed'];
    const statusCallback = bench.url('open', { note: 'status' });
    const timeout = 10;
    await bench.ring(bench.nobody(), { timeout, statusCallback, statusCallbackEvent: events });
    const told = await bench.until(
      'a call to nobody ends',
      async () => {
        const notes = await bench.notes('status');
        return notes.some(({ CallStatus }) => CallStatus === 'no-answer') && notes;
      },
      45,
    );
    const at = (status: string) => told.find(({ CallStatus }) => CallStatus === status)?.at;
    const [initiated, ringing, ended = 0] = ['initiated', 'ringing', 'no-answer'].map(at);
    const lasted = ended - (initiated ?? ended);
    bench.measured['endedAfterMs'] = lasted;
    if (ringing === undefined) return 'no-answer-at-once';
    return lasted < (timeout * 1000) / 2 ? 'rings-for-a-moment' : 'rings-to-the-end';
  },
};

export const completeUnanswered: Experiment<'completeUnanswered'> = {
  belief: 'completeUnanswered',
  plan: 'A page rings, and the status completed is asked for.',
  legMinutes: 0,
  observe: async (bench) => {
    const call = await ringAt(bench, await bench.registered());
    if (await isRefused(bench.client.calls(call).update({ status: 'completed' }))) return 'is-refused';
    return (await bench.untilOver(call, 5)) ? 'ends-it' : 'is-ignored';
  },
};

export const cancelAnswered: Experiment<'cancelAnswered'> = {
  belief: 'cancelAnswered',
  plan: 'A page answers a call, and the status canceled is asked for.',
  legMinutes: 1,
  observe: async (bench) => {
    const party = await bench.registered();
    const call = await ringAt(bench, party);
    await party.accept();
    await bench.until('a page answers', async () => (await bench.statusOf(call)) === 'in-progress');
    if (await isRefused(bench.client.calls(call).update({ status: 'canceled' }))) return 'is-refused';
    const end = await bench.untilOver(call, 4);
    if (end) throw new Error(`The call in progress ended as ${end}, which no setting describes.`);
    return 'is-ignored';
  },
};

const AT_ONCE = 5;

/**
 * Five calls at once. At one call a second the last is placed four seconds after the first. Twilio may also say how
 * long it waited.
 */
export const clientLegs: Experiment<'clientLegs'> = {
  belief: 'clientLegs',
  plan: `${AT_ONCE} clients that nobody is registered as are called at once.`,
  legMinutes: 0,
  observe: async (bench) => {
    const statusCallback = bench.url('open', { note: 'placed' });
    const events = { statusCallback, statusCallbackEvent: ['initiated'], timeout: 5 };
    const calls = await Promise.all(
      Array.from({ length: AT_ONCE }, () => bench.ring(bench.nobody(), events)),
    );
    const times = (await bench.untilNoted('placed', AT_ONCE)).map(({ at }) => at);
    const told = await Promise.all(calls.map((call) => bench.client.calls(call).fetch()));
    const spread = Math.max(...times) - Math.min(...times);
    const longestWait = Math.max(...told.map(({ queueTime }) => Number(queueTime)));
    Object.assign(bench.measured, { spreadMs: spread, queueTimeMs: longestWait });
    return spread > 2500 || longestWait > 1500 ? 'counted' : 'exempt';
  },
};

export const clientParameters: Experiment<'clientParameters'> = {
  belief: 'clientParameters',
  plan: 'A page rings by an address with a parameter.',
  legMinutes: 0,
  observe: async (bench) => {
    const party = await bench.registered();
    await bench.ring(`${party.identity}?probe=7`);
    const { detail = '' } = await untilRinging(bench, party);
    return detail.split(',').includes('probe') ? 'passed' : 'dropped';
  },
};

export const clientAddress: Experiment<'clientAddress'> = {
  belief: 'clientAddress',
  plan: 'A client that nobody is registered as is called by an address with a parameter.',
  legMinutes: 0,
  observe: async (bench) => {
    const statusCallback = bench.url('open', { note: 'placed' });
    const events = { statusCallback, statusCallbackEvent: ['initiated'], timeout: 5 };
    await bench.ring(`${bench.nobody()}?probe=7`, events);
    const [note] = await bench.untilNoted('placed');
    return note?.toHasQuery ? 'with-parameters' : 'bare';
  },
};
