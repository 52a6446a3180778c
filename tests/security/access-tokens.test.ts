import type { HttpHandler } from '../../emulator/http.ts';
import { createTunnel } from '../../emulator/sync/tunnel.ts';
import { Subscriptions } from '../../emulator/sync/subscriptions.ts';
import { verifyAccessToken } from '../../emulator/tokens.ts';
import type { Call } from '../../src/core/model/call.ts';
import { changeAccount, removeAgent } from '../../delivery/agent-accounts.ts';
import { changes, everything } from '../support/functions/state-snapshot.ts';
import { bringTeamToWork, type TeamAtWork } from '../support/functions/team-at-work.ts';
import { benchForEachTest } from '../support/functions/bench-of-file.ts';
import { BenchPhone, identityNow, TestPage, type ProductBench } from '../support/functions/product-bench.ts';
import { until } from '../../harness/until.ts';

let bench: ProductBench;
let team: TeamAtWork;

benchForEachTest(async (fresh) => {
  bench = fresh;
  team = await bringTeamToWork(bench);
});

const COLLECTIONS = { document: 'Documents', list: 'Lists', map: 'Maps' } as const;

/** The objects that every page reads. */
const SHARED = ['agents', 'waiting'];

/** The requests that the Sync SDK can send with the page's token. */
async function syncOf(page: TestPage): Promise<{ readonly identity: string; readonly ask: Ask }> {
  const { token } = await page.ask<{ token: string }>('/api/token');
  const { identity, syncServiceSid } = await verifyAccessToken(token, bench.local.account, Date.now());
  expect(syncServiceSid).toBe(bench.service);
  return { identity, ask: askAs(identity) };
}

function askAs(identity: string): Ask {
  const { sync } = bench.local;
  const tunnel = createTunnel({ store: sync, service: sync.service(bench.service), identity });
  return (method, path, body = {}) => statusOf(tunnel, method, path, body);
}

type Ask = (method: string, path: string, body?: object) => Promise<number>;

async function statusOf(tunnel: HttpHandler, method: string, path: string, body: object): Promise<number> {
  const query = new URLSearchParams();
  const sent = method === 'GET' ? '' : JSON.stringify(body);
  const request = { method, host: 'cds.us1.twilio.com', path, query, headers: {}, body: Buffer.from(sent) };
  try {
    return (await tunnel({ ...request, rawQuery: '' })).status;
  } catch (error) {
    return (error as { status: number }).status;
  }
}

function objects() {
  return bench.local.sync.objects(bench.service).map((object) => {
    return {
      ...object,
      name: String(object.uniqueName),
      path: `/v3/${COLLECTIONS[object.kind]}/${object.uniqueName}`,
    };
  });
}

test('a page cannot write to any Sync object, nor make or remove one', async () => {
  const { ask } = await syncOf(team.ben);
  const before = everything(bench);
  for (const { kind, path, items } of objects()) {
    const [key = 'new'] = [...items.keys()];
    const attempts: [string, string][] = [['DELETE', path]];
    if (kind === 'document') attempts.push(['POST', path]);
    else for (const method of ['POST', 'PUT', 'DELETE']) attempts.push([method, `${path}/Items/${key}`]);
    if (kind !== 'document') attempts.push(['POST', `${path}/Items`]);
    for (const [method, at] of attempts) {
      expect({ method, at, status: await ask(method, at, { key, data: { presence: 'available' } }) }).toEqual(
        {
          method,
          at,
          status: 403,
        },
      );
    }
  }
  for (const path of Object.values(COLLECTIONS)) {
    expect(await ask('POST', `/v3/${path}`, { unique_name: 'mine', data: {} })).toBe(403);
  }
  expect(changes(before, everything(bench))).toEqual([]);
});

test('a page reads presence, the queue and its own calls, and nothing else', async () => {
  expect(await readableBy(identityNow(bench, 'ben'))).toEqual([...SHARED, `call-${team.call}`].sort());
  expect(await readableBy(identityNow(bench, 'ana'))).toEqual(SHARED);
  expect(await readableBy(identityNow(bench, 'sue'))).toEqual(SHARED);
});

test('a page hears of no change that it may not read', async () => {
  const { identity } = await syncOf(team.ana);
  const service = bench.local.sync.service(bench.service);
  const heard: string[] = [];
  const subscriptions = new Subscriptions({ store: bench.local.sync, service, identity }, (type, payload) =>
    heard.push(`${type} ${JSON.stringify(payload)}`),
  );
  bench.local.sync.onChange((event) => subscriptions.live(event));
  const hidden = objects().filter(({ name }) => /^(accounts|call-|timeline-|recent-)/.test(name));
  const requests = hidden.map(({ sid, kind }) => ({ object_sid: sid, object_type: kind }));
  subscriptions.handle({ action: 'establish', correlation_id: 1, requests });
  await team.ben.ask('/api/call/mute', { call: team.call, party: 'customer', on: true, key: 'click-0001' });
  await changeAccount(bench.client, bench.service, 'chika', { disabled: true });
  expect(heard).toHaveLength(hidden.length);
  expect(heard.every((each) => each.includes('subscription_failed'))).toBe(true);
});

test('a live token reads nothing once its agent is disabled or signed out, nor later', async () => {
  const ana = await syncOf(team.ana);
  const ben = await syncOf(team.ben);
  await changeAccount(bench.client, bench.service, 'ana', { disabled: true });
  await team.ben.ask('/api/session/end');
  for (const { ask } of [ana, ben]) {
    expect(await ask('GET', '/v3/Maps/agents')).toBe(403);
    expect(await ask('GET', '/v3/Maps/waiting')).toBe(403);
  }
  const again = new TestPage(bench);
  await again.signIn('ben');
  expect(await ben.ask('GET', '/v3/Maps/agents')).toBe(403);
  expect(await ben.ask('GET', `/v3/Documents/call-${team.call}`)).toBe(403);
  expect(await (await syncOf(again)).ask('GET', `/v3/Documents/call-${team.call}`)).toBe(200);
});

test('a live token reads and hears nothing at all once its agent is disabled', async () => {
  const { identity, ask } = await syncOf(team.ben);
  const service = bench.local.sync.service(bench.service);
  const heard: string[] = [];
  const listening = new Subscriptions({ store: bench.local.sync, service, identity }, (_, payload) =>
    heard.push((payload as { event_type: string }).event_type),
  );
  bench.local.sync.onChange((event) => listening.live(event));
  const requests = objects()
    .filter(({ name }) => [...SHARED, `call-${team.call}`].includes(name))
    .map(({ sid, kind }) => ({ object_sid: sid, object_type: kind }));
  listening.handle({ action: 'establish', correlation_id: 1, requests });
  expect(heard.filter((type) => type === 'subscription_established')).toHaveLength(3);
  await changeAccount(bench.client, bench.service, 'ben', { disabled: true });
  heard.length = 0;
  // Nobody has told Ben's page to stop listening, and the call goes on without it.
  await team.ben.ask('/api/call/mute', { call: team.call, party: 'customer', on: true, key: 'click-0001' });
  await team.chika.ask('/api/presence/set', { presence: 'available' });
  expect(heard).toEqual([]);
  expect(await ask('GET', `/v3/Documents/call-${team.call}`)).toBe(403);
  expect(await readableBy(identity)).toEqual([]);
});

test('an agent who is enabled again in the middle of a call sees it after signing in', async () => {
  await changeAccount(bench.client, bench.service, 'ben', { disabled: true });
  await changeAccount(bench.client, bench.service, 'ben', { disabled: false });
  const again = new TestPage(bench);
  await again.signIn('ben');
  expect(await readableBy(identityNow(bench, 'ben'))).toEqual([...SHARED, `call-${team.call}`].sort());
});

test('an agent who is removed can read nothing either', async () => {
  const identity = identityNow(bench, 'ben');
  await removeAgent(bench.client, bench.service, 'ben');
  expect(await readableBy(identity)).toEqual([]);
});

test('a token is for an hour, one identity, one application and one Sync service', async () => {
  const { token, expiresAt } = await team.ana.ask<{ token: string; expiresAt: number }>('/api/token');
  const read = await verifyAccessToken(token, bench.local.account, Date.now());
  expect(read.identity).toBe(identityNow(bench, 'ana'));
  expect(read.voice).toEqual({ incoming: true, outgoingApplicationSid: bench.application });
  expect(read.syncServiceSid).toBe(bench.service);
  expect(expiresAt - Date.now()).toBeLessThanOrEqual(3_600_000);
});

test.each([
  ["a colleague's call", () => ({ call: team.call })],
  [
    "a colleague's call, as the colleague",
    () => ({ call: team.call, From: 'client:ben', Caller: 'client:ben' }),
  ],
  [
    "a colleague's call, as the caller",
    () => ({ call: team.call, CallSid: team.call, From: '+15559990000' }),
  ],
  ['a number', () => ({ To: '+19005550000', call: 'CA', number: '+19005550000' })],
  ['a colleague', () => ({ To: 'client:ben', agent: 'ben' })],
  ['a conference', () => ({ To: `conference:${team.call}`, conference: team.call, FriendlyName: team.call })],
  ['a call that never was', () => ({ call: `CA${'f'.repeat(32)}`, leg: 'a1' })],
])('a page that calls %s is told no, and nothing comes of it', async (_, parameters) => {
  const before = await storyOf();
  const { phoneSwitch } = bench.local;
  const known = new Set(phoneSwitch.listCalls().map(({ sid }) => sid));
  const mine = phoneSwitch.connect(team.anaPhone, bench.application, parameters());
  await until('the page was hung up', () => phoneSwitch.fetchCall(mine.sid).endedAt);
  await until('nothing runs', async () => (await bench.call(team.call))?.pending.length === 0);
  expect(bench.local.functions.counts()['/voice/rejoin']).toBe(1);
  const others = phoneSwitch.listCalls().filter(({ sid }) => !known.has(sid) && sid !== mine.sid);
  expect(others).toEqual([]);
  expect(await storyOf()).toEqual(before);
});

test('the agent of a call is let back into it, whatever else their page asks for', async () => {
  const device = new BenchPhone(bench, 'client:ben');
  const { phoneSwitch } = bench.local;
  const asked = { call: team.call, From: 'client:ana', To: '+19005550000', leg: 'a9', label: 'customer' };
  const mine = phoneSwitch.connect(device, bench.application, asked);
  const leg = await until('they are back', async () => {
    const legs = (await bench.call(team.call))?.legs ?? [];
    return legs.find(({ sid, state }) => sid === mine.sid && state === 'on');
  });
  expect(leg.party).toMatchObject({ kind: 'agent', agent: 'ben' });
});

test.each([
  ['disabled', () => changeAccount(bench.client, bench.service, 'ben', { disabled: true })],
  ['removed', () => removeAgent(bench.client, bench.service, 'ben')],
])('an agent who was %s in the middle of a call and left it is not let back into it', async (_, shutOut) => {
  const { phoneSwitch } = bench.local;
  const [leg] = (await bench.call(team.call))?.legs ?? [];
  const device = new BenchPhone(bench, 'client:ben');
  await shutOut();
  phoneSwitch.hangUp(leg?.sid ?? '');
  await until('the customer is looked after', async () => (await bench.call(team.call))?.rescue);
  const back = phoneSwitch.connect(device, bench.application, { call: team.call });
  await until('the page was hung up', () => phoneSwitch.fetchCall(back.sid).endedAt);
  expect((await bench.call(team.call))?.legs.filter(({ sid }) => sid === back.sid)).toEqual([]);
});

/** The call and its room without the revisions and stamps that asking alone may move. */
async function storyOf(): Promise<object> {
  const { legs, owner, transfer, phase, customer } = (await bench.call(team.call)) as Call;
  const rooms = bench.local.phoneSwitch.listConferences().map(({ sid, status }) => {
    return { sid, status, in: bench.local.phoneSwitch.listParticipants(sid).map(({ callSid }) => callSid) };
  });
  const { presence, call } = await bench.agent('ana');
  return { legs, owner, transfer, phase, customer, rooms, ana: { presence, call } };
}

async function readableBy(identity: string): Promise<readonly string[]> {
  const ask = askAs(identity);
  const readable: string[] = [];
  for (const { name, kind, path } of objects()) {
    const status = await ask('GET', kind === 'document' ? path : `${path}/Items`);
    expect([200, 403]).toContain(status);
    if (status === 200) readable.push(name);
  }
  return readable.sort();
}
