import { validateRequest } from 'twilio';
import type { TwilioRest } from '../../support/emulator/twilio-rest.ts';
import { restOf } from '../../support/emulator/exchange-rest.ts';
import { site, telephoneExchange } from '../../support/emulator/switch-bench.ts';
import { startTwilioRest } from '../../support/emulator/twilio-rest.ts';

const text = { to: '+15551230000', from: '+15550100000', body: 'We missed your call' };

let rest: TwilioRest;
beforeEach(async () => {
  rest = await startTwilioRest();
  await rest.client.incomingPhoneNumbers.create({ phoneNumber: text.from });
});
afterEach(() => rest.close());

it('keeps what would have been sent', async () => {
  const sent = await rest.client.messages.create(text);
  expect(sent).toMatchObject({ ...text, status: 'queued', numSegments: '1' });
  await rest.client.messages.create({ ...text, to: '(415) 123-4567', mediaUrl: ['https://x.test/a.png'] });
  expect(await rest.client.messages.list()).toMatchObject([
    { to: '+14151234567', numMedia: '1' },
    { sid: sent.sid },
  ]);
  expect(await rest.client.messages.list({ to: text.to })).toHaveLength(1);
  const message = rest.client.messages(sent.sid);
  expect(await message.update({ body: '' })).toMatchObject({ body: '' });
  await message.remove();
  await expect(message.fetch()).rejects.toMatchObject({ status: 404, code: 20404 });
});

it.each([
  [{ ...text, body: '' }, 21602],
  [{ ...text, from: '' }, 21603],
  [{ ...text, from: '+14155550199' }, 21606],
  [{ ...text, to: 'my mother' }, 21211],
])('refuses %o', async (incomplete, code) => {
  await expect(rest.client.messages.create(incomplete)).rejects.toMatchObject({ status: 400, code });
});

it.each(['ACME', '12345', 'whatsapp:+14155550199'])(
  'sends from %s, which is no phone number',
  async (from) => {
    expect(await rest.client.messages.create({ ...text, from })).toMatchObject({ from, status: 'queued' });
  },
);

it('lists messages by their day', async () => {
  await rest.client.messages.create(text);
  const day = (days: number) => new Date(Date.now() + days * 86_400_000);
  expect(await rest.client.messages.list({ dateSentAfter: day(1) })).toEqual([]);
  expect(await rest.client.messages.list({ dateSentBefore: day(2) })).toHaveLength(1);
});

// https://www.twilio.com/docs/messaging/guides/outbound-message-status-in-status-callbacks
test('a status callback tells of sent and delivered messages, not of queued ones', async () => {
  const it = telephoneExchange();
  const { ask, numbers } = restOf(it);
  numbers.buy(text.from);
  const form = { To: text.to, From: text.from, Body: text.body, StatusCallback: `${site}/text-status` };
  const answer = await ask('POST', '/Messages.json', { form });
  const { sid, status } = JSON.parse(String(answer.body)) as { sid: string; status: string };
  expect([status, it.askedOf('/text-status')]).toEqual(['queued', []]);
  await it.clock.advance(1000);
  const told = it.askedOf('/text-status');
  expect(told.map(({ params }) => [params.MessageSid, params.MessageStatus, params.To])).toEqual([
    [sid, 'sent', text.to],
    [sid, 'delivered', text.to],
  ]);
  const [{ headers, url, params }] = told as [(typeof told)[number]];
  expect(validateRequest(it.account.authToken, String(headers['x-twilio-signature']), url, params)).toBe(
    true,
  );
});
