import { number, telephoneExchange } from '../../support/emulator/switch-bench.ts';

async function callerOf(answer: Parameters<ReturnType<typeof telephoneExchange>['say']>[1]) {
  const it = telephoneExchange();
  it.say('/incoming', answer);
  it.say('/fallback', '<Say>Fallback</Say><Pause length="60"/>');
  const phone = it.device('+15551230000');
  const call = it.phoneSwitch.dial(phone, number);
  await it.clock.advance(0);
  const hears = () => it.phoneSwitch.hearing(call.sid)?.clip?.clip.content;
  const refusal = () => it.log.list().find(({ kind }) => kind === 'twiml')?.errorCode;
  return { ...it, phone, call, hears, refusal };
}

test.each([
  ['broken XML', { status: 200, body: '<Response><Say>' }, 12100],
  ['another root', { status: 200, body: '<Answer/>' }, 12100],
  ['another content type', { status: 200, type: 'application/json', body: '{}' }, 12300],
  ['an error status', { status: 500 }, 11200],
  ['too much of it', { status: 200, body: `<Response><Say>${'a'.repeat(65_536)}</Say></Response>` }, 11750],
])('%s is refused with its code, and the fallback is asked', async (_name, answer, code) => {
  const it = await callerOf(answer);
  expect(it.refusal()).toBe(code);
  expect(it.askedOf('/fallback')[0]!.params).toMatchObject({ ErrorCode: String(code) });
  expect(it.hears()).toBe('Fallback');
});

test('without TwiML from the fallback either, an application error has occurred', async () => {
  const it = await callerOf({ status: 500 });
  it.say('/fallback', { status: 500 });
  const call = it.phoneSwitch.dial(it.device('+15551230001'), number);
  await it.clock.advance(0);
  expect(it.phoneSwitch.hearing(call.sid)?.clip?.clip.content).toContain('application error');
  await it.clock.advance(3000);
  expect(call.status).toBe('completed');
});

test('a rejected call is never answered', async () => {
  const it = await callerOf('<Reject reason="busy"/>');
  expect(it.call.status).toBe('busy');
  expect(it.call.startedAt).toBeUndefined();
  expect(it.phone.heard).toEqual(['hung up']);
});

test('Gather hands over the digits, and a key stops its prompt', async () => {
  const it = await callerOf(
    '<Gather action="/chosen" numDigits="2"><Say>Choose</Say></Gather><Say>Nothing</Say>',
  );
  it.say('/chosen', '<Say>Thanks</Say>');
  expect(it.hears()).toBe('Choose');
  it.phoneSwitch.pressKeys(it.call.sid, '4');
  expect(it.hears()).toBeUndefined();
  it.phoneSwitch.pressKeys(it.call.sid, '2');
  await it.clock.advance(0);
  expect(it.askedOf('/chosen')[0]!.params).toMatchObject({ Digits: '42', CallSid: it.call.sid });
  expect(it.hears()).toBe('Thanks');
});

test('Gather without input goes on to the next verb after its prompt and its timeout', async () => {
  const it = await callerOf('<Gather timeout="3"><Say>Choose</Say></Gather><Say>Nothing</Say>');
  await it.clock.advance(4999);
  expect(it.hears()).toBeUndefined();
  await it.clock.advance(1);
  expect(it.hears()).toBe('Nothing');
});

// https://www.twilio.com/docs/voice/twiml/play#attributes-digits
test('Play sounds keys to the caller; w among them is half a second', async () => {
  const it = await callerOf('<Play digits="1ww2"/><Say>Dialled</Say>');
  expect(it.hears()).toBe('1ww2');
  await it.clock.advance(2 * 200 + 2 * 500 - 1);
  expect(it.hears()).toBe('1ww2');
  await it.clock.advance(1);
  expect(it.hears()).toBe('Dialled');
});

test('Record ends on a key and hands over the recording', async () => {
  const it = await callerOf('<Record action="/recorded" recordingStatusCallback="/kept" finishOnKey="#"/>');
  await it.clock.advance(500 + 7000);
  it.phoneSwitch.pressKeys(it.call.sid, '#');
  await it.clock.advance(0);
  expect(it.askedOf('/recorded')[0]!.params).toMatchObject({ Digits: '#', RecordingDuration: '7' });
  const [recording] = it.phoneSwitch.listRecordings(it.call.sid);
  expect(it.askedOf('/kept')[0]!.params).toMatchObject({
    RecordingSid: recording!.sid,
    RecordingStatus: 'completed',
  });
});

test('Record is kept when the caller hangs up', async () => {
  const it = await callerOf('<Record action="/recorded" recordingStatusCallback="/kept"/>');
  await it.clock.advance(5500);
  it.phoneSwitch.hangUp(it.call.sid);
  await it.clock.advance(0);
  expect(it.askedOf('/recorded')[0]!.params).toMatchObject({ Digits: 'hangup', CallStatus: 'completed' });
  expect(it.phoneSwitch.listRecordings()).toHaveLength(1);
});

test('Dial joins the first client to answer, cancels the others and tells its action', async () => {
  const it = telephoneExchange();
  it.say(
    '/incoming',
    '<Dial action="/dialled"><Client>ana</Client><Client><Identity>bob</Identity><Parameter name="k" value="v"/></Client></Dial>',
  );
  it.say('/dialled', '<Say>Bye</Say>');
  const [ana, bob] = [it.device('client:ana'), it.device('client:bob')];
  const call = it.phoneSwitch.dial(it.device('+15551230000'), number);
  await it.clock.advance(3000);
  expect(bob.offer!.parameters).toEqual({ k: 'v' });
  bob.offer!.answer();
  await it.clock.advance(0);
  const child = it.phoneSwitch.listCalls({ parentCallSid: call.sid, status: 'in-progress' })[0]!;
  expect(it.phoneSwitch.hearing(call.sid)).toEqual({ voices: [child.sid] });
  expect(it.phoneSwitch.hearing(child.sid)).toEqual({ voices: [call.sid] });
  expect(ana.heard).toEqual(['ring', 'canceled']);
  await it.clock.advance(8000);
  it.phoneSwitch.hangUp(child.sid);
  await it.clock.advance(0);
  expect(it.askedOf('/dialled')[0]!.params).toMatchObject({
    DialCallStatus: 'completed',
    DialCallSid: child.sid,
    DialCallDuration: '8',
  });
});

test('a Dial that nobody answers says no-answer; without action the next verb follows', async () => {
  const it = await callerOf('<Dial timeout="10"><Client>nobody</Client></Dial><Say>Nobody is there</Say>');
  await it.clock.advance(1000);
  expect(it.hears()).toBe('Nobody is there');
});

test('the caller hanging up stops what rings for them', async () => {
  const it = telephoneExchange();
  it.say('/incoming', '<Dial><Client>ana</Client></Dial>');
  const ana = it.device('client:ana');
  const call = it.phoneSwitch.dial(it.device('+15551230000'), number);
  await it.clock.advance(1000);
  it.phoneSwitch.hangUp(call.sid);
  await it.clock.advance(0);
  expect(ana.heard).toEqual(['ring', 'canceled']);
  expect(it.phoneSwitch.listCalls().every(({ endedAt }) => endedAt !== undefined)).toBe(true);
});

test('a dialled leg that REST redirects lives on, and the other’s Dial completes', async () => {
  const it = telephoneExchange();
  it.say('/incoming', '<Dial><Client>ana</Client></Dial><Say>Alone</Say>');
  const ana = it.device('client:ana');
  const call = it.phoneSwitch.dial(it.device('+15551230000'), number);
  await it.clock.advance(0);
  ana.offer?.answer();
  await it.clock.advance(0);
  const [child] = it.phoneSwitch.listCalls({ parentCallSid: call.sid });
  it.phoneSwitch.updateCall(String(child?.sid), { twiml: '<Response><Say>Elsewhere</Say></Response>' });
  await it.clock.advance(0);
  expect(it.phoneSwitch.hearing(call.sid)?.clip?.clip.content).toBe('Alone');
  expect(it.phoneSwitch.hearing(String(child?.sid))?.clip?.clip.content).toBe('Elsewhere');
});

test('the dialling party hears the ringing tone until the call is answered', async () => {
  const it = await callerOf('<Pause length="8"/><Say>Hello</Say>');
  expect(it.hears()).toBe('ringback');
  await it.clock.advance(7900);
  expect([it.call.status, it.hears()]).toEqual(['ringing', 'ringback']);
  await it.clock.advance(200);
  expect([it.call.status, it.hears()]).toEqual(['in-progress', 'Hello']);
});

test('the dialled party hears its whisper before the join; timeLimit ends the Dial', async () => {
  const it = await callerOf(
    '<Dial action="/dialled" timeLimit="10"><Number url="/whisper">+15559990000</Number></Dial>',
  );
  it.say('/whisper', '<Say>A caller from the website</Say>');
  it.say('/dialled', '<Say>Time is up</Say>');
  const colleague = it.device('+15559990000');
  const again = it.phoneSwitch.dial(it.device('+15551230002'), number);
  await it.clock.advance(0);
  const leg = colleague.offer!.callSid;
  colleague.offer!.answer();
  await it.clock.advance(0);
  expect(it.phoneSwitch.hearing(leg)?.clip?.clip.content).toBe('A caller from the website');
  expect(it.phoneSwitch.hearing(again.sid)?.voices).toEqual([]);
  await it.clock.advance(2000);
  expect(it.phoneSwitch.hearing(again.sid)?.voices).toEqual([leg]);
  await it.clock.advance(10_000);
  expect(it.askedOf('/dialled').at(-1)!.params).toMatchObject({ DialCallStatus: 'completed' });
});

test('ApplicationSid is among the parameters of a call that an application answers', async () => {
  const it = telephoneExchange();
  const call = it.phoneSwitch.createCall({ to: 'client:ana', from: number, applicationSid: 'AP1' });
  const ana = it.device('client:ana');
  await it.clock.advance(0);
  ana.offer?.answer();
  await it.clock.advance(0);
  expect(it.askedOf('/application')[0]?.params).toMatchObject({ ApplicationSid: 'AP1', CallSid: call.sid });
});
