import { SwitchCalls } from '../../../emulator/signalling/switch-calls.ts';
import { telephoneExchange } from '../../support/emulator/switch-bench.ts';

function setUp(twiml: string) {
  const it = telephoneExchange();
  it.say('/application', twiml);
  const calls = new SwitchCalls(it.phoneSwitch);
  const ana = it.device('client:ana');
  const place = () => calls.place({ device: ana, applicationSid: 'AP1', parameters: { call: 'CA9' } });
  return { ...it, calls, ana, place };
}

test('places a call through the application of the token, with what the page says', async () => {
  const it = setUp('<Say>Hello</Say>');
  const { callSid, answer } = it.place();
  await it.clock.advance(1);
  await expect(answer).resolves.toMatchObject({ isEarly: false });
  expect(it.askedOf('/application')[0]?.params).toMatchObject({ CallSid: callSid, call: 'CA9' });
});

test('refuses a call without an application (31002)', () => {
  const { calls, ana: device } = setUp('');
  expect(() => calls.place({ device, parameters: {} })).toThrow(expect.objectContaining({ code: 31002 }));
});

test('says that a call never was answered (31005)', async () => {
  const it = setUp('<Reject/>');
  const { answer } = it.place();
  const outcome = expect(answer).rejects.toMatchObject({ code: 31005 });
  await it.clock.advance(0);
  await outcome;
});

test('presses keys and hangs up', async () => {
  const it = setUp('<Gather input="dtmf" numDigits="1" timeout="60" action="/key"/>');
  it.say('/key', '<Pause length="60"/>');
  const { callSid } = it.place();
  await it.clock.advance(0);
  it.calls.pressDigits(callSid, '5');
  await it.clock.advance(0);
  expect(it.askedOf('/key')[0]?.params).toMatchObject({ Digits: '5' });
  it.calls.hangUp(callSid);
  expect(it.phoneSwitch.fetchCall(callSid).status).toBe('completed');
  it.calls.hangUp('CA0');
});

// https://www.twilio.com/docs/voice/sdks/javascript/twiliocall#ringing-event
describe('a call that dials a client', () => {
  async function dials(how = '') {
    const it = setUp(`<Dial timeout="20" ${how}><Client>ben</Client></Dial>`);
    const ben = it.device('client:ben');
    const { callSid, answer } = it.place();
    await it.clock.advance(1);
    const { isEarly, accepted } = await answer;
    let outcome = 'rings';
    accepted.then(
      () => (outcome = 'accepted'),
      () => (outcome = 'ended'),
    );
    const status = () => it.phoneSwitch.fetchCall(callSid).status;
    return { ...it, ben, isEarly, outcome: () => outcome, status };
  }

  test('is in progress while it rings, which its page hears as early media', async () => {
    const { isEarly, outcome, status, clock } = await dials();
    await clock.advance(10_000);
    expect([isEarly, outcome(), status()]).toEqual([true, 'rings', 'in-progress']);
  });

  // https://www.twilio.com/docs/voice/twiml/dial#answeronbridge
  test('counts as answered only when the client accepts, where answerOnBridge is set', async () => {
    const { ben, isEarly, outcome, status, clock } = await dials('answerOnBridge="true"');
    await clock.advance(10_000);
    expect([isEarly, outcome(), status()]).toEqual([true, 'rings', 'ringing']);
    ben.offer!.answer();
    await clock.advance(1);
    expect([outcome(), status()]).toEqual(['accepted', 'in-progress']);
  });

  const WAYS = [
    ['at once', ''],
    ['on the bridge', 'answerOnBridge="true"'],
  ] as const;

  test.each(WAYS)('that is answered %s is accepted for its page when the client accepts', async (_, how) => {
    const { ben, outcome, clock } = await dials(how);
    ben.offer!.answer();
    await clock.advance(1);
    expect(outcome()).toBe('accepted');
  });

  test.each(WAYS)(
    'that is answered %s is never accepted for its page when nobody accepts',
    async (_, how) => {
      const { outcome, clock } = await dials(how);
      await clock.advance(20_001);
      expect(outcome()).toBe('ended');
    },
  );
});
