import { jwtVerify, SignJWT } from 'jose';
import { readToken, signedToken } from '../../src/auth/signed-token.ts';

const SECRET = 'a-secret-of-tests-only-0123456789';
const NOW = 1_700_000_000_000;
const CLAIMS = { sub: 'ana', exp: NOW / 1000 + 60 };
const KEY = new TextEncoder().encode(SECRET);
const currentDate = new Date(NOW);

test('a library reads our tokens, and we read its', async () => {
  const { payload, protectedHeader } = await jwtVerify(signedToken(CLAIMS, SECRET, { cty: 'x' }), KEY, {
    currentDate,
  });
  expect([payload, protectedHeader]).toEqual([CLAIMS, { alg: 'HS256', typ: 'JWT', cty: 'x' }]);
  const theirs = await new SignJWT(CLAIMS).setProtectedHeader({ alg: 'HS256' }).sign(KEY);
  expect(readToken(theirs, SECRET, NOW)).toEqual(CLAIMS);
});

test('a token counts until its end, and no longer', () => {
  const token = signedToken(CLAIMS, SECRET);
  expect(readToken(token, SECRET, NOW + 59_999)).toEqual(CLAIMS);
  expect(readToken(token, SECRET, NOW + 60_000)).toBe('expired');
  expect(readToken(signedToken({ sub: 'ana' }, SECRET), SECRET, NOW)).toBe('expired');
});

const token = signedToken(CLAIMS, SECRET);
const [header = '', claims = '', signature = ''] = token.split('.');

test.each([
  ['of another secret', signedToken(CLAIMS, `${SECRET}!`)],
  ['that names another algorithm', signedToken(CLAIMS, SECRET, { alg: 'HS512' })],
  ['that names none', signedToken(CLAIMS, SECRET, { alg: 'none' })],
  ['with other claims', `${header}.${Buffer.from('{"exp":9e9}').toString('base64url')}.${signature}`],
  ['without its signature', `${header}.${claims}.`],
  ['with a shorter signature', token.slice(0, -2)],
  ['with a fourth part', `${token}.x`],
  ['of nothing', ''],
  ['of no token', '__proto__'],
])('a token %s is forged', (_, other) => {
  expect(readToken(other, SECRET, NOW)).toBe('forged');
});
