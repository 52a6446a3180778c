import type { Server } from 'node:http';
import type { Twilio } from 'twilio';
import type { Account } from '../../../emulator/account.ts';
import { Beliefs } from '../../../emulator/beliefs.ts';
import { SystemClock } from '../../../emulator/clock.ts';
import { EventLog } from '../../../emulator/event-log.ts';
import { Faults } from '../../../emulator/faults.ts';
import { createApi } from '../../../emulator/rest/api/api.ts';
import { ApplicationTable } from '../../../emulator/rest/api/application-table.ts';
import { NumberTable } from '../../../emulator/rest/api/number-table.ts';
import { createRest } from '../../../emulator/rest/rest.ts';
import { SidSource } from '../../../emulator/sids.ts';
import { createSyncApi } from '../../../emulator/sync/api.ts';
import { SyncStore } from '../../../emulator/sync/store.ts';
import type { ClipSource } from '../../../emulator/switch/ports.ts';
import { Switch } from '../../../emulator/switch/switch.ts';
import { clientTo, serve } from './loopback.ts';

export interface TwilioRest {
  readonly account: Account;
  readonly key: { sid: string; secret: string; friendlyName: string };
  readonly log: EventLog;
  readonly faults: Faults;
  readonly beliefs: Beliefs;
  readonly store: SyncStore;
  readonly client: Twilio;
  readonly port: number;
  readonly server: Server;
  close(): void;
}

const NO_CLIPS: ClipSource = {
  play: (content) => Promise.resolve({ kind: 'play', content, durationMs: 1000 }),
  say: (content) => Promise.resolve({ kind: 'say', content, durationMs: 1000 }),
};

/** The emulator's REST APIs, and the helper library talking to them. */
export async function startTwilioRest(): Promise<TwilioRest> {
  const key = {
    sid: `SK${'1'.repeat(32)}`,
    secret: 'a-secret-of-at-least-32-characters',
    friendlyName: 'test',
  };
  const account = {
    accountSid: `AC${'0'.repeat(32)}`,
    authToken: 'f'.repeat(32),
    apiKeys: new Map([[key.sid, key]]),
  };
  const clock = new SystemClock();
  const log = new EventLog(clock);
  const faults = new Faults();
  const sids = new SidSource('test');
  const beliefs = new Beliefs();
  const store = new SyncStore({ clock, sids, beliefs });
  const numbers = new NumberTable({ clock, sids });
  const applications = new ApplicationTable({ clock, sids });
  const webhooks = {} as never;
  const phoneSwitch = new Switch({
    clock,
    log,
    account,
    beliefs,
    webhooks,
    numbers,
    applications,
    devices: { find: () => [] },
    clips: NO_CLIPS,
  });
  const api = createApi({ account, clock, sids, numbers, applications, phoneSwitch, webhooks });
  const hosts = { 'api.twilio.com': api, 'sync.twilio.com': createSyncApi(store, account.accountSid) };
  const { server, port } = await serve(createRest({ account, clock, log, faults, hosts }));
  const close = () => {
    store.close();
    server.closeAllConnections();
    server.close();
  };
  return { account, key, log, faults, beliefs, store, client: clientTo(port, account), port, server, close };
}
