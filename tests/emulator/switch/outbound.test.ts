import { number, site, telephoneExchange } from '../../support/telephone-exchange.ts';

const callback = {
  statusCallback: `${site}/leg-status`,
  statusCallbackEvents: ['initiated', 'ringing', 'answered', 'completed'],
} as const;

function exchangeWithAgent() {
  const it = telephoneExchange();
  it.say('/agent', '<Pause length="60"/>');
  const dialAna = () =>
    it.exchange.createCall({
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
  expect(it.exchange.deviceOf(call.sid)).toBe(one);
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

test('a call cancelled while it rings stops ringing and cannot be answered', async () => {
  const it = exchangeWithAgent();
  const ana = it.device('client:ana');
  const call = it.dialAna();
  await it.clock.advance(0);
  it.exchange.updateCall(call.sid, { status: 'canceled' });
  expect(ana.offer!.answer()).toBe(false);
  expect(ana.heard).toEqual(['ring', 'canceled']);
  await it.clock.advance(0);
  expect(it.statuses()).toEqual(['initiated', 'ringing', 'canceled']);
});

test('a call cancelled while it is queued tells nobody', async () => {
  const it = exchangeWithAgent();
  const call = it.dialAna();
  it.exchange.updateCall(call.sid, { status: 'canceled' });
  await it.clock.advance(5000);
  expect(it.statuses()).toEqual([]);
});

test('a client that is not registered does not answer within the same second', async () => {
  const it = exchangeWithAgent();
  const call = it.dialAna();
  await it.clock.advance(999);
  expect(call.status).toBe('no-answer');
});

test('an ended call cannot be updated (21220)', async () => {
  const it = exchangeWithAgent();
  const call = it.dialAna();
  await it.clock.advance(1000);
  expect(() => it.exchange.updateCall(call.sid, { status: 'completed' })).toThrow(
    expect.objectContaining({ status: 400, code: 21220 }),
  );
});

test('one call a second leaves the queue', async () => {
  const it = telephoneExchange({ limits: { callsPerSecond: 1 } });
  it.device('client:ana');
  const calls = [1, 2, 3].map(() =>
    it.exchange.createCall({ to: 'client:ana', from: number, url: `${site}/agent` }),
  );
  await it.clock.advance(1000);
  expect(calls.map(({ status }) => status)).toEqual(['ringing', 'ringing', 'queued']);
  expect(calls.map(({ queueTimeMs }) => queueTimeMs)).toEqual([0, 1000, 2000]);
});

test('a page connects through its application, with its parameters in the request', async () => {
  const it = telephoneExchange();
  it.say('/application', '<Say>Hello</Say>');
  const call = it.exchange.connect(it.device('client:ana'), 'AP1', { call: 'CA1' });
  await it.exchange.answered(call.sid);
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
