import { decodeJwt, SignJWT } from 'jose';
import twilio from 'twilio';
import { verifyAccessToken } from '../../emulator/tokens.ts';

const key = { sid: `SK${'1'.repeat(32)}`, secret: 'a-secret-of-at-least-32-characters', friendlyName: '' };
const account = { accountSid: `AC${'0'.repeat(32)}`, authToken: 'f', apiKeys: new Map([[key.sid, key]]) };
const { AccessToken } = twilio.jwt;

function made(secret = key.secret, ttl = 600, issuer = key.sid): string {
  const token = new AccessToken(account.accountSid, issuer, secret, { identity: 'ana', ttl });
  token.addGrant(new AccessToken.VoiceGrant({ incomingAllow: true, outgoingApplicationSid: 'AP1' }));
  token.addGrant(new AccessToken.SyncGrant({ serviceSid: 'IS1' }));
  return token.toJwt();
}

it("reads the helper library's tokens", async () => {
  const token = await verifyAccessToken(made(), account, Date.now());
  expect(token).toMatchObject({ identity: 'ana', syncServiceSid: 'IS1' });
  expect(token.voice).toEqual({ incoming: true, outgoingApplicationSid: 'AP1' });
});

// The Voice SDK's own tests allow for a second less. https://github.com/twilio/twilio-voice.js/blob/master/cypress/e2e/device.cy.ts
it.each([0, 1, 999, 1000])('tells a token %s ms old at most one second short', async (age) => {
  const jwt = made();
  const { iat = 0 } = decodeJwt(jwt);
  const { ttl } = await verifyAccessToken(jwt, account, iat * 1000 + age);
  expect(ttl).toBe(age < 1000 ? 600 : 599);
});

it.each([
  ['no token', 'nonsense', 20101, 0],
  ['expired', made(), 20104, 700_000],
  ['another key', made(key.secret, 600, 'SKother'), 20103, 0],
  ['a forged signature', made('another-secret-of-32-characters-xx'), 20107, 0],
  ['a life of two days', made(key.secret, 172_800), 20157, 0],
])('refuses %s with Twilio’s code', async (_, jwt, code, later) => {
  await expect(verifyAccessToken(jwt, account, Date.now() + later)).rejects.toMatchObject({ code });
});

it('refuses a token with another header', async () => {
  const jwt = await new SignJWT({ grants: { identity: 'ana' } })
    .setProtectedHeader({ alg: 'HS256' })
    .setIssuer(key.sid)
    .setSubject(account.accountSid)
    .setExpirationTime('1h')
    .sign(new TextEncoder().encode(key.secret));
  await expect(verifyAccessToken(jwt, account, Date.now())).rejects.toMatchObject({ code: 20102 });
});
