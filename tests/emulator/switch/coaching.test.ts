import type { ParticipantUpdate } from '../../../emulator/switch/requests.ts';
import { LineProbes } from '../../support/emulator/line-probes.ts';
import { restOf } from '../../support/emulator/switch-rest.ts';
import { number, site, telephoneExchange } from '../../support/emulator/switch-bench.ts';

const conference = (label: string, rest = '') =>
  `<Dial><Conference participantLabel="${label}" beep="false" waitUrl="" statusCallback="/events"
    statusCallbackEvent="join leave mute hold modify" ${rest}>room</Conference></Dial>`;

/** A customer and two agents talk; everybody has a tone for a voice. */
async function talking() {
  const it = telephoneExchange();
  const probes = new LineProbes(it);
  onTestFinished = () => probes.media.close();
  /** Somebody is called and joins by TwiML. @returns their CallSid */
  const join = async (label: string, rest = '') => {
    const device = it.device(`client:${label}`);
    it.say(`/${label}`, conference(label, rest));
    const url = `${site}/${label}`;
    const { sid } = it.phoneSwitch.createCall({ to: `client:${label}`, from: number, url });
    await it.clock.advance(0);
    probes.attach(label, sid);
    device.offer!.answer();
    await it.clock.advance(0);
    return sid;
  };
  const [customer, ana, ben] = [await join('customer'), await join('ana'), await join('ben')];
  const [room] = it.phoneSwitch.listConferences();
  const update = (who: string, change: ParticipantUpdate) =>
    it.phoneSwitch.updateParticipant(room!.sid, who, change);
  const told = (event: string) =>
    it.askedOf('/events').filter(({ params }) => params.StatusCallbackEvent === event);
  probes.forget();
  return { ...it, probes, join, update, told, room: room!, customer, ana, ben };
}

let onTestFinished = () => {};
afterEach(() => onTestFinished());

/** Everybody hears everybody but the boss. */
const WITHOUT_BOSS = { customer: ['ana', 'ben'], ana: ['customer', 'ben'], ben: ['customer', 'ana'] };
const LISTENS = { ...WITHOUT_BOSS, boss: ['customer', 'ana', 'ben'] };
const COACHES_ANA = { ...LISTENS, ana: ['customer', 'ben', 'boss'] };
const COACHES_BEN = { ...LISTENS, ben: ['customer', 'ana', 'boss'] };
const BARGES = { ...COACHES_ANA, customer: ['ana', 'ben', 'boss'], ben: COACHES_BEN.ben };

// https://www.twilio.com/docs/voice/twiml/conference#attributes-muted
test('who joins muted by TwiML is not heard for a single frame, and hears all', async () => {
  const { probes, join, clock } = await talking();
  await join('boss', 'muted="true"');
  await clock.advance(1000);
  expect(probes.everHeard()).toEqual(LISTENS);
});

test('who is called in muted by REST is not heard for a single frame', async () => {
  const it = await talking();
  const device = it.device('client:boss');
  const wish = { to: 'client:boss', from: number, beep: 'false', muted: true } as const;
  const { callSid } = it.phoneSwitch.createParticipant(it.room.sid, wish);
  await it.clock.advance(0);
  it.probes.attach('boss', callSid);
  device.offer!.answer();
  await it.clock.advance(1000);
  expect(it.probes.everHeard()).toMatchObject(LISTENS);
});

// https://www.twilio.com/docs/voice/twiml/conference#attributes-coach
test('only the one coached ever hears who joins as a coach', async () => {
  const { probes, join, clock, ana } = await talking();
  await join('boss', `coach="${ana}"`);
  await clock.advance(1000);
  expect(probes.everHeard()).toEqual(COACHES_ANA);
});

test('listening, coaching and barging change without leaving the room', async () => {
  const { probes, join, update, ana, ben, told } = await talking();
  await join('boss', 'muted="true"');
  expect(await probes.now()).toEqual(LISTENS);
  update('boss', { coaching: true, callSidToCoach: ana });
  update('boss', { muted: false });
  expect(await probes.now()).toEqual(COACHES_ANA);
  update('boss', { coaching: true, callSidToCoach: ben });
  expect(await probes.now()).toEqual(COACHES_BEN);
  update('boss', { coaching: false });
  expect(await probes.now()).toEqual(BARGES);
  update('boss', { muted: true });
  expect(await probes.now()).toEqual(LISTENS);
  expect(told('participant-leave')).toEqual([]);
});

test('a muted coach is heard by nobody, and a held one hears nobody', async () => {
  const { probes, join, update, ana } = await talking();
  await join('boss', `muted="true" coach="${ana}"`);
  expect(await probes.now()).toEqual(LISTENS);
  update('boss', { muted: false, hold: true, holdUrl: '' });
  expect(await probes.now()).toEqual({ ...WITHOUT_BOSS, boss: [] });
});

test('who is coached and put on hold hears the coach no more, until the hold ends', async () => {
  const { probes, join, update, ana } = await talking();
  await join('boss', `coach="${ana}"`);
  update('ana', { hold: true, holdUrl: '' });
  const others = { customer: ['ben'], ben: ['customer'], boss: ['customer', 'ben'] };
  expect(await probes.now()).toEqual({ ...others, ana: [] });
  update('ana', { hold: false });
  expect(await probes.now()).toEqual(COACHES_ANA);
});

test.each([
  ['heard-by-nobody', { customer: ['ben'], ben: ['customer'] }, true],
  ['heard-by-all', { customer: ['ben', 'boss'], ben: ['customer', 'boss'] }, false],
  ['removed', { customer: ['ben'], ben: ['customer'] }, undefined],
] as const)('a coach whose coached has left is %s', async (setting, heard, coaching) => {
  const it = await talking();
  it.beliefs.set({ coachedLeft: setting });
  const boss = await it.join('boss', `coach="${it.ana}"`);
  it.probes.forget();
  it.phoneSwitch.hangUp(it.ana);
  expect(await it.probes.now()).toMatchObject(heard);
  const left = it.phoneSwitch.listParticipants(it.room.sid).find(({ callSid }) => callSid === boss);
  expect(left?.coaching).toBe(coaching);
  expect(it.phoneSwitch.fetchCall(boss).status).toBe(left ? 'in-progress' : 'completed');
});

test.each([
  ['none-happen', LISTENS],
  ['others-happen', BARGES],
] as const)('beside a coaching that is refused, of other changes %s', async (setting, heard) => {
  const it = await talking();
  it.beliefs.set({ refusedUpdate: setting });
  await it.join('boss', 'muted="true"');
  const change = { muted: false, coaching: true, callSidToCoach: `CA${'9'.repeat(32)}` };
  expect(() => it.update('boss', change)).toThrow(expect.objectContaining({ code: 16028 }));
  expect(await it.probes.now()).toEqual(heard);
});

const NOBODY = `CA${'9'.repeat(32)}`;

// https://www.twilio.com/docs/api/errors/16027 and https://www.twilio.com/docs/api/errors/16028
test.each([
  ['is not in the room', { callSidToCoach: NOBODY }, 16028],
  ['is on hold', {}, 16027],
  ['is not named', { coaching: true }, 20001],
])('by REST nobody coaches somebody who %s', async (who, wish, code) => {
  const it = await talking();
  await it.join('boss');
  it.update('customer', { hold: true, holdUrl: '' });
  const coached = who === 'is on hold' ? { callSidToCoach: it.customer } : wish;
  const refused = expect.objectContaining({ status: 400, code });
  expect(() => it.update('boss', { coaching: true, ...coached })).toThrow(refused);
  const { sid } = it.room;
  const request = { to: 'client:coach', from: number, ...coached };
  expect(() => it.phoneSwitch.createParticipant(sid, request)).toThrow(refused);
  expect(it.phoneSwitch.listCalls({ to: 'client:coach' })).toEqual([]);
});

// https://www.twilio.com/docs/api/errors/13240
test.each([
  ['is not in the room', () => NOBODY, 13240],
  ['is on hold', (customer: string) => customer, 16027],
])('by TwiML nobody coaches somebody who %s', async (_who, coached, code) => {
  const it = await talking();
  it.update('customer', { hold: true, holdUrl: '' });
  const sid = await it.join('boss', `coach="${coached(it.customer)}"`);
  expect(it.log.list().find(({ kind }) => kind === 'twiml')).toMatchObject({ errorCode: code, callSid: sid });
  expect(it.phoneSwitch.listParticipants(it.room.sid)).toHaveLength(3);
});

test.each([13240, 16027])('a document that fails by its coach fails with %d', async (code) => {
  const it = await talking();
  it.beliefs.set({ absentCoach: 'document-fails' });
  it.update('customer', { hold: true, holdUrl: '' });
  const sid = await it.join('boss', `coach="${code === 16027 ? it.customer : NOBODY}"`);
  expect(it.log.list().find(({ errorCode }) => errorCode === code)?.callSid).toBe(sid);
  expect(it.phoneSwitch.hearing(sid)?.clip?.clip.content).toContain('application error');
});

test('a coach who is called in by CallSidToCoach alone is heard by one', async () => {
  const it = await talking();
  const device = it.device('client:boss');
  const wish = {
    to: 'client:boss',
    from: number,
    label: 'boss',
    beep: 'false',
    callSidToCoach: it.ana,
  } as const;
  const { callSid } = it.phoneSwitch.createParticipant(it.room.sid, wish);
  await it.clock.advance(0);
  it.probes.attach('boss', callSid);
  device.offer!.answer();
  await it.clock.advance(500);
  expect(it.probes.everHeard()).toMatchObject(COACHES_ANA);
});

test('events tell who coaches whom, and who is muted and held', async () => {
  const it = await talking();
  await it.join('boss', `muted="true" coach="${it.ana}"`);
  it.update('boss', { coaching: false });
  it.update('boss', { muted: false });
  await it.clock.advance(0);
  const [joined] = it.told('participant-join').slice(-1);
  const about = { ParticipantLabel: 'boss', Hold: 'false' };
  expect(joined?.params).toMatchObject({ ...about, Muted: 'true', Coaching: 'true', CallSidToCoach: it.ana });
  const [changed] = it.told('participant-modify');
  expect(changed?.params).toMatchObject({ ...about, Muted: 'true', Coaching: 'false' });
  expect(changed?.params).not.toHaveProperty('CallSidToCoach');
  expect(it.told('participant-unmute')[0]?.params).toMatchObject({ ...about, Muted: 'false' });
});

test('the REST API creates, reads, lists and changes a coach', async () => {
  const it = await talking();
  const { client, close } = await restOf(it);
  onTestFinished = () => [close(), it.probes.media.close()];
  const { participants } = client.conferences(it.room.sid);
  it.device('client:boss');
  const wish = { to: 'client:boss', from: number, label: 'boss', muted: true };
  const made = await participants.create({ ...wish, coaching: true, callSidToCoach: it.ana });
  expect(made).toMatchObject({ muted: true, hold: false, coaching: true, callSidToCoach: it.ana });
  const boss = client.conferences(it.room.sid).participants('boss');
  expect(await boss.fetch()).toMatchObject({ coaching: true, callSidToCoach: it.ana });
  const listed = async () => (await participants.list({ coaching: true })).map(({ label }) => label);
  expect(await listed()).toEqual(['boss']);
  expect(await boss.update({ callSidToCoach: it.ben })).toMatchObject({ callSidToCoach: it.ben });
  expect(await boss.update({ coaching: false })).toMatchObject({ coaching: false, callSidToCoach: null });
  expect(await listed()).toEqual([]);
  await expect(boss.update({ coaching: true, callSidToCoach: NOBODY })).rejects.toMatchObject({
    status: 400,
    code: 16028,
  });
});

// https://www.twilio.com/docs/voice/api/conference-participant-resource#update-a-participant-resource
test('an update takes any other word than true for an unmute', async () => {
  const it = await talking();
  const { client, close } = await restOf(it);
  onTestFinished = () => [close(), it.probes.media.close()];
  it.update('ana', { muted: true });
  const ana = client.conferences(it.room.sid).participants('ana');
  expect(await ana.update({ muted: 'yes' as unknown as boolean })).toMatchObject({ muted: false });
});
