import { validateRequest } from 'twilio';
import { number, telephoneExchange } from '../support/telephone-exchange.ts';

function caller() {
  const it = telephoneExchange();
  it.say('/incoming', '<Redirect method="GET">/next?x=1&amp;y=a b</Redirect>');
  it.say('/next', '<Say>Hello</Say>');
  return { ...it, dial: () => it.exchange.dial(it.device('+15551230000'), number) };
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
