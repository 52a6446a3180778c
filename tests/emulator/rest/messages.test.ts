import type { TwilioRest } from '../../support/emulator/twilio-rest.ts';
import { startTwilioRest } from '../../support/emulator/twilio-rest.ts';

let rest: TwilioRest;
beforeEach(async () => {
  rest = await startTwilioRest();
});
afterEach(() => rest.close());

const text = { to: '+15551230000', from: '+15550100000', body: 'We missed your call' };

it('keeps what would have been sent', async () => {
  const sent = await rest.client.messages.create(text);
  expect(sent).toMatchObject({ ...text, status: 'queued', numSegments: '1' });
  await rest.client.messages.create({ ...text, to: '(415) 123-4567', mediaUrl: ['https://x.test/a.png'] });
  expect(await rest.client.messages.list()).toMatchObject([
    { to: '+14151234567', numMedia: '1' },
    { sid: sent.sid, status: 'sent' },
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
  [{ ...text, to: 'my mother' }, 21211],
])('refuses %o', async (incomplete, code) => {
  await expect(rest.client.messages.create(incomplete)).rejects.toMatchObject({ status: 400, code });
});
