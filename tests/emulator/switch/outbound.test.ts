import { number, site, telephoneExchange } from '../../support/emulator/switch-bench.ts';

const callback = {
  statusCallback: `${site}/leg-status`,
  statusCallbackEvents: ['initiated', 'ringing', 'answered', 'completed'],
} as const;

function exchangeWithAgent() {
  const it = telephoneExchange();
  it.say('/agent', '<Pause length="60"/>');
  const dialAna = () =>
    it.phoneSwitch.createCall({
      to: 'client:ana',
      from: number,
      url: `${site}/agent`,
      timeout: 20,
      ...callback,
    });
  const statuses = () => it.askedOf('/leg-status').map(({ params }) => params.CallStatus);
  return { ...it, dialAna, statuses };
}

test('a ring that nobody answers ends as no-answer at its timeout', async () => {
  const it = exchangeWithAgent();
  const ana = it.device('client:ana');
  const call = it.dialAna();
  expect(call.status).toBe('queued');
  await it.clock.advance(19_999);
  expect(call.status).toBe('ringing');
  await it.clock.advance(1);
  expect(call.status).toBe('no-answer');
  expect(ana.heard).toEqual(['ring', 'no-answer']);
  expect(it.statuses()).toEqual(['initiated', 'ringing', 'no-answer']);
  expect(it.askedOf('/leg-status').map(({ params }) => params.SequenceNumber)).toEqual(['0', '1', '2']);
});

test('of several devices at one address the first to answer wins', async () => {
  const it = exchangeWithAgent();
  const [one, two] = [it.device('client:ana', 'one'), it.device('client:ana', 'two')];
  const call = it.dialAna();
  await it.clock.advance(0);
  expect(one.offer!.answer()).toBe(true);
  expect(two.offer!.answer()).toBe(false);
  expect(two.heard).toEqual(['ring', 'answered-elsewhere']);
  expect(it.phoneSwitch.deviceOf(call.sid)).toBe(one);
  await it.clock.advance(0);
  expect(it.askedOf('/agent')[0]!.params).toMatchObject({
    CallStatus: 'in-progress',
    Direction: 'outbound-api',
  });
});

test('a rejected offer ends as busy', async () => {
  const it = exchangeWithAgent();
  const ana = it.device('client:ana');
  const call = it.dialAna();
  await it.clock.advance(0);
  ana.offer!.reject();
  expect(call.status).toBe('busy');
});

describe('rejected on one of several devices', () => {
  async function oneRejects(rejection?: 'for-one-device') {
    const it = exchangeWithAgent();
    if (rejection) it.beliefs.set({ rejection });
    const [one, two] = [it.device('client:ana', 'one'), it.device('client:ana', 'two')];
    const call = it.dialAna();
    await it.clock.advance(0);
    one.offer!.reject();
    return { call, one, two };
  }

  // https://github.com/twilio/twilio-voice.js/issues/435
  test('a call ends, and the others are cancelled', async () => {
    const { call, one, two } = await oneRejects();
    expect(call.status).toBe('busy');
    expect([one.heard, two.heard]).toEqual([['ring'], ['ring', 'canceled']]);
    expect(two.offer!.answer()).toBe(false);
  });

  test('a call rings on elsewhere, if that is how Twilio does it', async () => {
    const { call, two } = await oneRejects('for-one-device');
    expect(two.offer!.answer()).toBe(true);
    expect(call.status).toBe('in-progress');
  });
});

test('a call cancelled while it rings stops ringing and cannot be answered', async () => {
  const it = exchangeWithAgent();
  const ana = it.device('client:ana');
  const call = it.dialAna();
  await it.clock.advance(0);
  it.phoneSwitch.updateCall(call.sid, { status: 'canceled' });
  expect(ana.offer!.answer()).toBe(false);
  expect(ana.heard).toEqual(['ring', 'canceled']);
  await it.clock.advance(0);
  expect(it.statuses()).toEqual(['initiated', 'ringing', 'canceled']);
});

test('a call cancelled while it is queued tells nobody', async () => {
  const it = exchangeWithAgent();
  const call = it.dialAna();
  it.phoneSwitch.updateCall(call.sid, { status: 'canceled' });
  await it.clock.advance(5000);
  expect(it.statuses()).toEqual([]);
});

describe('a client that is not registered', () => {
  // https://github.com/twilio/voice-quickstart-server-node/issues/19 and /16
  test.each([
    ['no-answer-at-once', 200, ['initiated', 'no-answer']],
    ['rings-for-a-moment', 200, ['initiated', 'ringing', 'no-answer']],
    ['rings-to-the-end', 20_000, ['initiated', 'ringing', 'no-answer']],
  ] as const)('%s: is given up after %d ms', async (unregisteredClient, afterMs, statuses) => {
    const it = exchangeWithAgent();
    it.beliefs.set({ unregisteredClient });
    const call = it.dialAna();
    await it.clock.advance(afterMs - 1);
    expect(call.endedAt).toBeUndefined();
    await it.clock.advance(1);
    expect(it.statuses()).toEqual(statuses);
  });
});

describe('ending a call by the REST API', () => {
  // https://www.twilio.com/docs/voice/api/call-resource#update-a-call-resource
  const end = { 'ends-it': 'canceled', 'is-refused': 'ringing', 'is-ignored': 'ringing' } as const;
  const beliefs = Object.keys(end) as (keyof typeof end)[];

  test.each(beliefs)('completed of a ringing call %s', async (completeUnanswered) => {
    const it = exchangeWithAgent();
    it.beliefs.set({ completeUnanswered });
    it.device('client:ana');
    const call = it.dialAna();
    await it.clock.advance(0);
    const update = () => it.phoneSwitch.updateCall(call.sid, { status: 'completed' });
    if (completeUnanswered === 'is-refused') expect(update).toThrow(expect.objectContaining({ code: 21220 }));
    else update();
    expect(call.status).toBe(end[completeUnanswered]);
  });

  test.each(['is-ignored', 'is-refused'] as const)(
    'canceled of a call in progress %s',
    async (cancelAnswered) => {
      const it = exchangeWithAgent();
      it.beliefs.set({ cancelAnswered });
      const ana = it.device('client:ana');
      const call = it.dialAna();
      await it.clock.advance(0);
      ana.offer!.answer();
      const update = () => it.phoneSwitch.updateCall(call.sid, { status: 'canceled' });
      if (cancelAnswered === 'is-refused') expect(update).toThrow(expect.objectContaining({ code: 21220 }));
      else update();
      expect(call.status).toBe('in-progress');
    },
  );
});

test('an ended call cannot be updated (21220)', async () => {
  const it = exchangeWithAgent();
  const call = it.dialAna();
  await it.clock.advance(1000);
  expect(() => it.phoneSwitch.updateCall(call.sid, { status: 'completed' })).toThrow(
    expect.objectContaining({ status: 400, code: 21220 }),
  );
});

test('one call a second leaves the queue', async () => {
  const it = telephoneExchange({ limits: { callsPerSecond: 1 } });
  it.device('client:ana');
  const calls = [1, 2, 3].map(() =>
    it.phoneSwitch.createCall({ to: 'client:ana', from: number, url: `${site}/agent` }),
  );
  await it.clock.advance(1000);
  expect(calls.map(({ status }) => status)).toEqual(['ringing', 'ringing', 'queued']);
  expect(calls.map(({ queueTimeMs }) => queueTimeMs)).toEqual([0, 1000, 2000]);
});

test('a page connects through its application, with its parameters in the request', async () => {
  const it = telephoneExchange();
  it.say('/application', '<Say>Hello</Say>');
  const call = it.phoneSwitch.connect(it.device('client:ana'), 'AP1', { call: 'CA1' });
  await it.phoneSwitch.answered(call.sid);
  expect(it.askedOf('/application')[0]!.params).toMatchObject({
    From: 'client:ana',
    To: '',
    call: 'CA1',
    ApplicationSid: 'AP1',
    Direction: 'inbound',
  });
  await it.clock.advance(2000);
  expect(call.status).toBe('completed');
});
