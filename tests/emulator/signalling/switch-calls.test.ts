import { SwitchCalls } from '../../../emulator/signalling/switch-calls.ts';
import { telephoneExchange } from '../../support/telephone-exchange.ts';

function setUp(twiml: string) {
  const it = telephoneExchange();
  it.say('/application', twiml);
  const calls = new SwitchCalls(it.exchange);
  const device = it.device('client:ana');
  const place = () => calls.place({ device, applicationSid: 'AP1', parameters: { call: 'CA9' } });
  return { ...it, calls, device, place };
}

test('places a call through the application of the token, with what the page says', async () => {
  const it = setUp('<Say>Hello</Say>');
  const { callSid, answered } = it.place();
  await it.clock.advance(0);
  await expect(answered).resolves.toBeUndefined();
  expect(it.askedOf('/application')[0]?.params).toMatchObject({ CallSid: callSid, call: 'CA9' });
});

test('refuses a call without an application (31002)', () => {
  const { calls, device } = setUp('');
  expect(() => calls.place({ device, parameters: {} })).toThrow(expect.objectContaining({ code: 31002 }));
});

test('says that a call never was answered (31005)', async () => {
  const it = setUp('<Reject/>');
  const { answered } = it.place();
  const outcome = expect(answered).rejects.toMatchObject({ code: 31005 });
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
  expect(it.exchange.fetchCall(callSid).status).toBe('completed');
  it.calls.hangUp('CA0');
});
