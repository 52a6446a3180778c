import { BELIEFS } from '../../../emulator/beliefs.ts';
import { number, site, telephoneExchange } from '../../support/emulator/switch-bench.ts';
import { CALLER_NUMBER, testCaller } from '../../support/emulator/test-caller.ts';

const room = (attributes = '', dial = '') =>
  `<Dial action="/dialled" ${dial}><Conference waitUrl="" ${attributes}>room</Conference></Dial>`;

/** The caller talks with Ana. */
async function talking(dial = '') {
  const events = 'beep="false" statusCallback="/events" statusCallbackEvent="leave"';
  const it = await testCaller(room(events, dial));
  it.say('/application', room());
  const { sid } = it.phoneSwitch.connect(it.ana, 'AP1', {});
  await it.settled();
  return { ...it, anasCall: sid, room: String(it.call.conferenceSid) };
}

test.each(BELIEFS.holdRefusal.settings)('a refused end of a hold has the code %s', async (holdRefusal) => {
  const it = await talking();
  it.beliefs.set({ holdRefusal });
  const unhold = () => it.phoneSwitch.updateParticipant(it.room, it.call.sid, { hold: false });
  expect(unhold).toThrow(expect.objectContaining({ status: 400, code: Number(holdRefusal) }));
});

test.each([
  ['silence', undefined],
  ['twilios-music', 'twilio:music'],
] as const)('where hold music cannot be fetched there is %s', async (failedHoldMusic, heard) => {
  const it = await talking();
  it.beliefs.set({ failedHoldMusic });
  it.say('/hold', { status: 500 });
  const hold = (on: boolean) =>
    it.phoneSwitch.updateParticipant(it.room, it.call.sid, { hold: on, holdUrl: `${site}/hold` });
  hold(true);
  await it.settled();
  expect(it.hears()).toBe(heard);
  hold(false);
  expect(it.phoneSwitch.hearing(it.call.sid)).toEqual({ voices: [it.anasCall] });
});

test.each([
  ['conference', [true, false]],
  ['call-and-conference', [true, true]],
  ['none', [false, false]],
] as const)('a request for music has the parameters of %s', async (musicParameters, [ofRoom, ofCall]) => {
  const it = telephoneExchange();
  it.beliefs.set({ musicParameters });
  it.say('/incoming', '<Dial><Conference waitUrl="/wait">room</Conference></Dial>');
  it.say('/wait', '<Pause length="60"/>');
  const call = it.phoneSwitch.dial(it.device(CALLER_NUMBER), number);
  await it.clock.advance(0);
  const params = it.askedOf('/wait')[0]?.params;
  expect(params?.ConferenceSid).toBe(ofRoom ? call.conferenceSid : undefined);
  expect(params?.CallSid).toBe(ofCall ? call.sid : undefined);
});

test.each(BELIEFS.leaveByDial.settings)('who leaves by the star or the limit has %s', async (leaveByDial) => {
  const byStar = await talking('hangupOnStar="true"');
  byStar.beliefs.set({ leaveByDial });
  byStar.phoneSwitch.pressKeys(byStar.call.sid, '*');
  await byStar.settled();
  const byLimit = await talking('timeLimit="20"');
  byLimit.beliefs.set({ leaveByDial });
  await byLimit.clock.advance(20_000);
  for (const { told } of [byStar, byLimit])
    expect(told('/events')).toMatchObject({ ReasonParticipantLeft: leaveByDial });
});

test.each([
  ['dial-fails', 'Next', '/dialled'],
  ['document-fails', 'Fallback', '/fallback'],
] as const)('of a coach whose agent is not there the %s', async (absentCoach, heard, asked) => {
  const it = telephoneExchange();
  it.beliefs.set({ absentCoach });
  it.say('/incoming', room(`coach="CA${'0'.repeat(32)}"`));
  it.say('/dialled', '<Say>Next</Say>');
  it.say('/fallback', '<Say>Fallback</Say>');
  const { sid } = it.phoneSwitch.dial(it.device(CALLER_NUMBER), number);
  await it.clock.advance(0);
  expect(it.phoneSwitch.hearing(sid)?.clip?.clip.content).toBe(heard);
  expect(it.askedOf(asked)).toHaveLength(1);
  expect(it.log.list().flatMap(({ errorCode }) => errorCode ?? [])).toEqual([13240]);
});

test.each(BELIEFS.dialGivenUp.settings)('a Dial that the caller gives up is %s', async (dialGivenUp) => {
  const it = await testCaller('<Dial action="/dialled"><Client>ana</Client></Dial>');
  it.beliefs.set({ dialGivenUp });
  await it.hangUp();
  expect(it.told('/dialled')).toMatchObject({ DialCallStatus: dialGivenUp, DialBridged: 'false' });
});

// https://www.twilio.com/docs/voice/twiml/dial#dialcallstatus-values
test('a Dial whose ringing call the REST API cancels is canceled under any belief', async () => {
  const it = await testCaller('<Dial action="/dialled"><Client>ana</Client></Dial>');
  it.beliefs.set({ dialGivenUp: 'no-answer' });
  it.phoneSwitch.updateCall(String(it.ana.offer?.callSid), { status: 'canceled' });
  await it.settled();
  expect(it.told('/dialled')).toMatchObject({ DialCallStatus: 'canceled' });
});

test.each([
  ['passed-over', 'Hello', []],
  ['refused', 'Fallback', [12100]],
] as const)('white space before the XML declaration is %s', async (spaceBeforeXml, heard, codes) => {
  const it = telephoneExchange();
  it.beliefs.set({ spaceBeforeXml });
  const body = '\n <?xml version="1.0" encoding="UTF-8"?><Response><Say>Hello</Say></Response>';
  it.say('/incoming', { status: 200, body });
  it.say('/fallback', '<Say>Fallback</Say>');
  const { sid } = it.phoneSwitch.dial(it.device(CALLER_NUMBER), number);
  await it.clock.advance(0);
  expect(it.phoneSwitch.hearing(sid)?.clip?.clip.content).toBe(heard);
  expect(it.log.list().flatMap(({ errorCode }) => errorCode ?? [])).toEqual(codes);
});

test('numbers without a country code are refused, if that is how Twilio does it', async () => {
  const it = await testCaller('<Say>Hello</Say><Pause length="60"/>');
  it.beliefs.set({ nationalNumbers: 'refused' });
  const dial =
    (to: string, from = number) =>
    () =>
      it.phoneSwitch.createCall({ to, from, twiml: '<Response/>' });
  expect(dial('415-123-4567')).toThrow(expect.objectContaining({ code: 21_211 }));
  expect(dial('client:ana', '555-010-0000')).toThrow(expect.objectContaining({ code: 21_212 }));
  expect(dial('+1 (415) 123-4567')().to).toBe('+14151234567');
  const twiml = '<Response><Dial action="/dialled">(202) 557-1840</Dial></Response>';
  it.phoneSwitch.updateCall(it.call.sid, { twiml: twiml.replace('/dialled', `${site}/dialled`) });
  await it.settled();
  expect(it.warnings()).toEqual([13_223]);
});

test.each([
  ['nothing', 'failed', 0],
  ['words', 'completed', 1],
] as const)('who is turned away hears %s, and nobody is asked', async (turnedAway, status, told) => {
  const it = telephoneExchange();
  it.account.standing = { status: 'active', type: 'Trial', verified: [] };
  it.beliefs.set({ turnedAway });
  const phone = it.device(CALLER_NUMBER);
  const call = it.phoneSwitch.dial(phone, number);
  await it.clock.advance(0);
  const words = it.phoneSwitch.hearing(call.sid)?.clip?.clip.content;
  expect(words).toEqual(told ? expect.stringContaining('cannot take your call') : undefined);
  await it.clock.advance(5000);
  expect([call.status, phone.heard]).toEqual([status, ['hung up']]);
  expect(it.askedOf('/incoming')).toEqual([]);
  expect(it.askedOf('/call-status')).toHaveLength(told);
});
