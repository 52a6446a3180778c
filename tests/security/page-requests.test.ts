import { createHmac } from 'node:crypto';
import type { HttpResponse } from '../../emulator/http.ts';
import { ERRORS } from '../../src/shared/errors.ts';
import { browserOf, newSession, sessionCookie, type Session } from '../../src/auth/sessions.ts';
import type { Account } from '../../src/auth/account.ts';
import { changeAccount } from '../../delivery/agent-accounts.ts';
import { documentedRoutes, type DocumentedRoute } from '../support/functions/api-docs.ts';
import { changes, everything } from '../support/functions/state-snapshot.ts';
import { bringTeamToWork, type TeamAtWork } from '../support/functions/team-at-work.ts';
import { benchForAllTests } from '../support/functions/bench-of-file.ts';
import { BROWSER, SESSION_SECRET, TestPage, type ProductBench } from '../support/functions/product-bench.ts';

let bench: ProductBench;
let team: TeamAtWork;

benchForAllTests(async (fresh) => {
  bench = fresh;
  team = await bringTeamToWork(bench);
});

const MINUTE = 60_000;
/** The test of the documentation proves that every Function is among them. */
const all = documentedRoutes();
const guarded = all.filter(({ needsSession }) => needsSession);
const withCall = guarded.filter(
  ({ example, path }) => 'call' in example && !path.startsWith('/api/presence'),
);

/** The documented example, about the call that is on. */
function bodyFor({ example }: DocumentedRoute): Record<string, unknown> {
  return typeof example['call'] === 'string' ? { ...example, call: team.call } : { ...example };
}

/** Sends, and expects this refusal in the documented format and nothing to have changed. */
async function refused(expected: string, send: () => Promise<HttpResponse>): Promise<void> {
  const before = everything(bench);
  const response = await send();
  const text = String(response.body);
  const { error } = JSON.parse(text) as { error: { code: keyof typeof ERRORS; message: string } };
  expect(`${response.status} ${error?.code}`).toBe(expected);
  expect(Object.keys(JSON.parse(text) as object)).toEqual(['error']);
  expect(error.message.startsWith(ERRORS[error.code][1])).toBe(true);
  expect(text).not.toMatch(/\bat \S+:\d+|node:|\.[jt]s\b|Error:/);
  expect(response.headers['set-cookie']).toBeUndefined();
  expect(changes(before, everything(bench))).toEqual([]);
}

function withCookie(value: string): TestPage {
  const page = new TestPage(bench);
  page.cookie = `session=${value}`;
  return page;
}

/** The account as it is now; one of nobody, if there is none. */
function accountOf(id: string): Account {
  const stored = bench.local.sync.object(bench.service, 'map', 'accounts').items.get(id)?.data;
  const nobody = {
    name: id,
    role: 'agent',
    hash: '',
    disabled: false,
    epoch: 1,
    wrongTries: 0,
    lockedUntil: 0,
  };
  return (stored ?? { id, ...nobody }) as Account;
}

async function cookieFor(changed: Partial<Session>, secret = SESSION_SECRET): Promise<string> {
  const now = Date.now();
  const session = { ...newSession(accountOf(changed.agent ?? 'ben'), browserOf(BROWSER), now), ...changed };
  const cookie = sessionCookie(session, secret, now);
  return /^session=([^;]*)/.exec(cookie)?.[1] ?? '';
}

const base64 = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');

async function claimsOf(cookie: string): Promise<Record<string, unknown>> {
  return JSON.parse(Buffer.from(cookie.split('.')[1] ?? '', 'base64url').toString()) as Record<
    string,
    unknown
  >;
}

const forgeries: readonly (readonly [string, () => Promise<string>])[] = [
  ['an expired one', () => cookieFor({ endsAt: Date.now() - 1000 })],
  ['one signed with another secret', () => cookieFor({}, 'another-secret-of-the-same-length-0123456789')],
  [
    'one without a signature (alg none)',
    async () => {
      return `${base64({ alg: 'none' })}.${base64(await claimsOf(await cookieFor({})))}.`;
    },
  ],
  [
    'one with another algorithm',
    async () => {
      const text = `${base64({ alg: 'HS512' })}.${base64(await claimsOf(await cookieFor({})))}`;
      return `${text}.${createHmac('sha512', SESSION_SECRET).update(text).digest('base64url')}`;
    },
  ],
  [
    'one that was changed to a supervisor',
    async () => {
      const cookie = await cookieFor({});
      const [header, , signature] = cookie.split('.');
      return `${header}.${base64({ ...(await claimsOf(cookie)), role: 'supervisor' })}.${signature}`;
    },
  ],
  ['an access token', async () => (await team.ben.ask<{ token: string }>('/api/token')).token],
  ['of an agent who was never there', () => cookieFor({ agent: 'nobody', checkedAt: 0 })],
  ['of an earlier epoch', () => cookieFor({ epoch: 'fedcba9876543210', checkedAt: 0 })],
  ['of prototype words', () => Promise.resolve('__proto__')],
  ['an empty one', () => Promise.resolve('')],
];

describe.each(guarded)('$path', (route) => {
  test('without a session', async () => {
    await refused('401 not-signed-in', () => new TestPage(bench).post(route.path, bodyFor(route)));
  });

  test.each(forgeries)('with a cookie, %s', async (_, cookie) => {
    const page = withCookie(await cookie());
    await refused('401 not-signed-in', () => page.post(route.path, bodyFor(route)));
  });

  test('a body cannot bring a session of its own', async () => {
    const request = { headers: { 'content-type': 'application/json' }, cookies: { session: 'mine' } };
    const body = { ...bodyFor(route), request };
    await refused('401 not-signed-in', () => new TestPage(bench).post(route.path, body));
    await refused('401 not-signed-in', () => team.ben.post(route.path, body));
  });
});

describe.each(all)('$path', (route) => {
  test.each(['cross-site', 'same-site', 'none'])('from elsewhere: %s', async (site) => {
    const headers = { 'sec-fetch-site': site };
    await refused('403 cross-site', () => team.ben.post(route.path, bodyFor(route), headers));
  });

  test('too big', async () => {
    const body = { ...bodyFor(route), note: 'x'.repeat(9000) };
    await refused('413 too-big', () => team.ben.post(route.path, body));
  });

  test.each(['PUT', 'DELETE', 'PATCH'])('by %s', async (method) => {
    const before = everything(bench);
    const { status } = await team.ben.post(route.path, bodyFor(route), {}, method);
    expect(status).toBe(405);
    expect(changes(before, everything(bench))).toEqual([]);
  });

  test('JSON that does not parse', async () => {
    const before = everything(bench);
    const response = await team.ben.post(route.path, '{"call": ');
    expect(response.status).toBeGreaterThanOrEqual(400);
    expect(changes(before, everything(bench))).toEqual([]);
  });
});

/** The fields that a link or a form of another site can bring in its address, because names nest there. */
const borrowed = (cookie: string) =>
  ({
    'request[headers][content-type]': 'application/json',
    'request[cookies][session]': cookie,
    json: 'true',
  }) as const;

test('a link of another site signs nobody in, whatever headers its address brings', async () => {
  const query = { ...borrowed(''), agent: 'ana', passcode: 'ana-secret' };
  const headers = { 'sec-fetch-site': 'cross-site' };
  await refused('415 not-json', () => new TestPage(bench).get('/api/session/start', query, headers));
});

test('a link of another site leaves no renewed session of somebody else’s behind', async () => {
  const cookie = await cookieFor({ checkedAt: Date.now() - MINUTE });
  const headers = { 'sec-fetch-site': 'cross-site' };
  await refused('415 not-json', () => new TestPage(bench).get('/api/desk', borrowed(cookie), headers));
});

describe.each(all.filter(({ method }) => method === 'POST'))('$path', (route) => {
  test('by a form whose address brings headers of its own', async () => {
    const address = new URLSearchParams(borrowed(await cookieFor({}))).toString();
    const form = new URLSearchParams(bodyFor(route) as Record<string, string>).toString();
    const headers = { 'content-type': 'application/x-www-form-urlencoded', 'sec-fetch-site': 'cross-site' };
    await refused('415 not-json', () => new TestPage(bench).post(`${route.path}?${address}`, form, headers));
  });

  test.each(['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data; boundary=x', ''])(
    'as "%s"',
    async (type) => {
      const headers = { 'content-type': type };
      await refused('415 not-json', () => team.ben.post(route.path, bodyFor(route), headers));
    },
  );

  test('by GET, as a link or an image of another page would', async () => {
    const headers = { 'content-type': '', 'content-length': '0' };
    const query = bodyFor(route) as Record<string, string>;
    await refused('415 not-json', () => team.ben.get(route.path, query, headers));
  });
});

test.each(withCall)("$path about somebody else's call", async (route) => {
  await refused('403 not-your-call', () => team.ana.post(route.path, bodyFor(route)));
});

test.each(guarded.filter(({ needsSupervisor }) => needsSupervisor))('$path by an agent', async (route) => {
  await refused('403 not-allowed', () => team.ana.post(route.path, bodyFor(route)));
});

test("an agent cannot look at a colleague's recent calls", async () => {
  await refused('403 not-allowed', () => team.ana.post('/api/calls/recent', { agent: 'ben' }));
});

test('a role that was taken away is gone within a minute', async () => {
  const session = { agent: 'ana', name: 'ana', role: 'supervisor', checkedAt: Date.now() - MINUTE } as const;
  const page = withCookie(await cookieFor(session));
  const body = { agent: 'chika', presence: 'away' };
  const before = everything(bench);
  const response = await page.post('/api/agents/set-presence', body);
  expect(response.status).toBe(403);
  expect(changes(before, everything(bench))).toEqual([]);
});

/** What a page asks many times, and what neither brings a caller nor reads a message. */
const LATELY = /^\/api\/(call|transfer|desk|presence\/gone)\b(?!s)/;
const isComparedAtOnce = ({ path }: DocumentedRoute) => !LATELY.test(path);

describe('an agent who was disabled', () => {
  beforeAll(() => changeAccount(bench.client, bench.service, 'chika', { disabled: true }));

  test.each(guarded)('is refused a minute later: $path', async (route) => {
    // Of the newest epoch, so that only the disabled account refuses it.
    const page = withCookie(await cookieFor({ agent: 'chika', checkedAt: Date.now() - MINUTE }));
    await refused('401 not-signed-in', () => page.post(route.path, bodyFor(route)));
  });

  test.each(guarded.filter(isComparedAtOnce))('is refused from that moment on: $path', async (route) => {
    const page = withCookie(await cookieFor({ agent: 'chika' }));
    await refused('401 not-signed-in', () => page.post(route.path, bodyFor(route)));
  });

  test('gets no access token from that moment on', async () => {
    await refused('401 not-signed-in', () => team.chika.post('/api/token', {}));
  });

  test('cannot sign in, with the answer that a wrong passcode gets', async () => {
    const page = new TestPage(bench);
    const body = { agent: 'chika', passcode: 'chika-secret' };
    expect(JSON.parse(String((await page.post('/api/session/start', body)).body))).toEqual({
      error: { code: 'wrong-passcode', message: ERRORS['wrong-passcode'][1] },
    });
  });
});

describe('an agent who signed out on another page', () => {
  let page: TestPage;
  let copied: TestPage;

  beforeAll(async () => {
    page = withCookie(await cookieFor({ agent: 'ana', checkedAt: Date.now() - MINUTE }));
    copied = withCookie(await cookieFor({ agent: 'ana' }));
    const other = new TestPage(bench);
    await other.signIn('ana');
    await other.ask('/api/session/end');
  });

  test.each(guarded)('is refused a minute later: $path', async (route) => {
    await refused('401 not-signed-in', () => page.post(route.path, bodyFor(route)));
  });

  test.each(guarded.filter(isComparedAtOnce))('is refused from that moment on: $path', async (route) => {
    await refused('401 not-signed-in', () => copied.post(route.path, bodyFor(route)));
  });
});

test('every answer forbids keeping, sniffing, framing and reading from other sites', async () => {
  const { headers } = await new TestPage(bench).post('/api/desk', {});
  expect(headers).toMatchObject({
    'content-type': 'application/json',
    'cache-control': 'no-store',
    'x-content-type-options': 'nosniff',
    'cross-origin-resource-policy': 'same-origin',
    'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
    'referrer-policy': 'no-referrer',
  });
  expect(headers).not.toHaveProperty('access-control-allow-origin');
});

test('the session cookie is for this host, for no script, and for twelve hours at most', async () => {
  const page = new TestPage(bench);
  const response = await page.post('/api/session/start', { agent: 'sue', passcode: 'sue-secret' });
  const cookie = String(response.headers['set-cookie']);
  expect(cookie).toMatch(/; HttpOnly/i);
  expect(cookie).toMatch(/; Secure/i);
  expect(cookie).toMatch(/; SameSite=Strict/i);
  expect(cookie).not.toMatch(/Domain=/i);
  expect(Number(/Max-Age=(\d+)/i.exec(cookie)?.[1])).toBeLessThanOrEqual(12 * 3600);
});
