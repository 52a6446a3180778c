import type { FaultAction } from '../../../emulator/faults.ts';
import { restOf } from '../../support/emulator/switch-rest.ts';
import { number, site, telephoneExchange } from '../../support/emulator/switch-bench.ts';

const lost: FaultAction = { do: 'drop' };
const late: FaultAction = { do: 'delay', ms: 6000 };

/** Twilio calls a page for twenty seconds, while something goes wrong. */
async function ringing(faults: Readonly<Record<string, FaultAction>>, pages = 1) {
  const it = telephoneExchange();
  it.faults.set(
    Object.entries(faults).map(([word, action]) => ({ at: 'page', match: `^${word} client:ana$`, action })),
  );
  it.say('/answered', '<Pause length="60"/>');
  const devices = Array.from({ length: pages }, (_, index) => it.device('client:ana', `page ${index}`));
  const { sid } = it.phoneSwitch.createCall({
    to: 'client:ana',
    from: number,
    url: `${site}/answered`,
    timeout: 20,
    statusCallback: `${site}/status`,
    statusCallbackEvents: ['initiated', 'ringing', 'answered', 'completed'],
  });
  const placedAt = it.clock.now();
  await it.clock.advance(0);
  const told = () =>
    it.askedOf('/status').map(({ at, params }) => [params.CallStatus, (at - placedAt) / 1000] as const);
  return { ...it, devices, page: devices[0]!, sid, told };
}

test('a registration that Twilio has forgotten is as if nobody were there', async () => {
  const it = await ringing({ registration: lost });
  await it.clock.advance(20_000);
  expect(it.told()).toEqual([
    ['initiated', 0],
    ['no-answer', 0.2],
  ]);
  expect(it.page.heard).toEqual([]);
});

test('an invitation that is lost rings nowhere, and Twilio says that it rings', async () => {
  const it = await ringing({ invite: lost });
  await it.clock.advance(20_000);
  expect(it.told()).toEqual([
    ['initiated', 0],
    ['ringing', 0],
    ['no-answer', 20],
  ]);
  expect(it.page.heard).toEqual([]);
});

test('an invitation that is late rings late, and can be answered', async () => {
  const it = await ringing({ invite: late });
  await it.clock.advance(5999);
  expect(it.page.heard).toEqual([]);
  await it.clock.advance(1);
  expect(it.page.heard).toEqual(['ring']);
  expect(it.page.offer!.answer()).toBe(true);
  expect(it.phoneSwitch.fetchCall(it.sid).status).toBe('in-progress');
});

test('an invitation that is late for a call that is over never comes', async () => {
  const it = await ringing({ invite: late });
  it.phoneSwitch.updateCall(it.sid, { status: 'canceled' });
  await it.clock.advance(10_000);
  expect(it.page.heard).toEqual([]);
});

test('of two pages the one that has the invitation answers for both', async () => {
  const it = await ringing({}, 2);
  it.faults.set([{ at: 'page', match: '^invite ', times: 1, action: lost }]);
  const { sid } = it.phoneSwitch.createCall({ to: 'client:ana', from: number, url: `${site}/answered` });
  await it.clock.advance(0);
  const [without, having] = it.devices;
  expect([without, having].map((page) => page?.offer?.callSid === sid)).toEqual([false, true]);
  expect(having!.offer!.answer()).toBe(true);
  expect(without!.heard).toEqual(['ring']);
});

test.each([
  ['lost', lost, []],
  ['late', late, [['ringing', 6]]],
] as const)('told only when a page has it, ringing of an invitation %s is', async (_how, action, rings) => {
  const it = await ringing({ invite: action, ringing: lost });
  await it.clock.advance(20_000);
  expect(it.told()).toEqual([['initiated', 0], ...rings, ['no-answer', 20]]);
});

test('a call that Twilio has placed and not told of as ringing ends with a callback', async () => {
  const it = await ringing({ invite: lost, ringing: lost });
  it.phoneSwitch.updateCall(it.sid, { status: 'canceled' });
  await it.clock.advance(0);
  expect(it.told().at(-1)).toEqual(['canceled', 0]);
});

test('no phone is struck by what strikes pages', async () => {
  const it = telephoneExchange();
  it.faults.set([{ at: 'page', action: lost }]);
  const phone = it.device('+15557654321');
  it.phoneSwitch.createCall({ to: phone.address, from: number, url: `${site}/answered` });
  await it.clock.advance(0);
  expect(phone.heard).toEqual(['ring']);
});

// https://www.twilio.com/en-us/changelog/twilio-voice-sdk-call-message-events--user-defined-messages--act
test('messages go both ways while a page rings, and after its answer', async () => {
  const it = await ringing({}, 2);
  const { client, close } = await restOf(it);
  const call = client.calls(it.sid);
  await call.userDefinedMessageSubscriptions.create({ callback: `${site}/message`, method: 'POST' });
  await call.userDefinedMessages.create({ content: JSON.stringify({ word: 'rings' }) });
  const fromPage = (content: string) =>
    it.phoneSwitch.messages.receive(it.sid, { sid: 'KX1', content, contentType: 'application/json' });
  fromPage('{"word":"heard"}');
  it.page.offer!.answer();
  await call.userDefinedMessages.create({ content: JSON.stringify({ word: 'talks' }) });
  fromPage('{"word":"on"}');
  await it.clock.advance(0);
  expect(it.devices.map(({ messages }) => messages)).toEqual([
    [{ word: 'rings' }, { word: 'talks' }],
    [{ word: 'rings' }],
  ]);
  expect(it.askedOf('/message').map(({ params }) => params.Content)).toEqual([
    '{"word":"heard"}',
    '{"word":"on"}',
  ]);
  close();
});

test.each([
  ['every-page', 2],
  ['one-page', 1],
] as const)('a message while a call rings on two pages reaches %s', async (ringingMessage, count) => {
  const it = await ringing({}, 2);
  it.beliefs.set({ ringingMessage });
  it.phoneSwitch.messages.send(it.sid, { word: 'rings' });
  expect(it.devices.flatMap(({ messages }) => messages)).toHaveLength(count);
});

test('a message to a page can be lost', async () => {
  const it = await ringing({ message: lost });
  it.phoneSwitch.messages.send(it.sid, { word: 'rings' });
  expect(it.page.messages).toEqual([]);
});
