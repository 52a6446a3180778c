import { withoutSecrets, withoutValue } from '../../emulator/secrets.ts';

const key = { sid: `SK${'1'.repeat(32)}`, secret: 'the-secret-of-the-key', friendlyName: 'k' };
const account = {
  accountSid: `AC${'1'.repeat(32)}`,
  authToken: 'the-auth-token',
  apiKeys: new Map([[key.sid, key]]),
};

test.each([
  'AuthToken=the-auth-token',
  '{"sid":"SK1","secret":"shown-once"}',
  '{"id":"ana","passcode":"ana-2468"}',
  '{"passcode":"x","newPasscode":"ana-2468","browser":"ana-2468"}',
  '{"authenticator":{"secret":"ana-2468"}}',
  'Data=%7B%7D&Secret=shown-once&x=1',
  'id=ana&passcode=ana-2468',
  '{"token":"eyJhbGci.eyJqdGki.c2lnbg"}',
  'said the-secret-of-the-key',
  '{"data":"{\\"passwordHash\\":\\"x\\",\\"password\\":\\"ana-2468\\"}"}',
])('%s stands in the log without its secret', (text) => {
  const hidden = withoutSecrets(account, text);
  expect(hidden).not.toMatch(/the-auth-token|shown-once|ana-2468|eyJ|the-secret/);
  expect(hidden).toContain('(not shown)');
});

test("the rest of what went over the wire is kept, and a variable's value is not", () => {
  expect(withoutSecrets(account, '{"sid":"CA1","secret":"x","to":"+1555"}')).toBe(
    '{"sid":"CA1","secret":"(not shown)","to":"+1555"}',
  );
  expect(withoutValue('Key=SESSION_SECRET&Value=abc%20d')).toBe('Key=SESSION_SECRET&Value=(not shown)');
  expect(withoutValue('{"key":"K","value":"a\\"b","url":"u"}')).toBe(
    '{"key":"K","value":"(not shown)","url":"u"}',
  );
});
