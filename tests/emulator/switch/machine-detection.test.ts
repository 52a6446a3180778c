import type { PhoneRequest } from '../../../emulator/phones/phone-setup.ts';
import { restOf } from '../../support/emulator/switch-rest.ts';
import { phonesBench } from '../../support/emulator/phones-bench.ts';
import { number, site } from '../../support/emulator/switch-bench.ts';

const OUTSIDE = '+12025550163';
const LONG = 'You have reached a mailbox, please leave a message';

const human: PhoneRequest['script'] = [{ say: 'Hello' }, { listen: 30 }];
const mailbox: PhoneRequest['script'] = [{ say: LONG }, { pause: 0.5 }, { beep: true }, { record: 30 }];
const silentEnd: PhoneRequest['script'] = [{ say: LONG }, { pause: 30 }];
const endless: PhoneRequest['script'] = [{ tone: 440 }];
const fax: PhoneRequest['script'] = [{ pause: 1 }, { fax: true }];

/** A phone that answers after a second, and the REST API that calls it. */
async function outside(script: PhoneRequest['script']) {
  const it = phonesBench({ sound: false });
  it.phones.add({ From: OUTSIDE, after: 1, script });
  it.say('/answered', '<Pause length="60"/>');
  const { client, close } = await restOf(it);
  closing = close;
  const create = (more: object) =>
    client.calls.create({ to: OUTSIDE, from: number, url: `${site}/answered`, ...more });
  const found = async (path: string) => {
    await it.clock.advance(61_000);
    return it.askedOf(path).map(({ params: { AnsweredBy, MachineDetectionDuration } }) => ({
      AnsweredBy,
      MachineDetectionDuration,
    }));
  };
  return { ...it, client, create, found };
}

let closing = () => {};
afterEach(() => closing());

// https://www.twilio.com/docs/voice/answering-machine-detection
test.each([
  ['a person', 'Enable', 'human', 1700, human],
  ['a mailbox', 'Enable', 'machine_start', 2400, mailbox],
  ['a fax machine', 'Enable', 'fax', 1000, fax],
  ['silence', 'Enable', 'unknown', 5000, []],
  ['a person', 'DetectMessageEnd', 'human', 1700, human],
  ['a mailbox that beeps', 'DetectMessageEnd', 'machine_end_beep', 5000, mailbox],
  ['a mailbox without a beep', 'DetectMessageEnd', 'machine_end_silence', 5700, silentEnd],
  ['a machine without an end', 'DetectMessageEnd', 'machine_end_other', 30_000, endless],
])('the document waits until %s is found by %s', async (_who, mode, answeredBy, ms, script) => {
  const it = await outside(script);
  const call = await it.create({ machineDetection: mode });
  const found = { AnsweredBy: answeredBy, MachineDetectionDuration: String(ms) };
  expect(await it.found('/answered')).toEqual([found]);
  expect(it.askedOf('/answered')[0]!.at - it.phoneSwitch.fetchCall(call.sid).startedAt!).toBe(ms);
  expect((await it.client.calls(call.sid).fetch()).answeredBy).toBe(answeredBy);
});

test('in the background the document is asked for at once, and the callback is told', async () => {
  const it = await outside(mailbox);
  const { sid } = await it.create({
    machineDetection: 'Enable',
    asyncAmd: 'true',
    asyncAmdStatusCallback: `${site}/amd`,
  });
  expect(await it.found('/answered')).toEqual([{}]);
  const [told] = it.askedOf('/amd');
  const who = { AnsweredBy: 'machine_start', MachineDetectionDuration: '2400' };
  expect(told?.params).toEqual({ AccountSid: it.account.accountSid, CallSid: sid, ...who });
  expect(told!.at).toBeGreaterThan(it.askedOf('/answered')[0]!.at);
});

test('a participant joins at once, and who answered is told later', async () => {
  const it = await outside(human);
  const { participants } = it.client.conferences('room');
  const wish = { to: OUTSIDE, from: number, machineDetection: 'Enable' };
  await participants.create({ ...wish, amdStatusCallback: `${site}/amd` });
  await it.clock.advance(1100);
  const [room] = it.phoneSwitch.listConferences();
  expect(it.phoneSwitch.listParticipants(room!.sid)[0]?.status).toBe('connected');
  expect(it.askedOf('/amd')).toEqual([]);
  expect(await it.found('/amd')).toEqual([{ AnsweredBy: 'human', MachineDetectionDuration: '1700' }]);
});

test.each([
  ['Number', OUTSIDE],
  ['Sip', 'sip:eva@office.example'],
])('a <%s> can be asked who answered', async (noun, address) => {
  const it = await outside([]);
  it.phones.add({ From: address, after: 1, script: mailbox });
  const detection = 'machineDetection="DetectMessageEnd" amdStatusCallback="/amd"';
  it.say('/answered', `<Dial callerId="${number}"><${noun} ${detection}>${address}</${noun}></Dial>`);
  const ana = it.device('client:ana');
  await it.create({ to: 'client:ana' });
  await it.clock.advance(0);
  ana.offer!.answer();
  const [first] = await it.found('/amd');
  expect(first?.AnsweredBy).toBe('machine_end_beep');
});

test('without a callback a result in the background is only in the record (21262)', async () => {
  const it = await outside(human);
  const call = await it.create({ machineDetection: 'Enable', asyncAmd: 'true' });
  await it.clock.advance(10_000);
  expect(it.log.list().find(({ errorCode }) => errorCode === 21262)?.callSid).toBe(call.sid);
  expect((await it.client.calls(call.sid).fetch()).answeredBy).toBe('human');
});

// https://www.twilio.com/docs/api/errors/21263
test('a participant’s AsyncAmd is a warning', async () => {
  const it = await outside(human);
  const uri = `https://api.twilio.com/2010-04-01/Accounts/${it.account.accountSid}/Conferences/room/Participants.json`;
  const data = { To: OUTSIDE, From: number, MachineDetection: 'Enable', AsyncAmd: 'true' };
  await it.client.request({ method: 'post', uri, data });
  expect(it.log.list().map(({ errorCode }) => errorCode)).toContain(21263);
});

test('a call that ends before tells nobody', async () => {
  const it = await outside([{ say: 'Hello' }, { hangUp: true }]);
  await it.create({ machineDetection: 'Enable', asyncAmd: 'true', asyncAmdStatusCallback: `${site}/amd` });
  expect(await it.found('/amd')).toEqual([]);
});

test('keys that are sent rule detection out', async () => {
  const it = await outside(human);
  await it.create({ machineDetection: 'Enable', sendDigits: '1' });
  expect(await it.found('/answered')).toEqual([{}]);
});

test('the limits are Twilio’s, and can be changed', async () => {
  const it = await outside([{ say: 'a b c d' }, { pause: 30 }]);
  await expect(it.create({ machineDetection: 'Maybe' })).rejects.toMatchObject({ status: 400 });
  const tooMuch = { machineDetection: 'Enable', machineDetectionTimeout: 60 };
  await expect(it.create(tooMuch)).rejects.toMatchObject({ status: 400 });
  await it.create({ machineDetection: 'Enable', machineDetectionSpeechThreshold: 1500 });
  expect(await it.found('/answered')).toEqual([
    { AnsweredBy: 'machine_start', MachineDetectionDuration: '1500' },
  ]);
});
