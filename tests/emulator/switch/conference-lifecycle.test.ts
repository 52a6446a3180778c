import { number, site, telephoneExchange } from '../../support/emulator/switch-bench.ts';

const room = (
  label: string,
  rest: string,
) => `<Dial action="/after"><Conference participantLabel="${label}" beep="false"
  statusCallback="/events" statusCallbackEvent="start end join leave hold mute" ${rest}>room</Conference></Dial>`;

const customerRoom = room(
  'customer',
  'startConferenceOnEnter="false" endConferenceOnExit="true" waitUrl="/wait"',
);
const agentRoom = room('a1', 'waitUrl=""');

async function waitingCaller() {
  const it = telephoneExchange();
  it.say('/incoming', customerRoom);
  it.say('/wait', '<Play>/music.wav</Play><Redirect/>');
  it.say('/agent', agentRoom);
  it.say('/after', '<Hangup/>');
  const phone = it.device('+15551230000');
  const call = it.phoneSwitch.dial(phone, number);
  await it.clock.advance(0);
  return { ...it, phone, call };
}

async function talking() {
  const it = await waitingCaller();
  const agent = it.device('client:ana');
  const leg = it.phoneSwitch.createCall({ to: 'client:ana?call=CA1', from: number, url: `${site}/agent` });
  await it.clock.advance(0);
  agent.offer!.answer();
  await it.clock.advance(0);
  return { ...it, agent, leg, conference: it.phoneSwitch.listConferences()[0]! };
}

const events = (it: { askedOf: (path: string) => { params: Record<string, string> }[] }) =>
  it.askedOf('/events').map(({ params }) => params.StatusCallbackEvent);

test('a lone caller hears the waiting music, which loops by an empty Redirect', async () => {
  const it = await waitingCaller();
  expect(it.phoneSwitch.hearing(it.call.sid)?.clip?.clip.content).toBe(`${site}/music.wav`);
  expect(it.phoneSwitch.listConferences()[0]).toMatchObject({ friendlyName: 'room', status: 'init' });
  await it.clock.advance(10_000);
  expect(it.askedOf('/wait')).toHaveLength(2);
});

test('a request for waiting music is signed or not, as the belief says', async () => {
  const it = await waitingCaller();
  expect(it.askedOf('/wait')[0]?.headers).toHaveProperty('x-twilio-signature');
  it.beliefs.set({ musicSignature: 'unsigned' });
  await it.clock.advance(10_000);
  expect(it.askedOf('/wait')[1]?.headers).not.toHaveProperty('x-twilio-signature');
  expect(it.askedOf('/incoming')[0]?.headers).toHaveProperty('x-twilio-signature');
});

test('when the waiting verbs run out there is silence and no new request', async () => {
  const it = telephoneExchange();
  it.say('/incoming', customerRoom);
  it.say('/wait', '<Say>One moment</Say>');
  const call = it.phoneSwitch.dial(it.device('+15551230000'), number);
  await it.clock.advance(60_000);
  expect(it.phoneSwitch.hearing(call.sid)).toEqual({ voices: [] });
  expect(it.askedOf('/wait')).toHaveLength(1);
});

test('a waitUrl with another verb is refused with 13238; the call goes to its action', async () => {
  const it = telephoneExchange();
  it.say('/incoming', customerRoom);
  it.say('/wait', '<Dial>+15550000001</Dial>');
  it.say('/after', '<Say>Sorry</Say>');
  const call = it.phoneSwitch.dial(it.device('+15551230000'), number);
  await it.clock.advance(100);
  expect(it.log.list().find(({ kind }) => kind === 'twiml')).toMatchObject({
    errorCode: 13238,
    callSid: call.sid,
  });
  expect(it.phoneSwitch.hearing(call.sid)?.clip?.clip.content).toBe('Sorry');
});

// https://www.twilio.com/docs/api/errors/13238
test.each(['<Record/>', '<Hangup/>', '<Redirect>/verbs</Redirect>'])(
  'hold music and announcements with %s are 13238, and nobody leaves',
  async (twiml) => {
    const it = await talking();
    it.say('/verbs', '<Gather/>');
    it.say('/music', twiml);
    const music = `${site}/music`;
    it.phoneSwitch.updateParticipant(it.conference.sid, 'customer', { hold: true, holdUrl: music });
    it.phoneSwitch.updateParticipant(it.conference.sid, 'a1', { announceUrl: music });
    await it.clock.advance(1000);
    const refused = it.log.list().filter(({ kind }) => kind === 'twiml');
    expect(refused.map(({ errorCode }) => errorCode)).toEqual([13238, 13238]);
    expect(it.phoneSwitch.listParticipants(it.conference.sid)).toHaveLength(2);
  },
);
test('whoever is hung up while their document is on its way does not join', async () => {
  const it = await waitingCaller();
  let send: ((twiml: string) => void) | undefined;
  it.say('/agent', () => new Promise((resolve) => (send = resolve)));
  const agent = it.device('client:ana');
  const leg = it.phoneSwitch.createCall({ to: 'client:ana', from: number, url: `${site}/agent` });
  await it.clock.advance(0);
  agent.offer!.answer();
  await it.clock.advance(0);
  it.phoneSwitch.hangUp(leg.sid);
  send?.(agentRoom);
  await it.clock.advance(0);
  const present = it.phoneSwitch.listParticipants(it.phoneSwitch.listConferences()[0]!.sid);
  expect(present.map(({ callSid }) => callSid)).toEqual([it.call.sid]);
});

test('the conference starts when an agent joins, and both hear each other', async () => {
  const it = await talking();
  expect(it.conference.status).toBe('in-progress');
  expect(it.phoneSwitch.hearing(it.call.sid)).toEqual({ voices: [it.leg.sid] });
  expect(it.phoneSwitch.hearing(it.leg.sid)).toEqual({ voices: [it.call.sid] });
  expect(it.agent.offer).toMatchObject({ from: number, to: 'client:ana', parameters: { call: 'CA1' } });
  expect(events(it)).toEqual(['participant-join', 'participant-join', 'conference-start']);
});

test('a held participant hears the hold music alone and is heard by nobody', async () => {
  const it = await talking();
  it.phoneSwitch.updateParticipant(it.conference.sid, 'customer', {
    hold: true,
    holdUrl: `${site}/wait`,
    holdMethod: 'POST',
  });
  await it.clock.advance(0);
  expect(it.phoneSwitch.hearing(it.call.sid)).toMatchObject({
    clip: { clip: { content: `${site}/music.wav` } },
    voices: [],
  });
  expect(it.phoneSwitch.hearing(it.leg.sid)).toEqual({ voices: [] });
  it.phoneSwitch.updateParticipant(it.conference.sid, it.call.sid, { hold: false });
  expect(it.phoneSwitch.hearing(it.call.sid)).toEqual({ voices: [it.leg.sid] });
  await it.clock.advance(0);
  expect(events(it).slice(3)).toEqual(['participant-hold', 'participant-unhold']);
});

test('holdUrl is asked by GET unless holdMethod says otherwise', async () => {
  const it = await talking();
  it.phoneSwitch.updateParticipant(it.conference.sid, 'customer', { hold: true, holdUrl: `${site}/wait` });
  await it.clock.advance(0);
  expect(it.askedOf('/wait').at(-1)!.method).toBe('GET');
});

test('endConferenceOnExit set while somebody is on hold does nothing', async () => {
  const it = await talking();
  it.phoneSwitch.updateParticipant(it.conference.sid, 'customer', { hold: true, holdUrl: `${site}/wait` });
  const updated = it.phoneSwitch.updateParticipant(it.conference.sid, 'a1', { endConferenceOnExit: true });
  expect(updated.endConferenceOnExit).toBe(false);
});

test('an agent who hangs up leaves the customer in silence, in the same conference', async () => {
  const it = await talking();
  it.phoneSwitch.hangUp(it.leg.sid);
  await it.clock.advance(0);
  expect(it.conference.status).toBe('in-progress');
  expect(it.phoneSwitch.hearing(it.call.sid)).toEqual({ voices: [] });
  expect(it.askedOf('/events').at(-1)!.params).toMatchObject({
    StatusCallbackEvent: 'participant-leave',
    ReasonParticipantLeft: 'participant_hung_up',
    ParticipantLabel: 'a1',
  });
});

test('the customer hanging up ends the conference for all, and every Dial completes', async () => {
  const it = await talking();
  it.phoneSwitch.hangUp(it.call.sid);
  await it.clock.advance(0);
  expect(it.conference).toMatchObject({
    status: 'completed',
    endReason: 'participant-with-end-conference-on-exit-left',
    callSidEnding: it.call.sid,
  });
  const completed = it.askedOf('/after').map(({ params }) => [params.CallSid, params.DialCallStatus]);
  expect(new Map(completed as [string, string][])).toEqual(
    new Map([
      [it.call.sid, 'answered'],
      [it.leg.sid, 'answered'],
    ]),
  );
  expect(it.agent.heard).toEqual(['ring', 'hung up']);
  const leaves = it
    .askedOf('/events')
    .filter(({ params }) => params.StatusCallbackEvent === 'participant-leave');
  expect(leaves.map(({ params }) => params.ReasonParticipantLeft)).toEqual([
    'participant_hung_up',
    'moderator_ended_conference',
  ]);
  expect(events(it).at(-1)).toBe('conference-end');
});

test('redirecting a call takes it out of its conference', async () => {
  const it = await talking();
  it.phoneSwitch.updateCall(it.call.sid, { twiml: '<Response><Say>Leave a message</Say></Response>' });
  await it.clock.advance(0);
  expect(it.phoneSwitch.hearing(it.call.sid)?.clip?.clip.content).toBe('Leave a message');
  const leave = it
    .askedOf('/events')
    .find(({ params }) => params.StatusCallbackEvent === 'participant-leave')!;
  expect(leave.params).toMatchObject({
    ReasonParticipantLeft: 'participant_updated_via_api',
    CallSid: it.call.sid,
  });
  expect(it.conference.status).toBe('completed');
});

test('outside of in-progress, participants cannot be acted on (16099)', async () => {
  const it = await waitingCaller();
  const [conference] = it.phoneSwitch.listConferences();
  expect(() => it.phoneSwitch.updateParticipant(conference!.sid, 'customer', { hold: true })).toThrow(
    expect.objectContaining({ status: 400, code: 16099 }),
  );
});

test('a label can be used once in a conference; the second call falls through', async () => {
  const it = await talking();
  const bob = it.device('client:bob');
  it.phoneSwitch.createCall({ to: 'client:bob', from: number, url: `${site}/agent` });
  await it.clock.advance(0);
  bob.offer!.answer();
  await it.clock.advance(0);
  expect(it.log.list().find(({ kind }) => kind === 'twiml')?.errorCode).toBe(16025);
  expect(it.askedOf('/after').at(-1)!.params.DialCallStatus).toBe('failed');
});

test('a participant called in by name opens a ghost room once the first is gone', async () => {
  const it = await talking();
  const bob = it.device('client:bob');
  const participant = it.phoneSwitch.createParticipant(it.conference.sid, {
    to: 'client:bob',
    from: number,
    label: 'a2',
  });
  await it.clock.advance(0);
  expect(participant.status).toBe('ringing');
  bob.offer!.answer();
  await it.clock.advance(0);
  expect(it.phoneSwitch.hearing(it.call.sid)!.voices).toEqual([it.leg.sid, participant.callSid]);
  it.phoneSwitch.hangUp(it.call.sid);
  await it.clock.advance(0);
  expect(() =>
    it.phoneSwitch.createParticipant(it.conference.sid, { to: 'client:bob', from: number }),
  ).toThrow(expect.objectContaining({ code: 16022 }));
  const ghost = it.phoneSwitch.createParticipant('room', { to: 'client:bob', from: number });
  expect(ghost.conferenceSid).not.toBe(it.conference.sid);
});

test('a coach is heard by the one coached alone, until the coaching is over', async () => {
  const it = await talking();
  const boss = it.device('client:boss');
  it.say('/boss', room('boss', `waitUrl="" coach="${it.leg.sid}"`));
  const { sid } = it.phoneSwitch.createCall({ to: 'client:boss', from: number, url: `${site}/boss` });
  await it.clock.advance(0);
  boss.offer!.answer();
  await it.clock.advance(0);
  expect(it.phoneSwitch.hearing(it.call.sid)!.voices).toEqual([it.leg.sid]);
  expect(it.phoneSwitch.hearing(it.leg.sid)!.voices).toEqual([it.call.sid, sid]);
  expect(it.phoneSwitch.hearing(sid)!.voices).toEqual([it.call.sid, it.leg.sid]);
  it.phoneSwitch.updateParticipant(it.conference.sid, 'boss', { coaching: false });
  expect(it.phoneSwitch.hearing(it.call.sid)!.voices).toEqual([it.leg.sid, sid]);
});

test('a beep tells all of who comes and goes, where it was not switched off', async () => {
  const it = await talking();
  const ben = it.device('client:ben');
  it.say('/ben', '<Dial><Conference waitUrl="">room</Conference></Dial>');
  const { sid } = it.phoneSwitch.createCall({ to: 'client:ben', from: number, url: `${site}/ben` });
  const beeps = () => it.phoneSwitch.hearing(it.call.sid)?.clip?.clip.content;
  await it.clock.advance(0);
  ben.offer!.answer();
  await it.clock.advance(0);
  expect(beeps()).toBe('beep');
  await it.clock.advance(1000);
  expect(beeps()).toBeUndefined();
  it.phoneSwitch.hangUp(sid);
  expect(beeps()).toBe('beep');
});

test('an announcement is heard by one or by all, over the talk', async () => {
  const it = await talking();
  it.say('/news', '<Say>You are being recorded.</Say>');
  const hears = (sid: string) => it.phoneSwitch.hearing(sid)?.clip?.clip.content;
  it.phoneSwitch.updateParticipant(it.conference.sid, 'customer', { announceUrl: `${site}/news` });
  await it.clock.advance(0);
  expect([hears(it.call.sid), hears(it.leg.sid)]).toEqual(['You are being recorded.', undefined]);
  expect(it.phoneSwitch.hearing(it.call.sid)!.voices).toEqual([it.leg.sid]);
  await it.clock.advance(3000);
  it.phoneSwitch.updateConference(it.conference.sid, { announceUrl: `${site}/news` });
  await it.clock.advance(0);
  expect([hears(it.call.sid), hears(it.leg.sid)]).toEqual(
    Array.from({ length: 2 }, () => 'You are being recorded.'),
  );
});

test('a full conference takes nobody in (16020)', async () => {
  const it = await talking();
  const request = { to: 'client:ben', from: number, maxParticipants: 2 };
  expect(() => it.phoneSwitch.createParticipant(it.conference.sid, request)).toThrow(
    expect.objectContaining({ code: 16020 }),
  );
});

test('without a waitUrl, Twilio’s own music goes on and on', async () => {
  const it = telephoneExchange();
  it.say('/incoming', '<Dial><Conference>room</Conference></Dial>');
  const { sid } = it.phoneSwitch.dial(it.device('+15551230000'), number);
  await it.clock.advance(30_000);
  expect(it.phoneSwitch.hearing(sid)?.clip?.clip.content).toBe('twilio:music');
});
