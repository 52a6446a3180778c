import AccessToken from 'twilio/lib/jwt/AccessToken.js';
import { pageToken } from '../../src/auth/access-tokens.ts';
import { voiceConfig } from '../../src/config.ts';

const config = {
  ...voiceConfig({ SYNC_SERVICE_SID: `IS${'1'.repeat(32)}`, DOMAIN_NAME: 'shop.twil.io' }),
  accountSid: `AC${'1'.repeat(32)}`,
  apiKeySid: `SK${'1'.repeat(32)}`,
  apiKeySecret: 'a-secret-of-the-key',
  twimlAppSid: `AP${'1'.repeat(32)}`,
  sessionSecret: '',
  dispositions: [],
};

const parts = (token: string) =>
  token
    .split('.')
    .slice(0, 2)
    .map((part) => JSON.parse(Buffer.from(part, 'base64url').toString()) as Record<string, unknown>);

test('a page gets the token that the helper library would make', async () => {
  const theirs = new AccessToken(config.accountSid, config.apiKeySid, config.apiKeySecret, {
    identity: 'ana',
    ttl: 3600,
  });
  const outgoingApplicationSid = config.twimlAppSid;
  theirs.addGrant(new AccessToken.VoiceGrant({ incomingAllow: true, outgoingApplicationSid }));
  theirs.addGrant(new AccessToken.SyncGrant({ serviceSid: config.syncServiceSid }));
  const [header, claims = {}] = parts(theirs.toJwt());
  const ours = pageToken(config, 'ana', Number(claims['iat']) * 1000);
  expect(parts(ours.token)).toEqual([header, { ...claims, jti: expect.any(String) }]);
  expect(ours.expiresAt).toBe(Number(claims['exp']) * 1000);
});
