import { readFileSync } from 'node:fs';
import type { Browser, Page } from 'playwright-core';
import twilio from 'twilio';
import { WebSocketServer } from 'ws';
import { SystemClock } from '../../../emulator/clock.ts';
import { acceptSyncSocket } from '../../../emulator/sync/stream.ts';
import { launchBrowser } from '../../../harness/browser.ts';
import type { TwilioRest } from '../../support/emulator/twilio-rest.ts';
import { startTwilioRest } from '../../support/emulator/twilio-rest.ts';

const sdk = readFileSync(require.resolve('twilio-sync/builds/twilio-sync.min.js'), 'utf8');
let rest: TwilioRest;
let browser: Browser;
let sockets: WebSocketServer;

beforeAll(async () => {
  rest = await startTwilioRest();
  sockets = new WebSocketServer({ server: rest.server });
  const deps = { account: rest.account, clock: new SystemClock(), store: rest.store };
  sockets.on('connection', (socket) => acceptSyncSocket(socket, deps));
  browser = await launchBrowser();
}, 30_000);

afterAll(async () => {
  await browser.close();
  for (const socket of sockets.clients) socket.terminate();
  rest.close();
});

function tokenFor(identity: string, serviceSid: string, ttl = 600): string {
  const { AccessToken } = twilio.jwt;
  const token = new AccessToken(rest.account.accountSid, rest.key.sid, rest.key.secret, { identity, ttl });
  token.addGrant(new AccessToken.SyncGrant({ serviceSid }));
  return token.toJwt();
}

/**
 * A page with the unmodified SDK as `client`. Its socket goes to the emulator, and it records its events in `heard`.
 */
async function pageFor(token: string): Promise<Page> {
  const page = await browser.newPage();
  // Any answer will do, but it must come from loopback itself. A page that the driver puts in may not open loopback
  // sockets.
  await page.goto(`http://localhost:${rest.port}/`);
  await page.evaluate(`{
    const Native = window.WebSocket;
    window.WebSocket = class extends Native {
      constructor(url, protocols) { super(String(url).includes('tsock.') ? 'ws://localhost:${rest.port}/' : url, protocols); }
    };
  }`);
  await page.addScriptTag({ content: sdk });
  await page.evaluate(`window.heard = []; window.client = new Twilio.Sync.Client('${token}')`);
  return page;
}

const heard = (page: Page, count: number) =>
  page.waitForFunction(`heard.length >= ${count}`).then(() => page.evaluate('heard'));

it('follows document, map and list across a lost connection: nothing lost or doubled', async () => {
  const service = await rest.client.sync.v1.services.create({ aclEnabled: true });
  const sync = rest.client.sync.v1.services(service.sid);
  const may = { read: true, write: false, manage: false };
  await sync.documents.create({ uniqueName: 'call', data: { n: 0 } });
  await sync.syncMaps.create({ uniqueName: 'agents' });
  await sync.syncLists.create({ uniqueName: 'timeline' });
  await sync.documents('call').documentPermissions('ana').update(may);
  await sync.syncMaps('agents').syncMapPermissions('ana').update(may);
  await sync.syncLists('timeline').syncListPermissions('ana').update(may);
  const page = await pageFor(tokenFor('ana', service.sid));
  await page.evaluate(`(async () => {
    const doc = await client.document({ id: 'call', mode: 'open_existing' });
    const map = await client.map({ id: 'agents', mode: 'open_existing' });
    const list = await client.list({ id: 'timeline', mode: 'open_existing' });
    doc.on('updated', ({ data }) => heard.push('doc ' + data.n));
    map.on('itemAdded', ({ item }) => heard.push('map ' + item.key));
    map.on('itemUpdated', ({ item }) => heard.push('map ' + item.key + ' ' + item.data.n));
    list.on('itemAdded', ({ item }) => heard.push('list ' + item.index));
    window.doc = doc;
  })()`);
  await sync.documents('call').update({ data: { n: 1 } });
  await sync.syncMaps('agents').syncMapItems.create({ key: 'ana', data: { n: 0 } });
  await sync.syncLists('timeline').syncListItems.create({ data: { n: 0 } });
  expect(await heard(page, 3)).toEqual(['doc 1', 'map ana', 'list 0']);
  for (const socket of sockets.clients) socket.terminate();
  await sync.documents('call').update({ data: { n: 2 } });
  await sync
    .syncMaps('agents')
    .syncMapItems('ana')
    .update({ data: { n: 2 } });
  await sync.syncLists('timeline').syncListItems.create({ data: { n: 1 } });
  const all = (await heard(page, 6)) as string[];
  expect(all.slice(3).toSorted()).toEqual(['doc 2', 'list 1', 'map ana 2']);
  const refused = await page.evaluate(`doc.set({ n: 9 }).then(() => 'written', (error) => error.code)`);
  expect(refused).toBe(54007);
  expect((await sync.documents('call').fetch()).data).toEqual({ n: 2 });
}, 30_000);

it('warns before a token expires and goes on with a new one', async () => {
  const service = await rest.client.sync.v1.services.create({});
  const page = await pageFor(tokenFor('ben', service.sid, 6));
  await page.evaluate(`client.on('tokenAboutToExpire', () => heard.push('about to expire'))`);
  expect(await heard(page, 1)).toEqual(['about to expire']);
  await page.evaluate(`client.updateToken('${tokenFor('ben', service.sid)}')`);
  expect(
    await page.evaluate(`client.document('own').then((doc) => doc.set({ n: 1 })).then((data) => data)`),
  ).toEqual({ n: 1 });
}, 30_000);
