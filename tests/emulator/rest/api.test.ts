import { clientTo } from '../../support/emulator/loopback.ts';
import type { TwilioRest } from '../../support/emulator/twilio-rest.ts';
import { startTwilioRest } from '../../support/emulator/twilio-rest.ts';

let rest: TwilioRest;
beforeEach(async () => {
  rest = await startTwilioRest();
});
afterEach(() => rest.close());

it('refuses wrong credentials', async () => {
  const stranger = clientTo(rest.port, { ...rest.account, authToken: 'wrong' });
  await expect(stranger.api.v2010.accounts(rest.account.accountSid).fetch()).rejects.toMatchObject({
    status: 401,
    code: 20003,
  });
});

it('accepts an API key', async () => {
  const client = clientTo(rest.port, rest.account, rest.key);
  expect(await client.balance.fetch()).toMatchObject({ currency: 'USD' });
  expect(await client.api.v2010.accounts(rest.account.accountSid).fetch()).toMatchObject({
    status: 'active',
  });
});

it('answers an unknown path 404 and names it in the log', async () => {
  await expect(rest.client.queues.list()).rejects.toMatchObject({ status: 404, code: 20404 });
  const warning = rest.log.list().find(({ kind }) => kind === 'warning');
  expect(warning?.message).toContain('/Queues.json');
});

it('finds, buys, configures and releases a number', async () => {
  const [free] = await rest.client.availablePhoneNumbers('US').local.list({ areaCode: 415, limit: 1 });
  const bought = await rest.client.incomingPhoneNumbers.create({ phoneNumber: free?.phoneNumber ?? '' });
  expect(bought.capabilities).toMatchObject({ voice: true });
  const number = rest.client.incomingPhoneNumbers(bought.sid);
  expect(await number.update({ voiceUrl: 'https://x.test/in' })).toMatchObject({
    voiceUrl: 'https://x.test/in',
  });
  const twice = rest.client.incomingPhoneNumbers.create({ phoneNumber: bought.phoneNumber });
  await expect(twice).rejects.toMatchObject({ status: 400, code: 21422 });
  expect(await rest.client.incomingPhoneNumbers.list({ phoneNumber: bought.phoneNumber })).toHaveLength(1);
  await number.remove();
  await expect(number.fetch()).rejects.toMatchObject({ status: 404, code: 20404 });
});

it.each([
  ['GB', '+44', 'any', 21631, { addressSid: `AD${'1'.repeat(32)}` }],
  ['DE', '+49', 'local', 21649, { addressSid: `AD${'1'.repeat(32)}`, bundleSid: `BU${'1'.repeat(32)}` }],
])(
  'sells a number of %s only with the papers that its country asks for',
  async (country, dialCode, addressRequirements, code, papers) => {
    const [free] = await rest.client.availablePhoneNumbers(country).local.list({ limit: 1 });
    const phoneNumber = free?.phoneNumber ?? '';
    expect(free).toMatchObject({ phoneNumber: expect.stringContaining(dialCode), addressRequirements });
    const without = rest.client.incomingPhoneNumbers.create({ phoneNumber });
    await expect(without).rejects.toMatchObject({ status: 400, code });
    const bought = await rest.client.incomingPhoneNumbers.create({ phoneNumber, ...papers });
    expect(bought).toMatchObject({ phoneNumber, addressRequirements });
  },
);

it('leaves out numbers that need an address when asked to', async () => {
  const { local } = rest.client.availablePhoneNumbers('GB');
  expect(await local.list({ excludeAllAddressRequired: true })).toEqual([]);
  expect(await local.list({ excludeLocalAddressRequired: true, limit: 1 })).toHaveLength(1);
  const american = rest.client.availablePhoneNumbers('US').local;
  expect(await american.list({ excludeAllAddressRequired: true, limit: 1 })).toHaveLength(1);
});

it('sells a trial account one number, and refuses the second with 10002', async () => {
  rest.account.standing = { status: 'active', type: 'Trial' };
  await rest.client.incomingPhoneNumbers.create({ phoneNumber: '+14155550101' });
  const second = rest.client.incomingPhoneNumbers.create({ phoneNumber: '+14155550102' });
  await expect(second).rejects.toMatchObject({ status: 400, code: 10002 });
});

it('keeps TwiML applications and lists them over several pages', async () => {
  for (let n = 0; n < 5; n += 1) await rest.client.applications.create({ friendlyName: `app ${n}` });
  const all = await rest.client.applications.list({ pageSize: 2 });
  expect(all.map(({ friendlyName }) => friendlyName)).toEqual(['app 0', 'app 1', 'app 2', 'app 3', 'app 4']);
  const application = rest.client.applications(all[0]?.sid ?? '');
  expect(await application.update({ voiceUrl: 'https://x.test' })).toMatchObject({
    voiceUrl: 'https://x.test',
  });
  expect((await application.fetch()).dateCreated).toBeInstanceOf(Date);
  await application.remove();
  expect(await rest.client.applications.list()).toHaveLength(4);
});

it('shows the secret of a key once, and the key opens the API until it is deleted', async () => {
  const created = await rest.client.newKeys.create({ friendlyName: 'new' });
  const client = clientTo(rest.port, rest.account, { sid: created.sid, secret: created.secret });
  expect(await client.keys(created.sid).fetch()).toMatchObject({ friendlyName: 'new' });
  await client.keys(created.sid).remove();
  await expect(client.keys.list()).rejects.toMatchObject({ status: 401 });
});

it('answers with the fault that was set, before or after the request takes effect', async () => {
  rest.faults.set([
    { at: 'rest', match: 'POST .*Applications', action: { do: 'answer', status: 503, after: true } },
  ]);
  await expect(rest.client.applications.create({ friendlyName: 'x' })).rejects.toMatchObject({ status: 503 });
  expect(await rest.client.applications.list()).toHaveLength(1);
});

it('sends messages to a call, and tells of those of its page, until it is over', async () => {
  const { calls } = rest.client;
  const { sid } = await calls.create({ to: 'client:ana', from: 'client:desk', twiml: '<Response/>' });
  const { userDefinedMessages, userDefinedMessageSubscriptions: subscriptions } = calls(sid);
  const subscribed = await subscriptions.create({ callback: 'https://x.test/message' });
  expect(subscribed).toMatchObject({ callSid: sid, sid: expect.stringMatching(/^ZY/) });
  await subscriptions(subscribed.sid).remove();
  await expect(subscriptions(subscribed.sid).remove()).rejects.toMatchObject({ status: 404 });
  const sent = await userDefinedMessages.create({ content: '{"hello":"page"}' });
  expect(sent).toMatchObject({ callSid: sid, sid: expect.stringMatching(/^KX/) });
  await calls(sid).update({ status: 'canceled' });
  await expect(userDefinedMessages.create({ content: '{}' })).rejects.toMatchObject({ code: 21220 });
});
