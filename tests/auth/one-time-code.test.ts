import { addressOfKey, afterCode, codeAt, newAuthenticator } from '../../src/auth/one-time-code.ts';

/** The secret of the RFC's test vectors, `12345678901234567890`, in Base32. */
const KEY = 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ';
const NOW = 1_111_111_109_000;
const STEP = Math.floor(NOW / 30_000);

/** https://datatracker.ietf.org/doc/html/rfc6238#appendix-B, the last six of its eight digits. */
test.each([
  [59, '287082'],
  [1_111_111_109, '081804'],
  [1_111_111_111, '050471'],
  [1_234_567_890, '005924'],
  [2_000_000_000, '279037'],
  [20_000_000_000, '353130'],
])('the code at %i s is that of the RFC', (seconds, code) => {
  expect(codeAt(KEY, Math.floor(seconds / 30))).toBe(code);
});

test.each([-1, 0, 1])('a telephone whose clock differs by %i step is understood', (difference) => {
  const used = afterCode({ secret: KEY, usedStep: 0 }, codeAt(KEY, STEP + difference), NOW);
  expect(used).toEqual({ secret: KEY, usedStep: STEP + difference });
});

test.each([-2, 2])('a code that is %i steps away does not count', (difference) => {
  expect(afterCode({ secret: KEY, usedStep: 0 }, codeAt(KEY, STEP + difference), NOW)).toBeUndefined();
});

test('no code counts twice, nor one from before it', () => {
  const authenticator = { secret: KEY, usedStep: STEP };
  expect(afterCode(authenticator, codeAt(KEY, STEP), NOW)).toBeUndefined();
  expect(afterCode(authenticator, codeAt(KEY, STEP - 1), NOW)).toBeUndefined();
  expect(afterCode(authenticator, codeAt(KEY, STEP + 1), NOW)).toBeDefined();
});

test.each(['', '08180', '0818040', '81804', 'abcdef'])('%j is no code', (code) => {
  expect(afterCode({ secret: KEY, usedStep: 0 }, code, NOW)).toBeUndefined();
});

test('each authenticator has a key of its own, and an address that names the agent', () => {
  const [one, other] = [newAuthenticator(), newAuthenticator()];
  expect(one.secret).toMatch(/^[A-Z2-7]{32}$/);
  expect(one.secret).not.toBe(other.secret);
  expect(addressOfKey(one, 'ana', 'shop')).toBe(`otpauth://totp/shop%3Aana?secret=${one.secret}&issuer=shop`);
});
