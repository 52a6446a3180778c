import type { Standing } from '../../../emulator/account.ts';
import { number, site, telephoneExchange } from '../../support/emulator/switch-bench.ts';

const VERIFIED = '+15550177001';
const STRANGER = '+15550177002';

function exchangeOf(standing: Partial<Standing>) {
  const it = telephoneExchange();
  it.account.standing = { status: 'active', type: 'Full', ...standing };
  it.say('/incoming', '<Say>Hello</Say><Pause length="3600"/>');
  const dial = (from: string) => it.phoneSwitch.dial(it.device(from), number);
  const callAna = () =>
    it.phoneSwitch.createCall({ to: 'client:ana', from: number, url: `${site}/incoming` });
  const codes = () => it.log.list().flatMap(({ errorCode }) => errorCode ?? []);
  return { ...it, dial, callAna, codes };
}

const trial = { type: 'Trial', verified: [VERIFIED] } as const;

test('a trial account takes a call from a verified number, and asks for no other one', async () => {
  const it = exchangeOf(trial);
  const stranger = it.dial(STRANGER);
  await it.clock.advance(1000);
  expect(stranger.status).toBe('failed');
  expect(it.askedOf('/incoming')).toHaveLength(0);
  const caller = it.dial(VERIFIED);
  await it.clock.advance(1000);
  expect(caller.status).toBe('in-progress');
  expect(it.askedOf('/incoming')).toHaveLength(1);
});

test('a trial account calls verified numbers and pages, and nobody else: 21219', () => {
  const it = exchangeOf(trial);
  const call = (to: string) => it.phoneSwitch.createCall({ to, from: number, url: `${site}/incoming` });
  expect(() => call(STRANGER)).toThrow(expect.objectContaining({ status: 400, code: 21219 }));
  expect(call(VERIFIED).status).toBe('queued');
  expect(call('client:ana').status).toBe('queued');
});

test('a call of a trial account ends after ten minutes, with 13805', async () => {
  const it = exchangeOf(trial);
  const caller = it.dial(VERIFIED);
  await it.clock.advance(599_000);
  expect(caller.status).toBe('in-progress');
  await it.clock.advance(2000);
  expect(caller.status).toBe('completed');
  expect(it.codes()).toEqual([13805]);
});

test.each([
  [{ type: 'Trial', verified: [VERIFIED] } as const, 5],
  [{ profile: 'none' } as const, 2],
  [{ profile: 'individual' } as const, 3],
  [{}, 12],
])('an account %j has %i calls at once', async (standing, most) => {
  const it = exchangeOf(standing);
  it.device('client:ana');
  const calls = Array.from({ length: most }, () => it.dial(VERIFIED));
  await it.clock.advance(1000);
  for (const { status } of calls) expect(status).toBe('in-progress');
  const more = [it.dial(VERIFIED), it.callAna()];
  await it.clock.advance(1000);
  const isLimited = most < 12;
  expect(more.map(({ status }) => status)).toEqual(
    isLimited ? ['failed', 'failed'] : ['in-progress', 'ringing'],
  );
  expect(it.codes()).toEqual(isLimited ? [10004, 10004] : []);
  if (!isLimited) return;
  it.phoneSwitch.hangUp(calls[0]!.sid);
  const next = it.dial(VERIFIED);
  await it.clock.advance(1000);
  expect(next.status).toBe('in-progress');
});
