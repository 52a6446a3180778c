import { number } from '../../support/emulator/switch-bench.ts';
import { CALLER_NUMBER, testCaller } from '../../support/emulator/test-caller.ts';

describe("the Dial's action is asked also when the caller hangs up", () => {
  test('while it rings', async () => {
    const it = await testCaller('<Dial action="/dialled"><Client>ana</Client></Dial>');
    await it.hangUp();
    expect(it.told('/dialled')).toMatchObject({
      CallStatus: 'completed',
      DialCallStatus: 'canceled',
      DialBridged: 'false',
    });
    expect(it.ana.heard).toEqual(['ring', 'canceled']);
  });

  test('while they talk', async () => {
    const it = await testCaller('<Dial action="/dialled"><Client>ana</Client></Dial>');
    await it.answer();
    await it.clock.advance(5000);
    await it.hangUp();
    const [child] = it.phoneSwitch.listCalls({ parentCallSid: it.call.sid });
    expect(it.told('/dialled')).toMatchObject({
      CallStatus: 'completed',
      DialCallStatus: 'completed',
      DialCallSid: child?.sid,
      DialCallDuration: '5',
      DialBridged: 'true',
    });
  });

  test('in a conference', async () => {
    const it = await testCaller('<Dial action="/dialled"><Conference waitUrl="">r</Conference></Dial>');
    await it.hangUp();
    expect(it.told('/dialled')).toMatchObject({ CallStatus: 'completed', DialCallStatus: 'answered' });
  });

  test('but not once all calls are forgotten', async () => {
    const it = await testCaller('<Dial action="/dialled"><Client>ana</Client></Dial>');
    it.phoneSwitch.reset();
    await it.settled();
    expect(it.told('/dialled')).toBeUndefined();
  });
});

describe('a called party is screened by its own document', () => {
  const screened = '<Dial action="/dialled"><Client url="/screen">ana</Client></Dial>';
  const question = '<Gather numDigits="1" action="/chosen"><Say>Press 1</Say></Gather><Hangup/>';

  test('they are not joined until it ends, and the caller hears it ring', async () => {
    const it = await testCaller(screened);
    it.say('/screen', question);
    it.say('/chosen', '<Say>Thanks</Say>');
    await it.answer();
    const leg = String(it.ana.offer?.callSid);
    expect(it.phoneSwitch.hearing(leg)?.clip?.clip.content).toBe('Press 1');
    expect(it.hears()).toBe('ringback');
    it.phoneSwitch.pressKeys(leg, '1');
    await it.settled();
    expect(it.told('/chosen')).toMatchObject({ Digits: '1', CallSid: leg });
    expect(it.phoneSwitch.hearing(it.call.sid)?.voices).toEqual([]);
    await it.clock.advance(2000);
    expect(it.phoneSwitch.hearing(it.call.sid)).toEqual({ voices: [leg] });
  });

  test('a number is screened like a client', async () => {
    const it = await testCaller('<Dial action="/dialled"><Number url="/screen">+15559990000</Number></Dial>');
    it.say('/screen', question);
    const colleague = it.device('+15559990000');
    const second = it.phoneSwitch.dial(it.device('+15551230001'), number);
    await it.settled();
    await it.answer(colleague);
    expect(it.phoneSwitch.hearing(second.sid)?.clip?.clip.content).toBe('ringback');
    await it.clock.advance(7000);
    expect(colleague.heard).toEqual(['ring', 'hung up']);
    expect(it.told('/dialled')).toMatchObject({ DialCallStatus: 'completed', DialBridged: 'false' });
  });

  test('Hangup declines the call', async () => {
    const it = await testCaller(screened);
    it.say('/screen', question);
    it.say('/dialled', '<Say>Nobody wants you</Say>');
    await it.answer();
    await it.clock.advance(7000);
    expect(it.ana.heard).toEqual(['ring', 'hung up']);
    expect(it.told('/dialled')).toMatchObject({ DialCallStatus: 'completed', DialBridged: 'false' });
    expect(it.hears()).toBe('Nobody wants you');
  });

  test('their hanging up in it is an answered call that was not bridged', async () => {
    const it = await testCaller(screened);
    it.say('/screen', question);
    await it.answer();
    it.phoneSwitch.hangUp(String(it.ana.offer?.callSid));
    await it.settled();
    expect(it.told('/dialled')).toMatchObject({ DialCallStatus: 'completed', DialBridged: 'false' });
  });

  test('the REST API may take them elsewhere in it, and the Dial is over', async () => {
    const it = await testCaller(screened);
    it.say('/screen', question);
    await it.answer();
    const leg = String(it.ana.offer?.callSid);
    it.phoneSwitch.updateCall(leg, { twiml: '<Response><Say>Elsewhere</Say></Response>' });
    await it.settled();
    expect(it.phoneSwitch.hearing(leg)?.clip?.clip.content).toBe('Elsewhere');
    expect(it.told('/dialled')).toMatchObject({ DialBridged: 'false' });
  });

  test('one that answers 404 lets the call through, with a line in the log', async () => {
    const it = await testCaller(screened);
    it.say('/screen', { status: 404 });
    await it.answer();
    expect(it.phoneSwitch.hearing(it.call.sid)?.voices).toEqual([it.ana.offer?.callSid]);
    expect(it.warnings()).toEqual([11200]);
  });
});

describe('a conference is left', () => {
  const room = (more: string) =>
    `<Dial action="/dialled" ${more}><Conference waitUrl="">r</Conference></Dial>`;

  test('by the star, where hangupOnStar is set', async () => {
    const it = await testCaller(room('hangupOnStar="true"'));
    it.say('/dialled', '<Say>Bye</Say>');
    it.phoneSwitch.pressKeys(it.call.sid, '*');
    await it.settled();
    expect(it.told('/dialled')).toMatchObject({ CallStatus: 'in-progress', DialCallStatus: 'answered' });
    expect(it.hears()).toBe('Bye');
  });

  test('after timeLimit', async () => {
    const it = await testCaller(room('timeLimit="20"'));
    it.say('/dialled', '<Say>Bye</Say>');
    await it.clock.advance(19_999);
    expect(it.call.conferenceSid).toBeDefined();
    await it.clock.advance(1);
    expect(it.hears()).toBe('Bye');
  });

  test('never entered by a coach of somebody who is not in it', async () => {
    const it = await testCaller(
      '<Dial action="/dialled"><Conference coach="CA00000000000000000000000000000000">r</Conference></Dial>',
    );
    expect(it.warnings()).toEqual([13240]);
    expect(it.told('/dialled')).toMatchObject({ DialCallStatus: 'failed' });
  });
});

test('with answerOnBridge the caller is answered only when the called party is joined', async () => {
  const it = await testCaller('<Dial answerOnBridge="true"><Client>ana</Client></Dial>');
  await it.clock.advance(4000);
  expect([it.call.status, it.hears()]).toEqual(['ringing', 'ringback']);
  await it.answer();
  expect(it.call.status).toBe('in-progress');
});

test('sequential nouns ring one after the other', async () => {
  const it = await testCaller(
    '<Dial sequential="true" timeout="10"><Client>ana</Client><Client>bob</Client></Dial>',
  );
  expect([it.ana.heard, it.bob.heard]).toEqual([['ring'], []]);
  await it.clock.advance(10_000);
  expect([it.ana.heard, it.bob.heard]).toEqual([['ring', 'no-answer'], ['ring']]);
  await it.answer(it.bob);
  expect(it.phoneSwitch.hearing(it.call.sid)?.voices).toEqual([it.bob.offer?.callSid]);
});

test('the star ends what rings, where hangupOnStar is set', async () => {
  const it = await testCaller(
    '<Dial hangupOnStar="true" sequential="true" action="/dialled"><Client>ana</Client><Client>bob</Client></Dial>',
  );
  it.phoneSwitch.pressKeys(it.call.sid, '*');
  await it.settled();
  expect(it.told('/dialled')).toMatchObject({ DialCallStatus: 'canceled' });
  expect([it.ana.heard, it.bob.heard]).toEqual([['ring', 'canceled'], []]);
});

test('sendDigits plays keys to the answering party; w is half a second, W a whole one', async () => {
  const it = await testCaller('<Dial><Number sendDigits="1wW2">+15559990000</Number></Dial>');
  const switchboard = it.device('+15559990000');
  const second = it.phoneSwitch.dial(it.phone, number);
  await it.settled();
  await it.answer(switchboard);
  const leg = String(switchboard.offer?.callSid);
  expect(it.phoneSwitch.hearing(leg)?.clip?.clip).toMatchObject({ content: '1wW2', durationMs: 1900 });
  await it.clock.advance(1899);
  expect(it.phoneSwitch.hearing(second.sid)?.voices).toEqual([]);
  await it.clock.advance(1);
  expect(it.phoneSwitch.hearing(second.sid)?.voices).toEqual([leg]);
});

test('SendDigits of a call made by REST comes before its document', async () => {
  const it = await testCaller('<Pause length="60"/>');
  const twiml = '<Response><Say>Hello</Say></Response>';
  const call = it.phoneSwitch.createCall({ to: 'client:ana', from: number, twiml, sendDigits: 'ww5' });
  await it.settled();
  await it.answer();
  expect(it.phoneSwitch.hearing(call.sid)?.clip?.clip.content).toBe('ww5');
  await it.clock.advance(1200);
  expect(it.phoneSwitch.hearing(call.sid)?.clip?.clip.content).toBe('Hello');
});

describe('the allowed caller ids', () => {
  const colleague = '+15559990000';
  const dialled = (more: string) =>
    `<Dial action="/dialled" ${more}><Number>${colleague}</Number></Dial><Say>Next</Say>`;

  test("a callerId that is not the account's is 13214, and the Dial has failed", async () => {
    const it = await testCaller(dialled('callerId="+15557654321"'));
    expect(it.warnings()).toEqual([13214]);
    expect(it.told('/dialled')).toMatchObject({ DialCallStatus: 'failed' });
  });

  test.each([number, CALLER_NUMBER, '(555) 123-0000'])('%s may be', async (callerId) => {
    const it = await testCaller(dialled(`callerId="${callerId}"`));
    expect(it.warnings()).toEqual([]);
  });

  test('a page that dials a number needs a callerId', async () => {
    const it = await testCaller('<Pause/>');
    it.say('/application', dialled(''));
    it.phoneSwitch.connect(it.ana, 'AP1', {});
    await it.settled();
    expect(it.warnings()).toEqual([13214]);
  });
});

test.each([
  ['415-123-4567', '+14151234567'],
  ['(202) 557-1840', '+12025571840'],
  ['1 415 123 4567', '+14151234567'],
  ['+44 20 7946 0000', '+442079460000'],
])('%s is dialled as %s', async (written, to) => {
  const it = await testCaller(`<Dial>${written}</Dial>`);
  expect(it.phoneSwitch.listCalls({ parentCallSid: it.call.sid })).toMatchObject([{ to }]);
  const byRest = it.phoneSwitch.createCall({ to: written, from: '555-010-0000', twiml: '<Response/>' });
  expect(byRest).toMatchObject({ to, from: '+15550100000' });
});

test('anything but a number is 13223, and the Dial has failed', async () => {
  const it = await testCaller('<Dial action="/dialled">12345</Dial>');
  expect(it.warnings()).toEqual([13223]);
  expect(it.told('/dialled')).toMatchObject({ DialCallStatus: 'failed' });
});
