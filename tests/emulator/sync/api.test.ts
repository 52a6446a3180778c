import type { TwilioRest } from '../../support/emulator/twilio-rest.ts';
import { startTwilioRest } from '../../support/emulator/twilio-rest.ts';

let rest: TwilioRest;
beforeAll(async () => {
  rest = await startTwilioRest();
});
afterAll(() => rest.close());

const sync = () => rest.client.sync.v1.services('default');

describe('services', () => {
  it('are created, fetched, updated, listed and deleted', async () => {
    const { services } = rest.client.sync.v1;
    const service = await services.create({ friendlyName: 'Calls', aclEnabled: true });
    expect(service).toMatchObject({ friendlyName: 'Calls', aclEnabled: true, webhookUrl: null });
    const updated = await services(service.sid).update({ webhookUrl: 'https://example.com/x' });
    expect(updated).toMatchObject({ webhookUrl: 'https://example.com/x', aclEnabled: true });
    expect((await services(service.sid).fetch()).sid).toBe(service.sid);
    expect((await services.list()).map(({ sid }) => sid)).toContain(service.sid);
    await services(service.sid).remove();
    await expect(services(service.sid).fetch()).rejects.toMatchObject({ status: 404, code: 20404 });
  });
});

describe('documents', () => {
  it('are written by compare-and-swap', async () => {
    const created = await sync().documents.create({ uniqueName: 'call-1', data: { n: 0 }, ttl: 60 });
    expect(created).toMatchObject({ uniqueName: 'call-1', revision: '0', data: { n: 0 } });
    expect(created.dateExpires).toBeInstanceOf(Date);
    const saved = await sync()
      .documents('call-1')
      .update({ data: { n: 1 }, ifMatch: '0' });
    expect(saved).toMatchObject({ revision: '1', data: { n: 1 } });
    const late = sync()
      .documents('call-1')
      .update({ data: { n: 2 }, ifMatch: '0' });
    await expect(late).rejects.toMatchObject({ status: 412, code: 54103 });
    const again = sync().documents.create({ uniqueName: 'call-1' });
    await expect(again).rejects.toMatchObject({ status: 409, code: 54301 });
    expect((await sync().documents(created.sid).fetch()).data).toEqual({ n: 1 });
    await sync().documents('call-1').remove();
    await expect(sync().documents('call-1').fetch()).rejects.toMatchObject({ status: 404, code: 54100 });
  });

  it('are written twenty times a second at most, with ten seconds’ worth at once', async () => {
    const { sid } = await sync().documents.create({ data: { n: 0 } });
    const writes = Array.from({ length: 300 }, (_, n) => sync().documents(sid).update({ data: { n } }));
    const refused = (await Promise.allSettled(writes)).filter(({ status }) => status === 'rejected');
    expect(refused.length).toBeGreaterThan(0);
    expect(refused.length).toBeLessThanOrEqual(100);
    expect(refused[0]).toMatchObject({ reason: { status: 429, code: 54009 } });
    await expect(sync().documents(sid).fetch()).resolves.toMatchObject({ sid });
  });

  it('are read twenty times a second at most, and ten seconds’ worth of that at once', async () => {
    const { sid } = await sync().documents.create({ data: { n: 0 } });
    const reads = Array.from({ length: 300 }, () => sync().documents(sid).fetch());
    const refused = (await Promise.allSettled(reads)).filter(({ status }) => status === 'rejected');
    expect(refused.length).toBeGreaterThan(0);
    expect(refused.length).toBeLessThanOrEqual(100);
    expect(refused[0]).toMatchObject({ reason: { status: 429, code: 54009 } });
    await expect(
      sync()
        .documents(sid)
        .update({ data: { n: 1 } }),
    ).resolves.toMatchObject({ sid });
  });

  it('of more than 16 KiB are refused', async () => {
    const tooBig = sync().documents.create({ data: { text: 'x'.repeat(16_384) } });
    await expect(tooBig).rejects.toMatchObject({ status: 413, code: 54006 });
  });

  it('that expire are gone', async () => {
    await sync().documents.create({ uniqueName: 'short', ttl: 1 });
    await new Promise<void>((resolve) => {
      rest.store.onChange(({ type }) => type === 'document_removed' && resolve());
    });
    await expect(sync().documents('short').fetch()).rejects.toMatchObject({ status: 404 });
  });
});

describe('maps', () => {
  it('keep items by key, each with its revision', async () => {
    await sync().syncMaps.create({ uniqueName: 'agents' });
    const items = sync().syncMaps('agents').syncMapItems;
    expect(await items.create({ key: 'ana', data: { on: 1 } })).toMatchObject({ key: 'ana', revision: '0' });
    await expect(items.create({ key: 'ana', data: {} })).rejects.toMatchObject({ status: 409, code: 54208 });
    expect(await items('ana').update({ data: { on: 2 }, ifMatch: '0' })).toMatchObject({ revision: '1' });
    const late = items('ana').update({ data: {}, ifMatch: '0' });
    await expect(late).rejects.toMatchObject({ status: 412, code: 54205 });
    await expect(items('ana').remove({ ifMatch: '0' })).rejects.toMatchObject({ status: 412 });
    expect((await items('ana').fetch()).data).toEqual({ on: 2 });
    await items('ana').remove({ ifMatch: '1' });
    await expect(items('ana').fetch()).rejects.toMatchObject({ status: 404, code: 54201 });
  });
});

describe('lists', () => {
  it('number their items and give them in pages, from either end', async () => {
    await sync().syncLists.create({ uniqueName: 'timeline' });
    const items = sync().syncLists('timeline').syncListItems;
    for (let n = 0; n < 7; n += 1) await items.create({ data: { n } });
    expect((await items.list({ pageSize: 3 })).map(({ index }) => index)).toEqual([0, 1, 2, 3, 4, 5, 6]);
    expect((await items.list({ order: 'desc', limit: 2 })).map(({ index }) => index)).toEqual([6, 5]);
    const after = await items.list({ from: '4', bounds: 'exclusive' });
    expect(after.map(({ index }) => index)).toEqual([5, 6]);
    expect((await items(2).update({ data: { n: 'x' } })).data).toEqual({ n: 'x' });
    await items(2).remove();
    await expect(items(2).fetch()).rejects.toMatchObject({ status: 404 });
    await sync().syncLists('timeline').remove();
  });
});

describe('a page of items', () => {
  it.each([
    ['one', 0],
    ['each-item', 1],
  ] as const)('counts as %s read', async (listReads, refused) => {
    const { sid } = await sync().syncLists.create({});
    const items = sync().syncLists(sid).syncListItems;
    for (let n = 0; n < 50; n += 1) await items.create({ data: { n } });
    rest.beliefs.set({ listReads });
    const pages = Array.from({ length: 6 }, () => items.page({ pageSize: 50 }));
    const refusals = (await Promise.allSettled(pages)).filter(({ status }) => status === 'rejected');
    rest.beliefs.set({});
    expect(refusals.length > 0).toBe(refused > 0);
    if (refused) expect(refusals[0]).toMatchObject({ reason: { status: 429, code: 54009 } });
  });
});

describe('permissions', () => {
  it('are granted, listed and withdrawn', async () => {
    await sync().documents.create({ uniqueName: 'private' });
    const permissions = sync().documents('private').documentPermissions;
    const granted = await permissions('ana').update({ read: true, write: false, manage: false });
    expect(granted).toMatchObject({ identity: 'ana', read: true, write: false });
    expect(await permissions.list()).toHaveLength(1);
    await permissions('ana').remove();
    await expect(permissions('ana').fetch()).rejects.toMatchObject({ status: 404 });
  });
});
