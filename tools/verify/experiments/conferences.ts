import type { Experiment } from '../experiment.ts';
import { PARTY_PREFIX } from '../objects.ts';
import { goAway, listed, pairOn, type Pair } from '../pair.ts';
import { isRefused } from '../refusal.ts';
import { conference } from '../twiml.ts';
import type { Workbench } from '../workbench.ts';

const ROUND = '<Pause length="1"/><Redirect/>';

export const loneConference: Experiment<'loneConference'> = {
  belief: 'loneConference',
  plan: 'A page waits alone in a conference for some seconds.',
  legMinutes: 1,
  observe: async (bench) => {
    const name = bench.room();
    const waitUrl = bench.url('open', { note: 'music', twiml: ROUND });
    await bench.dial(await bench.party(), conference(name, { startConferenceOnEnter: 'false', waitUrl }));
    await bench.untilNoted('music', 2);
    return await bench.until('a conference is listed', async () => {
      const statuses = ['init', 'in-progress'] as const;
      const found = await Promise.all(
        statuses.map((status) => bench.client.conferences.list({ friendlyName: name, status, limit: 1 })),
      );
      return statuses.find((_, index) => found[index]?.length === 1);
    });
  },
};

/** By the first look after Twilio had ended the call; how long it lasts is measured. */
export const leaverInList: Experiment<'leaverInList'> = {
  belief: 'leaverInList',
  plan: 'Two pages talk, one goes, and the list of participants is read.',
  legMinutes: 2,
  observe: async (bench) => {
    const pair = await pairOn(bench);
    const left = await goAway(bench, pair);
    const look = async () => (await listed(bench, pair.room)).find(({ callSid }) => callSid === pair.goes);
    const first = await look();
    if (!first) return 'left-out';
    const isGone = async () => (await look()) === undefined;
    await bench.within(5, isGone);
    bench.measured['listedMs'] = Date.now() - left;
    return first.status === 'connected' ? 'as-connected' : 'as-complete';
  },
};

/** Beside a mute, which is told without a reason to wait: clocks that differ and latency do not count. */
export const leaveTold: Experiment<'leaveTold'> = {
  belief: 'leaveTold',
  plan: 'Two pages talk, one is muted and goes.',
  legMinutes: 2,
  observe: async (bench) => {
    const { room, goes } = await pairOn(bench);
    const [muteAsked, leaveAsked] = [
      await asked(() => bench.client.conferences(room).participants(goes).update({ muted: true })),
      await asked(() => bench.client.calls(goes).update({ status: 'completed' })),
    ];
    const muteMs = (await toldAt(bench, 'participant-mute')) - muteAsked;
    const leaveMs = (await toldAt(bench, 'participant-leave')) - leaveAsked;
    bench.measured['leaveLaterMs'] = leaveMs - muteMs;
    return leaveMs - muteMs > 1500 ? 'late' : 'at-once';
  },
};

async function asked(request: () => Promise<unknown>): Promise<number> {
  const at = Date.now();
  await request();
  return at;
}

async function toldAt(bench: Workbench, event: string): Promise<number> {
  return await bench.until(`${event} is told`, async () => {
    const notes = await bench.notes('room');
    return notes.find(({ StatusCallbackEvent }) => StatusCallbackEvent === event)?.at;
  });
}

/** How long a label may stay taken after Twilio has ended its call: that takes a moment in any case. */
const A_MOMENT_MS = 4000;
/** https://www.twilio.com/docs/api/errors/16025 and https://www.twilio.com/docs/api/errors/16026 */
const LABEL_TAKEN = [16_025, 16_026];

export const labelAfterLeave: Experiment<'labelAfterLeave'> = {
  belief: 'labelAfterLeave',
  plan: 'Two pages talk, one goes, and their label is asked for again.',
  legMinutes: 2,
  observe: async (bench) => {
    const pair = await pairOn(bench);
    const left = await goAway(bench, pair);
    await bench.within(15, async () => !(await isRefused(callWithLabel(bench, pair), LABEL_TAKEN)));
    const takenMs = Date.now() - left;
    bench.measured['takenMs'] = takenMs;
    return takenMs > A_MOMENT_MS ? 'kept' : 'free';
  },
};

async function callWithLabel(bench: Workbench, { room }: Pair): Promise<void> {
  const { callSid } = await bench.client.conferences(room).participants.create({
    from: `client:${PARTY_PREFIX}caller`,
    to: `client:${bench.nobody()}`,
    label: 'goes',
    timeout: 5,
  });
  bench.watchOver(callSid);
}

export const loneHold: Experiment<'loneHold'> = {
  belief: 'loneHold',
  plan: 'Two pages talk, one goes, and the other is put on hold.',
  legMinutes: 2,
  observe: async (bench) => {
    const pair = await pairOn(bench);
    await goAway(bench, pair);
    await bench.until('one of two is alone', async () => {
      const others = (await listed(bench, pair.room)).filter(({ callSid }) => callSid !== pair.stays);
      return others.every(({ status }) => status !== 'connected');
    });
    const participant = bench.client.conferences(pair.room).participants(pair.stays);
    if (await isRefused(participant.update({ hold: true }))) return 'refused';
    if ((await participant.fetch()).hold) return 'held';
    throw new Error('The hold was taken and did nothing, which no setting describes.');
  },
};

export const holdAgain: Experiment<'holdAgain'> = {
  belief: 'holdAgain',
  plan: 'Two pages talk, and one is put on hold twice, with different music.',
  legMinutes: 2,
  observe: async (bench) => {
    const { room, stays } = await pairOn(bench);
    const participant = bench.client.conferences(room).participants(stays);
    const hold = (note: string) =>
      participant.update({
        hold: true,
        holdUrl: bench.url('open', { note, twiml: ROUND }),
        holdMethod: 'POST',
      });
    await hold('first');
    await bench.untilNoted('first', 2);
    await hold('second');
    const before = (await bench.notes('first')).length;
    return await bench.until('either music is asked for', async () => {
      if ((await bench.notes('second')).length > 0) return 'changes-music';
      return (await bench.notes('first')).length > before + 3 && 'ignored';
    });
  },
};
