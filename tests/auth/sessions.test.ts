import { browserOf, newSession, readSession, sessionCookie } from '../../src/auth/sessions.ts';

const SECRET = 'a-session-secret-for-tests-only-0123456789';
const NOW = 1_700_000_000_000;
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const account = {
  id: 'ana',
  name: 'Ana',
  role: 'agent',
  hash: '',
  disabled: false,
  epoch: '0123456789abcdef',
} as const;
const session = newSession({ ...account, wrongTries: 0, lockedUntil: 0 }, browserOf('key'), NOW);

const valueOf = (cookie: string): string => /^session=([^;]*)/.exec(cookie)?.[1] ?? '';

test('a session lasts twelve hours without an idle limit', () => {
  const value = valueOf(sessionCookie(session, SECRET, NOW));
  expect(readSession(value, SECRET, NOW + 12 * HOUR - 1)).toEqual(session);
  expect(readSession(value, SECRET, NOW + 12 * HOUR)).toBe('expired');
});

test('with an idle limit a cookie that no page renews ends sooner, a session no later', () => {
  const value = valueOf(sessionCookie(session, SECRET, NOW, 15));
  expect(readSession(value, SECRET, NOW + 15 * MINUTE - 1)).toEqual(session);
  expect(readSession(value, SECRET, NOW + 15 * MINUTE)).toBe('expired');
  const late = NOW + 12 * HOUR - MINUTE;
  const last = sessionCookie(session, SECRET, late, 15);
  expect(last).toMatch(/; Max-Age=60;/);
  expect(readSession(valueOf(last), SECRET, late + MINUTE)).toBe('expired');
});
