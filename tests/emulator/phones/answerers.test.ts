import { ANSWERERS } from '../../../emulator/phones/answerers/answerers.ts';
import { phonesBench } from '../../support/emulator/phones-bench.ts';
import { number, site } from '../../support/emulator/switch-bench.ts';

const MAILBOX = '+12025550163';

test('a mailbox answers in time, speaks, beeps, and records what it hears then', async () => {
  const it = phonesBench();
  const script = [
    { say: 'Please leave a message' },
    { beep: true as const },
    { record: 5 },
    { hangUp: true as const },
  ];
  it.phones.add({ From: MAILBOX, after: 20, script });
  it.say('/call', '<Play>/music.wav</Play>');
  const call = it.phoneSwitch.createCall({ to: MAILBOX, from: number, url: `${site}/call` });
  await it.clock.advance(19_900);
  expect(call.status).toBe('ringing');
  await it.clock.advance(200);
  expect(call.status).toBe('in-progress');
  expect(it.phones.messages(MAILBOX)).toEqual([]);
  await it.clock.advance(8000);
  expect(call.status).toBe('completed');
  const [message] = it.phones.messages(MAILBOX);
  expect(message).toMatchObject({ callSid: call.sid, from: number, seconds: 5 });
  expect(message!.heard.at(-1)).toMatchObject({ kind: 'tone', tones: [expect.closeTo(500, -1)] });
});

test('a message ends with its call', async () => {
  const it = phonesBench();
  it.phones.add({ From: MAILBOX, after: 0, script: [{ record: 60 }] });
  it.say('/call', '<Pause length="3"/>');
  it.phoneSwitch.createCall({ to: MAILBOX, from: number, url: `${site}/call` });
  await it.clock.advance(10_000);
  expect(it.phones.messages(MAILBOX)).toMatchObject([{ seconds: 3 }]);
});

test('a phone at a SIP address can be called and cannot call', () => {
  const { phones } = phonesBench();
  const desk = 'sip:eva@office.example';
  expect(phones.add({ From: desk })).toMatchObject({ number: desk, status: 'idle' });
  const refused = expect.objectContaining({ status: 400 });
  expect(() => phones.dial({ From: desk, To: number })).toThrow(refused);
  expect(() => phones.add({ From: 'sip:eva' })).toThrow(refused);
});

test.each(ANSWERERS)('the console has $title', async ({ id: _id, title: _title, ...setup }) => {
  const it = phonesBench();
  it.phones.add(setup);
  it.say('/call', '<Pause length="600"/>');
  const call = it.phoneSwitch.createCall({ to: setup.From, from: number, url: `${site}/call` });
  await it.clock.advance((setup.after ?? 1) * 1000 + 100);
  expect(call.status).toBe('in-progress');
});
