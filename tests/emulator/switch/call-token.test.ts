import { restOf } from '../../support/emulator/switch-rest.ts';
import { number, site, telephoneExchange } from '../../support/emulator/switch-bench.ts';

const MARA = '+15551230000';
const OUTSIDE = '+15557654321';

/** A caller is on the line, with the token of her call. */
async function called() {
  const it = telephoneExchange();
  it.say('/incoming', '<Pause length="3600"/>');
  const call = it.phoneSwitch.dial(it.device(MARA), number);
  await it.clock.advance(0);
  const callToken = it.askedOf('/incoming')[0]!.params.CallToken!;
  return { ...it, call, callToken };
}

// https://www.twilio.com/docs/voice/api/call-resource#create-a-call-resource
test('with the token of her call an outside phone is shown the caller', async () => {
  const it = await called();
  const phone = it.device(OUTSIDE);
  const { client, close } = await restOf(it);
  const made = await client.calls.create({
    to: OUTSIDE,
    from: MARA,
    url: `${site}/outside`,
    callToken: it.callToken,
  });
  await it.clock.advance(0);
  expect([made.from, phone.offer?.from]).toEqual([MARA, MARA]);
  const into = await client
    .conferences('room')
    .participants.create({ to: OUTSIDE, from: MARA, callToken: it.callToken });
  expect(it.phoneSwitch.fetchCall(into.callSid).from).toBe(MARA);
  close();
});

// Seen live: https://github.com/livekit/agents-js/pull/2510
test.each([
  ['without a token', () => undefined, MARA],
  ['with a token that is none', () => 'token', MARA],
  ['with the token of another caller', (token: string) => token, '+15559999999'],
  ['with a token of a call that never was', () => '{"parentCallInfoToken":"Q0E5"}', MARA],
])('%s nobody is shown a number that is not the account’s (21210)', async (_how, tokenOf, from) => {
  const it = await called();
  const callToken = tokenOf(it.callToken);
  const request = { to: OUTSIDE, from, ...(callToken !== undefined && { callToken }) };
  const refused = expect.objectContaining({ status: 400, code: 21210 });
  expect(() => it.phoneSwitch.createCall({ ...request, url: `${site}/outside` })).toThrow(refused);
  expect(() => it.phoneSwitch.createParticipant('room', request)).toThrow(refused);
});

test.each([
  ['taken', MARA],
  ['refused', undefined],
] as const)('when its call is over a token is %s', async (callTokenLife, from) => {
  const it = await called();
  it.beliefs.set({ callTokenLife });
  it.phoneSwitch.hangUp(it.call.sid);
  const request = { to: OUTSIDE, from: MARA, url: `${site}/outside`, callToken: it.callToken };
  if (from) return expect(it.phoneSwitch.createCall(request).from).toBe(from);
  expect(() => it.phoneSwitch.createCall(request)).toThrow(expect.objectContaining({ code: 21210 }));
});

test('the account’s own number needs no token, and a wrong one does no harm', async () => {
  const it = await called();
  const request = { to: OUTSIDE, from: number, url: `${site}/outside`, callToken: 'token' };
  expect(it.phoneSwitch.createCall(request).from).toBe(number);
});
