import { number, site, telephoneExchange } from '../../support/emulator/switch-bench.ts';

const DESK = 'sip:eva@office.example';

/** A customer dials, and the application dials a desk phone. */
async function dialled(noun: string, attributes = '') {
  const it = telephoneExchange();
  const desk = it.device(DESK);
  it.say('/incoming', `<Dial action="/after" ${attributes}>${noun}</Dial>`);
  it.say('/after', '<Pause length="60"/>');
  const call = it.phoneSwitch.dial(it.device('+15551230000'), number);
  await it.clock.advance(0);
  const after = () => it.askedOf('/after')[0]?.params;
  return { ...it, desk, call, after };
}

// https://www.twilio.com/docs/voice/twiml/sip
test('a desk phone rings at its SIP address, answers and is joined', async () => {
  const it = await dialled(`<Sip statusCallback="/status">${DESK}</Sip>`);
  expect(it.desk.offer).toMatchObject({ from: '+15551230000', to: DESK });
  it.desk.offer!.answer();
  await it.clock.advance(3000);
  const [leg] = it.phoneSwitch.listCalls({ parentCallSid: it.call.sid });
  expect(it.phoneSwitch.hearing(it.call.sid)?.voices).toEqual([leg!.sid]);
  it.phoneSwitch.hangUp(leg!.sid);
  await it.clock.advance(0);
  expect(it.after()).toMatchObject({
    DialCallStatus: 'completed',
    DialSipResponseCode: '200',
    DialSipCallId: expect.any(String),
  });
  expect(it.askedOf('/status')[0]?.params).toMatchObject({ To: DESK, CallStatus: 'completed' });
});

test.each([
  [
    'turns the call away',
    (it: { desk: { offer?: { reject(): void } | undefined } }) => it.desk.offer!.reject(),
    'busy',
    '486',
  ],
  ['does not answer', () => undefined, 'no-answer', '487'],
] as const)('a desk phone that %s is told with its SIP code', async (_what, act, status, code) => {
  const it = await dialled(`<Sip>${DESK}</Sip>`, 'timeout="20"');
  act(it);
  await it.clock.advance(21_000);
  expect(it.after()).toMatchObject({ DialCallStatus: status, DialSipResponseCode: code });
});

test('nobody at a SIP address is a call that failed', async () => {
  const it = await dialled('<Sip>sip:nobody@office.example</Sip>');
  await it.clock.advance(1000);
  expect(it.after()).toMatchObject({ DialCallStatus: 'failed', DialSipResponseCode: '404' });
});

// https://www.twilio.com/docs/voice/twiml/sip#custom-headers
test('of the headers in its address a desk phone gets those that begin with X-', async () => {
  const { desk } = await dialled(`<Sip>${DESK};transport=tls?X-Call=CA1&amp;Subject=hello</Sip>`);
  expect(desk.offer).toMatchObject({ to: DESK, parameters: { 'X-Call': 'CA1' } });
});

test('what a desk phone shows as calling may be any word', async () => {
  const { desk } = await dialled(`<Sip>${DESK}</Sip>`, 'callerId="reception"');
  expect(desk.offer?.from).toBe('reception');
});

// https://www.twilio.com/docs/api/errors/13243
test('what is no SIP address fails with a warning', async () => {
  const it = await dialled('<Sip>office.example</Sip>');
  await it.clock.advance(0);
  expect(it.log.list().find(({ kind }) => kind === 'twiml')).toMatchObject({ errorCode: 13243 });
  expect(it.after()).toMatchObject({ DialCallStatus: 'failed' });
});

// https://www.twilio.com/docs/voice/api/sip-making-calls
test('the REST API calls a desk phone, alone and into a conference', async () => {
  const it = telephoneExchange();
  const desk = it.device(DESK);
  it.say('/desk', '<Dial><Conference waitUrl="">room</Conference></Dial>');
  const call = it.phoneSwitch.createCall({ to: DESK, from: 'reception', url: `${site}/desk` });
  await it.clock.advance(0);
  desk.offer!.answer();
  await it.clock.advance(0);
  expect(it.askedOf('/desk')[0]?.params).toMatchObject({ To: DESK, From: 'reception' });
  const other = it.device('sip:max@office.example');
  const request = { to: 'sip:max@office.example', from: number };
  const { callSid } = it.phoneSwitch.createParticipant(call.conferenceSid!, request);
  await it.clock.advance(0);
  other.offer!.answer();
  await it.clock.advance(0);
  expect(it.phoneSwitch.hearing(call.sid)?.voices).toEqual([callSid]);
});

test.each([
  ['sip:nowhere', number, 21211],
  [`sip:${'x'.repeat(250)}@office.example`, number, 21211],
  [DESK, 'two words', 21212],
])('a call to %.20s from %s is refused', (to, from, code) => {
  const it = telephoneExchange();
  const refused = expect.objectContaining({ status: 400, code });
  expect(() => it.phoneSwitch.createCall({ to, from, url: `${site}/desk` })).toThrow(refused);
  expect(() => it.phoneSwitch.createParticipant('room', { to, from })).toThrow(refused);
});
