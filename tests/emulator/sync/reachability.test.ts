import { Reachability } from '../../../emulator/sync/reachability.ts';
import { SyncStore } from '../../../emulator/sync/store.ts';
import { WebhookSender } from '../../../emulator/webhooks.ts';
import { site, telephoneExchange } from '../../support/emulator/switch-bench.ts';

function setUp(settings: object = {}) {
  const { clock, log, account } = telephoneExchange();
  const told: string[] = [];
  const webhooks = new WebhookSender({
    clock,
    log,
    account,
    http: async (_url, { body, headers }) => {
      const { EventType, Identity } = Object.fromEntries(new URLSearchParams(body));
      if (headers['x-twilio-signature']) told.push(`${EventType} ${Identity}`);
      return { status: 200, headers: {}, body: '' };
    },
  });
  const service = new SyncStore({ clock }).createService({
    webhookUrl: `${site}/reachable`,
    reachabilityWebhooksEnabled: true,
    reachabilityDebouncingEnabled: true,
    reachabilityDebouncingWindow: 5000,
    ...settings,
  });
  const reachability = new Reachability({ clock, account, webhooks });
  const socket = (connected: boolean) => reachability.endpoint(service, 'ana', connected);
  return { clock, told, socket };
}

test('tells by signed webhooks that an identity came and went, once that has lasted', async () => {
  const { clock, told, socket } = setUp();
  socket(true);
  await clock.advance(4900);
  expect(told).toEqual([]);
  await clock.advance(200);
  expect(told).toEqual(['endpoint_connected ana']);
  socket(false);
  await clock.advance(5000);
  expect(told).toEqual(['endpoint_connected ana', 'endpoint_disconnected ana']);
});

test('says nothing of a reload, nor of one of two pages that closes', async () => {
  const { clock, told, socket } = setUp();
  for (const connected of [true, true]) socket(connected);
  await clock.advance(5000);
  socket(false);
  await clock.advance(5000);
  socket(false);
  await clock.advance(1000);
  socket(true);
  await clock.advance(5000);
  expect(told).toEqual(['endpoint_connected ana']);
});

test('tells at once without debouncing, and nothing where it is switched off', async () => {
  const prompt = setUp({ reachabilityDebouncingEnabled: false });
  prompt.socket(true);
  await prompt.clock.advance(0);
  expect(prompt.told).toEqual(['endpoint_connected ana']);
  const silent = setUp({ reachabilityWebhooksEnabled: false });
  silent.socket(true);
  await silent.clock.advance(10_000);
  expect(silent.told).toEqual([]);
});
