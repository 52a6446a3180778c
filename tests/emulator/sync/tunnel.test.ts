import { SystemClock } from '../../../emulator/clock.ts';
import { SyncStore } from '../../../emulator/sync/store.ts';
import { createTunnel } from '../../../emulator/sync/tunnel.ts';

const store = new SyncStore({ clock: new SystemClock() });
afterAll(() => store.close());

// What `twilio-sync` 4 sends for setTtl and setItemTtl: https://www.twilio.com/docs/sync/api
test.each([
  ['an item', 'Maps/map/Items/key', { ttl: 60 }],
  ['an item, as older versions name it', 'Maps/map/Items/key', { item_ttl: 60 }],
  ['a document', 'Documents/doc', { ttl: 60 }],
])('the expiry of %s changes alone', async (_, path, body) => {
  const service = store.createService();
  const map = store.create(service.sid, 'map', 'map', undefined);
  const document = store.create(service.sid, 'document', 'doc', { n: 1 });
  const item = store.addItem(map, 'key', { n: 1 });
  const target = path.startsWith('Maps') ? item : document;
  const { revision } = target;
  const tunnel = createTunnel({ store, service, identity: 'ana' });
  const request = {
    method: 'POST',
    host: 'cds',
    path: `/v3/${path}`,
    query: new URLSearchParams(),
    rawQuery: '',
  };
  await tunnel({ ...request, headers: {}, body: Buffer.from(JSON.stringify(body)) });
  expect(target).toMatchObject({ revision, data: { n: 1 }, dateExpires: expect.any(Number) });
});
