import type { Account } from './account.ts';
import type { Clock } from './clock.ts';
import { EventLog } from './event-log.ts';
import { Faults } from './faults.ts';
import { FunctionsHost, type FunctionsHostDeps } from './functions/functions-host.ts';
import { inProcessRest } from './functions/twilio-client.ts';
import type { HttpClient, HttpHandler } from './http.ts';
import type { IdSource } from './ids.ts';
import { createApi } from './rest/api/api.ts';
import { ApplicationTable } from './rest/api/applications.ts';
import { NumberTable } from './rest/api/incoming-phone-numbers.ts';
import { createRest } from './rest/rest.ts';
import { SidSource } from './rest/sids.ts';
import { outgoingHttp } from './server.ts';
import { createServerlessApi } from './serverless/serverless-api.ts';
import { DeviceRegistry } from './signalling/device-registry.ts';
import type { SwitchLimits } from './switch/dependencies.ts';
import type { ClipSource, Recorder } from './switch/ports.ts';
import { Switch } from './switch/switch.ts';
import { createSyncApi } from './sync/api.ts';
import { SyncStore } from './sync/store.ts';
import { WebhookSender } from './webhooks.ts';

/** What a local Twilio is made of. Everything that is not given is real: random, the network. */
export interface LocalTwilioOptions {
  readonly clock: Clock;
  readonly account: Account;
  /** For faults with a probability. */
  readonly random?: () => number;
  /** One seed gives the same SIDs in the same order. */
  readonly seed?: string;
  readonly ids?: IdSource;
  /** Makes the sound of Play and Say; given the way to fetch URLs. */
  readonly clips: (http: HttpClient, log: EventLog) => ClipSource;
  readonly recorder?: Recorder;
  readonly limits?: SwitchLimits;
  /** Answer 429 beyond Sync's write limits. */
  readonly enforceSyncLimits?: boolean;
  /** How Functions reach REST: `in-process` without sockets, or `network` by the redirect. */
  readonly functionsRest: 'in-process' | 'network';
  readonly functionGlobals?: FunctionsHostDeps['globals'];
}

export type LocalTwilio = ReturnType<typeof createLocalTwilio>;

/** Puts a local Twilio together without opening a socket: what simulations, tests and the command share. */
export function createLocalTwilio(options: LocalTwilioOptions) {
  const { clock, account } = options;
  const sids = new SidSource(options.seed);
  const log = new EventLog(clock);
  const faults = new Faults(options.random);
  const base = { clock, account, log, faults };
  const sync = new SyncStore({ clock, sids, enforceLimits: options.enforceSyncLimits ?? false });
  const [numbers, applications] = [new NumberTable({ clock, sids }), new ApplicationTable({ clock, sids })];
  const devices = new DeviceRegistry();
  const inProcess = inProcessRest((request) => rest(request), clock);
  const functions = new FunctionsHost({
    ...base,
    ...(options.functionsRest === 'in-process' && { rest: inProcess }),
    ...(options.functionGlobals && { globals: options.functionGlobals }),
  });
  const http = outgoingHttp(functions);
  const clips = options.clips(http, log);
  const exchange = new Switch({
    ...base,
    webhooks: new WebhookSender({ ...base, http }),
    devices,
    numbers,
    applications,
    clips,
    ...(options.recorder && { recorder: options.recorder }),
    ...(options.limits && { limits: options.limits }),
    ...(options.ids && { ids: options.ids }),
  });
  const serverless = createServerlessApi({
    clock,
    sids,
    accountSid: account.accountSid,
    target: functions,
    logs: () => functions.logs(),
  });
  const rest: HttpHandler = createRest({
    ...base,
    hosts: {
      'api.twilio.com': createApi({ account, clock, sids, numbers, applications, exchange }),
      'sync.twilio.com': createSyncApi(sync, account.accountSid),
      'serverless.twilio.com': serverless.handle,
      'serverless-upload.twilio.com': serverless.handle,
    },
  });
  return {
    ...base,
    sids,
    sync,
    numbers,
    applications,
    devices,
    functions,
    http,
    clips,
    exchange,
    serverless,
    rest,
  };
}
