import { ringAt } from '../experiments/ringing.ts';
import { triesOf } from '../experiments/webhooks.ts';
import type { Fact } from '../experiment.ts';
import { pairOn } from '../pair.ts';
import { isRefused } from '../refusal.ts';
import { conference, inXml, redirect, STAY } from '../twiml.ts';

export const cancelRinging: Fact = {
  fact: 'cancelRinging',
  question: 'Does the status canceled end a call that rings?',
  source: 'https://www.twilio.com/docs/voice/api/call-resource#update-a-call-resource',
  expected: 'canceled',
  plan: 'A page rings, and the status canceled is asked for.',
  legMinutes: 0,
  observe: async (bench) => {
    const call = await ringAt(bench, await bench.registered());
    if (await isRefused(bench.client.calls(call).update({ status: 'canceled' }))) return 'refused';
    return (await bench.untilOver(call, 8)) ?? 'rings-on';
  },
};

/** The Voice SDK rejects what rings when its page goes. */
export const closedTab: Fact = {
  fact: 'closedTab',
  question: 'Does a call end that rings in a tab when the tab is closed?',
  source: 'https://github.com/twilio/twilio-voice.js/issues/435',
  expected: 'ends',
  plan: 'A page rings and is closed.',
  legMinutes: 0,
  observe: async (bench) => {
    const party = await bench.registered();
    const call = await ringAt(bench, party);
    const closed = Date.now();
    await party.leave();
    const end = await bench.untilOver(call, 8);
    bench.measured['endedAfterMs'] = Date.now() - closed;
    return end ? 'ends' : 'rings-on';
  },
};

/** The laboratory's telephones do not ask Twilio to wait for them. */
export const killedPage: Fact = {
  fact: 'killedPage',
  question: 'Does the call of a page end when its browser dies?',
  source: 'https://www.twilio.com/docs/voice/sdks/javascript/edges#edge-fallback-and-signaling-reconnection',
  expected: 'ends',
  plan: 'A page calls and crashes.',
  legMinutes: 1,
  observe: async (bench) => {
    const party = await bench.party();
    const call = await bench.connect(party);
    const died = Date.now();
    await party.crash();
    const end = await bench.untilOver(call, 30);
    bench.measured['endedAfterMs'] = Date.now() - died;
    return end ? 'ends' : 'goes-on';
  },
};

export const slowAnswer: Fact = {
  fact: 'slowAnswer',
  question: 'Is a document asked for again when its Function says nothing for as long as its address allows?',
  source: 'https://www.twilio.com/docs/usage/webhooks/webhooks-connection-overrides',
  expected: 'asked-again',
  plan: 'A page calls a Function that says nothing for five seconds.',
  legMinutes: 1,
  observe: async (bench) => {
    const call = await bench.connect(await bench.party());
    const tries = await triesOf(bench, call, { note: 'slow', afterMs: 5000 }, '#rc=1&rp=rt&rt=1500');
    return tries.length > 1 ? 'asked-again' : 'given-up';
  },
};

export const unholdAgain: Fact = {
  fact: 'unholdAgain',
  question: 'Is Hold=false refused for somebody who is not on hold?',
  source:
    'https://www.twilio.com/docs/voice/api/conference-participant-resource#update-a-participant-resource',
  expected: 'refused',
  plan: 'Two pages talk, and one who is not on hold is taken off it.',
  legMinutes: 2,
  observe: async (bench) => {
    const { room, stays } = await pairOn(bench);
    const update = bench.client.conferences(room).participants(stays).update({ hold: false });
    return (await isRefused(update)) ? 'refused' : 'taken';
  },
};

export const musicRecords: Fact = {
  fact: 'musicRecords',
  question: 'Can music lead to a document that records?',
  source: 'https://www.twilio.com/docs/api/errors/13238',
  expected: 'no',
  plan: 'A page waits in a conference whose music leads to Record. A recording, if there is one, is removed.',
  legMinutes: 1,
  observe: async (bench) => {
    const recorded = bench.url('open', { note: 'recorded', twiml: STAY });
    const record = `<Record maxLength="2" timeout="2" playBeep="false" action="${inXml(recorded)}"/>`;
    const asksToRecord = bench.url('open', { note: 'asked-to-record', twiml: record });
    const waitUrl = bench.url('open', { note: 'music', twiml: redirect(asksToRecord) });
    const alone = { startConferenceOnEnter: 'false', waitUrl };
    const callSid = await bench.dial(await bench.party(), conference(bench.room(), alone));
    await bench.untilNoted('asked-to-record');
    const isRecorded = await bench.within(8, async () => (await bench.notes('recorded')).length > 0);
    const recordings = await bench.client.recordings.list({ callSid });
    await Promise.all(recordings.map(({ sid }) => bench.client.recordings(sid).remove()));
    return isRecorded || recordings.length > 0 ? 'yes' : 'no';
  },
};

export const updateInMusic: Fact = {
  fact: 'updateInMusic',
  question: 'Can a Function that is asked for music send the caller elsewhere by REST before it answers?',
  source: 'https://www.twilio.com/docs/voice/api/call-resource#update-a-call-resource',
  expected: 'yes',
  plan: 'A page waits in a conference, and is sent elsewhere by the Function that is asked for its music.',
  legMinutes: 1,
  observe: async (bench) => {
    const call = await bench.connect(await bench.party());
    const elsewhere = redirect(bench.url('open', { note: 'elsewhere', twiml: STAY }));
    const music = { note: 'music', twiml: '<Pause length="20"/>', update: { call, twiml: elsewhere } };
    const waiting = conference(bench.room(), {
      startConferenceOnEnter: 'false',
      waitUrl: bench.url('open', music),
    });
    await bench.client.calls(call).update({ twiml: `<Response>${waiting}</Response>` });
    await bench.untilNoted('music');
    return (await bench.within(10, async () => (await bench.notes('elsewhere')).length > 0)) ? 'yes' : 'no';
  },
};
