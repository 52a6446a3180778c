import { number, site, telephoneExchange } from '../../support/emulator/switch-bench.ts';

const conference = (attributes: string) =>
  `<Dial><Conference beep="false" statusCallback="/events" statusCallbackEvent="join leave" ${attributes}>room</Conference></Dial>`;

/** A caller who waits alone. */
async function waiting() {
  const it = telephoneExchange();
  it.say(
    '/incoming',
    conference('participantLabel="customer" startConferenceOnEnter="false" waitUrl="/wait"'),
  );
  it.say('/wait', '<Play>/waiting.wav</Play><Redirect/>');
  it.say('/hold', '<Play>/hold.wav</Play>');
  it.say('/other', '<Play>/other.wav</Play>');
  it.say('/agent', conference('participantLabel="a1" waitUrl=""'));
  const call = it.phoneSwitch.dial(it.device('+15551230000'), number);
  await it.clock.advance(0);
  const [room] = it.phoneSwitch.listConferences();
  const hold = (on: boolean, path = '/hold') =>
    it.phoneSwitch.updateParticipant(room!.sid, 'customer', { hold: on, holdUrl: `${site}${path}` });
  const hears = () => it.phoneSwitch.hearing(call.sid)?.clip?.clip.content;
  return { ...it, call, room: room!, hold, hears };
}

/** An agent joins them. */
async function talking() {
  const it = await waiting();
  const ana = it.device('client:ana');
  const join = async () => {
    const leg = it.phoneSwitch.createCall({ to: 'client:ana?call=CA1', from: number, url: `${site}/agent` });
    await it.clock.advance(0);
    ana.offer!.answer();
    await it.clock.advance(0);
    return leg;
  };
  return { ...it, ana, join, leg: await join() };
}

const refused = expect.objectContaining({ status: 400 });

// Seen by production code in September 2026.
test('somebody who is not on hold cannot be taken off hold', async () => {
  const it = await talking();
  expect(() => it.hold(false)).toThrow(refused);
  it.hold(true);
  it.hold(false);
  expect(() => it.hold(false)).toThrow(refused);
});

test.each([
  ['init', ['init'], 16_099],
  ['in-progress', ['in-progress'], undefined],
] as const)('a lone caller’s conference is %s', async (setting, listed, code) => {
  const it = await waiting();
  it.beliefs.set({ loneConference: setting });
  const found = ['init', 'in-progress', 'completed'] as const;
  const withStatus = found.filter((status) => it.phoneSwitch.listConferences({ status }).length > 0);
  expect(withStatus).toEqual(listed);
  if (code) return expect(() => it.hold(true)).toThrow(expect.objectContaining({ code }));
  it.hold(true);
  await it.clock.advance(0);
  expect(it.hears()).toBe(`${site}/hold.wav`);
  it.hold(false);
  await it.clock.advance(0);
  expect(it.hears()).toBe(`${site}/waiting.wav`);
});

test.each([
  ['as-complete', ['connected', 'complete']],
  ['left-out', ['connected']],
  ['as-connected', ['connected', 'connected']],
] as const)('somebody who has just left is listed %s', async (setting, listed) => {
  const it = await talking();
  it.beliefs.set({ leaverInList: setting });
  it.phoneSwitch.hangUp(it.leg.sid);
  const statuses = () => it.phoneSwitch.listedParticipants(it.room.sid).map(({ status }) => status);
  expect(statuses()).toEqual(listed);
  expect(it.phoneSwitch.listParticipants(it.room.sid)).toHaveLength(1);
  await it.clock.advance(2000);
  expect(statuses()).toEqual(['connected']);
});

test.each([
  ['at-once', 0],
  ['late', 3000],
] as const)('a leaving is told %s', async (setting, ms) => {
  const it = await talking();
  it.beliefs.set({ leaveTold: setting });
  it.phoneSwitch.hangUp(it.leg.sid);
  const left = () =>
    it.askedOf('/events').filter(({ params }) => params.StatusCallbackEvent === 'participant-leave');
  await it.clock.advance(Math.max(0, ms - 1));
  expect(left()).toHaveLength(ms > 0 ? 0 : 1);
  await it.clock.advance(1);
  expect(left()).toHaveLength(1);
});

test.each([
  ['free', [2, 2]],
  ['kept', [1, 2]],
] as const)('the label of somebody who left is %s', async (setting, [atOnce, later]) => {
  const it = await talking();
  it.beliefs.set({ labelAfterLeave: setting });
  it.phoneSwitch.hangUp(it.leg.sid);
  await it.join();
  expect(it.phoneSwitch.listParticipants(it.room.sid)).toHaveLength(atOnce);
  if (setting === 'free') return;
  await it.clock.advance(10_000);
  await it.join();
  expect(it.phoneSwitch.listParticipants(it.room.sid)).toHaveLength(later);
});

test('whether somebody who is alone can be held is as the belief says', async () => {
  const it = await talking();
  it.phoneSwitch.hangUp(it.leg.sid);
  it.beliefs.set({ loneHold: 'refused' });
  expect(() => it.hold(true)).toThrow(refused);
  it.beliefs.set({});
  expect(it.hold(true).hold).toBe(true);
});

test.each([
  ['changes-music', 'other'],
  ['ignored', 'hold'],
] as const)('Hold on somebody held, with another holdUrl: %s', async (setting, heard) => {
  const it = await talking();
  it.beliefs.set({ holdAgain: setting });
  it.hold(true);
  await it.clock.advance(0);
  it.hold(true, '/other');
  await it.clock.advance(0);
  expect(it.hears()).toBe(`${site}/${heard}.wav`);
});

test.each([
  ['counted', 1000],
  ['exempt', 0],
] as const)('calls to clients are %s in the limit of calls a second', async (setting, waitMs) => {
  const it = telephoneExchange({ limits: { callsPerSecond: 1 } });
  it.beliefs.set({ clientLegs: setting });
  const dial = () => it.phoneSwitch.createCall({ to: 'client:ana', from: number, url: `${site}/agent` });
  dial();
  expect(dial().queueTimeMs).toBe(waitMs);
});

test.each([
  ['passed', { call: 'CA1' }],
  ['dropped', {}],
] as const)('parameters of a client’s address are %s', async (setting, parameters) => {
  const it = await waiting();
  it.beliefs.set({ clientParameters: setting });
  const ana = it.device('client:ana');
  it.phoneSwitch.createCall({ to: 'client:ana?call=CA1', from: number, url: `${site}/agent` });
  await it.clock.advance(0);
  expect(ana.offer?.parameters).toEqual(parameters);
});

test.each([
  ['bare', 'client:ana'],
  ['with-parameters', 'client:ana?call=CA1'],
] as const)('a client’s address is told %s', async (setting, to) => {
  const it = await waiting();
  it.beliefs.set({ clientAddress: setting });
  const { sid } = it.phoneSwitch.createCall({
    to: 'client:ana?call=CA1',
    from: number,
    url: `${site}/agent`,
  });
  expect(it.phoneSwitch.listCalls({ to }).map((call) => call.sid)).toEqual([sid]);
});

test.each([
  ['+1555', 21_210],
  ['nobody', 21_212],
])('a call from %s is refused', async (from, code) => {
  const it = await waiting();
  const request = { to: 'client:ana', from, url: `${site}/agent` };
  expect(() => it.phoneSwitch.createCall(request)).toThrow(expect.objectContaining({ status: 400, code }));
  expect(() => it.phoneSwitch.createParticipant(it.room.sid, request)).toThrow(
    expect.objectContaining({ code }),
  );
});
