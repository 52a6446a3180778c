import { clientTo } from '../../support/emulator/loopback.ts';
import { startTwilioRest, type TwilioRest } from '../../support/emulator/twilio-rest.ts';

let rest: TwilioRest;
beforeEach(async () => {
  rest = await startTwilioRest();
});
afterEach(() => rest.close());

const names = (found: readonly { readonly friendlyName: string }[]) =>
  found.map(({ friendlyName }) => friendlyName);

async function applications(count: number): Promise<void> {
  for (let n = 0; n < count; n += 1) await rest.client.applications.create({ friendlyName: `app ${n}` });
}

describe('the pages of a list', () => {
  it('repeat and leave out nothing when the front changes meanwhile', async () => {
    await applications(5);
    const first = await rest.client.applications.page({ pageSize: 2 });
    expect(first.previousPageUrl).toBeUndefined();
    await rest.client.applications(first.instances[0]?.sid ?? '').remove();
    const second = await first.nextPage();
    expect(names(second?.instances ?? [])).toEqual(['app 2', 'app 3']);
  });

  it('lead back as well', async () => {
    await applications(5);
    const first = await rest.client.applications.page({ pageSize: 2 });
    const second = await first.nextPage();
    const third = await second?.nextPage();
    expect(names(third?.instances ?? [])).toEqual(['app 4']);
    const back = await third?.previousPage();
    expect(names(back?.instances ?? [])).toEqual(['app 2', 'app 3']);
    expect(await third?.nextPage()).toBeUndefined();
  });

  it('of Sync lead forth and back', async () => {
    const { sid } = await rest.client.sync.v1.services.create({});
    const { documents } = rest.client.sync.v1.services(sid);
    for (const uniqueName of ['a', 'b', 'c']) await documents.create({ uniqueName });
    const second = await (await documents.page({ pageSize: 2 })).nextPage();
    expect(second?.instances.map(({ uniqueName }) => uniqueName)).toEqual(['c']);
    const back = await second?.previousPage();
    expect(back?.instances.map(({ uniqueName }) => uniqueName)).toEqual(['a', 'b']);
  });

  it('of items lead forth and back', async () => {
    const { sid } = await rest.client.sync.v1.services.create({});
    const service = rest.client.sync.v1.services(sid);
    await service.syncLists.create({ uniqueName: 'list' });
    const items = service.syncLists('list').syncListItems;
    for (let n = 0; n < 5; n += 1) await items.create({ data: { n } });
    const second = await (await items.page({ pageSize: 2 })).nextPage();
    expect(second?.instances.map(({ index }) => index)).toEqual([2, 3]);
    const back = await second?.previousPage();
    expect(back?.instances.map(({ index }) => index)).toEqual([0, 1]);
  });
});

it('another account’s resources are not found', async () => {
  const stranger = `AC${'9'.repeat(32)}`;
  const { calls } = rest.client.api.v2010.accounts(stranger);
  await expect(calls.list()).rejects.toMatchObject({ status: 404, code: 20404 });
});

it('lists the countries that numbers are for sale in', async () => {
  const found = await rest.client.availablePhoneNumbers.list();
  expect(found.map(({ countryCode }) => countryCode)).toEqual(['US', 'CA', 'GB', 'DE']);
  expect(await rest.client.availablePhoneNumbers('US').fetch()).toMatchObject({ country: 'United States' });
});

it('refuses an unknown method with 405, and names the realm with 401', async () => {
  const path = `https://api.twilio.com/2010-04-01/Accounts/${rest.account.accountSid}/Balance.json`;
  const asked = { method: 'delete', uri: path, username: rest.account.accountSid } as const;
  const client = rest.client;
  const refused = await client.request({ ...asked, password: rest.account.authToken });
  expect(refused).toMatchObject({ statusCode: 405, body: { code: 20_004 } });
  const stranger = clientTo(rest.port, { ...rest.account, authToken: 'wrong' });
  const answer = await stranger.request({ ...asked, method: 'get', password: 'wrong' });
  expect(answer.statusCode).toBe(401);
  expect(answer.headers).toMatchObject({ 'www-authenticate': 'Basic realm="Twilio API"' });
});

it('lists calls by when they ended', async () => {
  const number = '+14155550101';
  await rest.client.incomingPhoneNumbers.create({ phoneNumber: number });
  const dial = { to: 'client:ana', from: number, url: 'https://x.test' };
  const { sid } = await rest.client.calls.create(dial);
  await rest.client.calls(sid).update({ status: 'canceled' });
  const day = (days: number) => new Date(Date.now() + days * 86_400_000);
  expect(await rest.client.calls.list({ endTimeAfter: day(1) })).toEqual([]);
  expect(await rest.client.calls.list({ endTimeBefore: day(1) })).toHaveLength(1);
});

describe('Sync', () => {
  const service = async () => {
    const { sid } = await rest.client.sync.v1.services.create({});
    return rest.client.sync.v1.services(sid);
  };

  // https://www.twilio.com/docs/api/errors/54010
  it('refuses an update that changes nothing', async () => {
    const sync = await service();
    await sync.documents.create({ uniqueName: 'doc' });
    await sync.syncMaps.create({ uniqueName: 'map' });
    await sync.syncLists.create({ uniqueName: 'list' });
    const [map, list] = [sync.syncMaps('map').syncMapItems, sync.syncLists('list').syncListItems];
    await map.create({ key: 'k', data: {} });
    await list.create({ data: {} });
    for (const update of [sync.documents('doc').update({}), map('k').update({}), list(0).update({})])
      await expect(update).rejects.toMatchObject({ status: 400, code: 54_010 });
  });

  // https://www.twilio.com/docs/api/errors/54101
  it.each(['', 'null'])('refuses a document whose new data are “%s”', async (data) => {
    const { sid } = await rest.client.sync.v1.services.create({});
    await rest.client.sync.v1.services(sid).documents.create({ uniqueName: 'doc' });
    const uri = `https://sync.twilio.com/v1/Services/${sid}/Documents/doc`;
    const refused = await rest.client.request({ method: 'post', uri, data: { Data: data } });
    expect(refused).toMatchObject({ statusCode: 400, body: { code: 54_101 } });
  });

  // https://www.twilio.com/docs/api/errors/54206 and /54156
  it('refuses items without data by their own codes', async () => {
    const { sid } = await rest.client.sync.v1.services.create({});
    const { syncMaps, syncLists } = rest.client.sync.v1.services(sid);
    const [map, list] = [await syncMaps.create({}), await syncLists.create({})];
    const codeFor = async (collection: string) => {
      const uri = `https://sync.twilio.com/v1/Services/${sid}/${collection}/Items`;
      const { body } = await rest.client.request({ method: 'post', uri, data: { Key: 'k' } });
      return (body as { code: number }).code;
    };
    expect(await codeFor(`Maps/${map.sid}`)).toBe(54_206);
    expect(await codeFor(`Lists/${list.sid}`)).toBe(54_156);
  });

  it('changes an expiry without a new revision', async () => {
    const sync = await service();
    await sync.syncMaps.create({ uniqueName: 'map' });
    const items = sync.syncMaps('map').syncMapItems;
    const { revision } = await items.create({ key: 'k', data: { n: 1 } });
    const updated = await items('k').update({ itemTtl: 60 });
    expect(updated).toMatchObject({ revision, data: { n: 1 } });
    expect(updated.dateExpires).toBeInstanceOf(Date);
  });
});
