import { validateRequest } from 'twilio';
import { number, telephoneExchange } from '../support/emulator/switch-bench.ts';

function caller() {
  const it = telephoneExchange();
  it.say('/incoming', '<Redirect method="GET">/next?x=1&amp;y=a b</Redirect>');
  it.say('/next', '<Say>Hello</Say>');
  return { ...it, dial: () => it.phoneSwitch.dial(it.device('+15551230000'), number) };
}

const refused = () => Object.assign(new Error('connect ECONNREFUSED'), { code: 'ECONNREFUSED' });

test('every request is signed as the helper library checks it', async () => {
  const it = caller();
  it.dial();
  await it.clock.advance(5000);
  expect(it.asked.map(({ path }) => path)).toEqual(['/incoming', '/next', '/call-status']);
  for (const { method, headers, url, params } of it.asked) {
    const form = method === 'POST' ? params : {};
    expect(validateRequest(it.account.authToken, headers['x-twilio-signature']!, url, form)).toBe(true);
  }
});

test('voice requests and status callbacks carry their parameters', async () => {
  const it = caller();
  const call = it.dial();
  await it.clock.advance(5000);
  expect(it.asked[0]!.params).toMatchObject({
    AccountSid: it.account.accountSid,
    ApiVersion: '2010-04-01',
    CallSid: call.sid,
    CallStatus: 'ringing',
    Direction: 'inbound',
    From: '+15551230000',
    To: number,
  });
  expect(it.askedOf('/call-status')[0]!.params).toMatchObject({
    CallStatus: 'completed',
    CallDuration: '2',
    CallbackSource: 'call-progress-events',
    Timestamp: 'Mon, 05 Jan 2026 09:00:02 +0000',
  });
});

test('a refused connection is tried once more', async () => {
  const it = caller();
  let tries = 0;
  it.say('/incoming', () => (++tries === 1 ? refused() : '<Say>Hello</Say>'));
  const call = it.dial();
  await it.clock.advance(0);
  expect(tries).toBe(2);
  expect(call.status).toBe('in-progress');
});

test('a server error is not tried again, unless the fragment asks for it', async () => {
  const it = caller();
  it.say('/incoming', { status: 503 });
  it.say('/fallback', `<Redirect>/again#rc=2&amp;rp=5xx</Redirect>`);
  it.say('/again', { status: 503 });
  it.dial();
  await it.clock.advance(0);
  expect(it.askedOf('/incoming')).toHaveLength(1);
  expect(it.askedOf('/again')).toHaveLength(3);
});

test('a server that does not answer in 15 s has failed', async () => {
  const it = caller();
  it.say('/incoming', () => new Promise<string>(() => undefined));
  it.dial();
  await it.clock.advance(14_999);
  expect(it.askedOf('/fallback')).toHaveLength(0);
  await it.clock.advance(1);
  expect(it.askedOf('/fallback')[0]!.params.ErrorCode).toBe('11200');
});

const silent = () => new Promise<string>(() => undefined);

test('a slow answer is tried again only where the fragment says rt', async () => {
  const it = caller();
  it.say('/incoming', '<Redirect>/slow#rc=5&amp;rp=ct,4xx,5xx&amp;rt=2000</Redirect>');
  it.say('/slow', silent);
  it.say('/fallback', '<Redirect>/slower#rc=5&amp;rp=rt&amp;rt=2000</Redirect>');
  it.say('/slower', silent);
  it.dial();
  await it.clock.advance(60_000);
  expect(it.askedOf('/slow')).toHaveLength(1);
  expect(it.askedOf('/slower')).toHaveLength(6);
});

test('all tries together take 15 s at most, and are six at most', async () => {
  const it = caller();
  it.say('/incoming', '<Redirect>/slow#rc=9&amp;rp=all&amp;rt=6000</Redirect>');
  it.say('/slow', silent);
  it.say('/fallback', '<Redirect>/again#rc=9&amp;rp=all</Redirect>');
  it.say('/again', { status: 503 });
  it.dial();
  await it.clock.advance(14_999);
  expect(it.askedOf('/slow')).toHaveLength(3);
  expect(it.askedOf('/again')).toHaveLength(0);
  await it.clock.advance(1);
  expect(it.askedOf('/again')).toHaveLength(6);
});

test.each([
  ['retried', 3],
  ['not-retried', 1],
] as const)('a failed callback is %s, as the belief says', async (failedCallbacks, times) => {
  const it = caller();
  it.beliefs.set({ failedCallbacks });
  it.say('/told', { status: 503 });
  const url = 'https://shop.example/told#rc=2&rp=5xx';
  const sent = it.webhooks.send({ url, method: 'POST', params: {}, followRedirects: false });
  await expect(sent).rejects.toMatchObject({ code: 11200 });
  expect(it.askedOf('/told')).toHaveLength(times);
});

test('an answer of 429 is tried again or not, as the belief says', async () => {
  const it = caller();
  it.say('/incoming', '<Redirect>/full#rc=2&amp;rp=4xx</Redirect>');
  it.say('/full', { status: 429 });
  it.dial();
  await it.clock.advance(5000);
  expect(it.askedOf('/full')).toHaveLength(3);
  it.beliefs.set({ tooManyRequests: 'not-retried' });
  it.dial();
  await it.clock.advance(5000);
  expect(it.askedOf('/full')).toHaveLength(4);
});

test('between two tries there is a second or nothing, as the belief says', async () => {
  const it = caller();
  it.say('/incoming', '<Redirect>/busy#rc=2&amp;rp=5xx</Redirect>');
  it.say('/busy', { status: 503 });
  it.beliefs.set({ retryPause: 'a-second' });
  it.dial();
  await it.clock.advance(5000);
  const [first = 0, ...later] = it.askedOf('/busy').map(({ at }) => at);
  expect(later.map((at) => at - first)).toEqual([1000, 2000]);
});

test('cookies are kept for the call', async () => {
  const it = caller();
  it.say('/incoming', () => ({
    status: 200,
    body: '<Response><Redirect>/next</Redirect></Response>',
    headers: { 'set-cookie': 'seen=yes; Path=/' },
  }));
  it.dial();
  await it.clock.advance(0);
  expect(it.askedOf('/next')[0]!.headers.cookie).toBe('seen=yes');
});

test('faults drop, delay and repeat webhooks', async () => {
  const it = caller();
  it.faults.set([
    { at: 'webhook', match: '^GET /next', action: { do: 'delay', ms: 4000 } },
    { at: 'webhook', match: 'CallStatus=completed', action: { do: 'repeat', times: 3 } },
  ]);
  it.dial();
  await it.clock.advance(3999);
  expect(it.askedOf('/next')).toHaveLength(0);
  await it.clock.advance(1);
  expect(it.askedOf('/next')).toHaveLength(1);
  await it.clock.advance(2000);
  expect(it.askedOf('/call-status')).toHaveLength(3);
});
