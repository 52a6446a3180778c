import type { Account } from './account.ts';
import { Beliefs, type BeliefSettings } from './beliefs.ts';
import type { Clock } from './clock.ts';
import { EventLog } from './event-log.ts';
import { Faults } from './faults.ts';
import { FunctionsHost } from './functions/functions-host.ts';
import type { FunctionsHostDeps } from './functions/ports.ts';
import { inProcessRest } from './functions/twilio-client.ts';
import type { HttpClient, HttpHandler } from './http.ts';
import type { IdSource } from './ids.ts';
import { OwnNumbers } from './phones/own-numbers.ts';
import type { PhoneMedia } from './phones/ports.ts';
import { SwitchLine } from './phones/switch-line.ts';
import { createApi } from './rest/api/api.ts';
import { ApplicationTable } from './rest/api/application-table.ts';
import { NumberTable } from './rest/api/number-table.ts';
import { createIamApi } from './rest/iam/keys.ts';
import { createRegulationsApi } from './rest/numbers/regulations.ts';
import { createPricingApi } from './rest/pricing/phone-numbers.ts';
import { createRest } from './rest/rest.ts';
import { SidSource } from './sids.ts';
import { createTrustHubApi } from './rest/trusthub/customer-profiles.ts';
import { createVoiceApi } from './rest/voice/dialing-permissions.ts';
import { outgoingHttp } from './server.ts';
import { withoutSecrets } from './secrets.ts';
import { createServerlessApi } from './serverless/serverless-api.ts';
import { DeviceRegistry } from './signalling/device-registry.ts';
import type { SwitchLimits } from './switch/dependencies.ts';
import type { ClipSource, Recorder } from './switch/ports.ts';
import { Switch } from './switch/switch.ts';
import { createSyncApi } from './sync/api.ts';
import { SyncStore } from './sync/store.ts';
import { WebhookSender } from './webhooks.ts';

/** The parts of a local Twilio. A part that is not given is real: random numbers, the network. */
export interface LocalTwilioOptions {
  readonly clock: Clock;
  readonly account: Account;
  /** Its behaviour where Twilio documents nothing. */
  readonly beliefs?: BeliefSettings;
  /** For faults with a probability. */
  readonly random?: () => number;
  /** One seed gives the same SIDs in the same order. */
  readonly seed?: string;
  readonly ids?: IdSource;
  /** Makes the sound of Play and Say. It gets a function that fetches URLs. */
  readonly clips: (http: HttpClient, log: EventLog) => ClipSource;
  readonly recorder?: Recorder;
  /** Carries the sound of calls to the account's own numbers. */
  readonly media?: PhoneMedia;
  readonly limits?: SwitchLimits;
  /** How many Functions may run at once; as on Twilio when absent. */
  readonly concurrentFunctions?: number;
  /** How long each run of a Function takes at least, in milliseconds. */
  readonly functionMs?: number;
  /** Where Functions find their packages; the working directory when absent. */
  readonly packages?: string;
  /** How Functions reach REST: `in-process` without sockets, or `network` by the redirect. */
  readonly functionsRest: 'in-process' | 'network';
  readonly functionGlobals?: FunctionsHostDeps['globals'];
  readonly runningInvocations?: FunctionsHostDeps['running'];
}

export type LocalTwilio = ReturnType<typeof createLocalTwilio>;

/** Puts a local Twilio together without a socket, for simulations, tests and the command. */
export function createLocalTwilio(options: LocalTwilioOptions) {
  const state = createState(options);
  const { clock, account, sids, functions, numbers, applications, sync, webhooks } = state;
  const phoneSwitch = createSwitch(options, state);
  const target = functions;
  const logs = () => functions.logs();
  const serverless = createServerlessApi({ clock, sids, accountSid: account.accountSid, target, logs });
  const hosts = {
    'api.twilio.com': createApi({ account, clock, sids, numbers, applications, phoneSwitch, webhooks }),
    'sync.twilio.com': createSyncApi(sync, account.accountSid),
    'iam.twilio.com': createIamApi(account),
    'numbers.twilio.com': createRegulationsApi(),
    'pricing.twilio.com': createPricingApi(),
    'trusthub.twilio.com': createTrustHubApi(account),
    'voice.twilio.com': createVoiceApi(),
    'serverless.twilio.com': serverless.handle,
    'serverless-upload.twilio.com': serverless.handle,
  };
  const rest = createRest({ ...state, hosts });
  state.door.open(rest);
  return { ...state, phoneSwitch, serverless, hosts, rest };
}

function createState(options: LocalTwilioOptions) {
  const { clock, account } = options;
  const sids = new SidSource(options.seed);
  const beliefs = new Beliefs(options.beliefs);
  const log = new EventLog(clock, (text) => withoutSecrets(account, text));
  const base = { clock, account, beliefs, log, faults: new Faults(options.random) };
  const door = new LateBoundHandler();
  const functions = new FunctionsHost({
    ...base,
    ...(options.functionsRest === 'in-process' && { rest: inProcessRest(door.handle, clock) }),
    ...(options.concurrentFunctions !== undefined && { concurrency: options.concurrentFunctions }),
    ...(options.functionMs !== undefined && { leastMs: options.functionMs }),
    ...(options.packages !== undefined && { projectFolder: options.packages }),
    ...(options.functionGlobals && { globals: options.functionGlobals }),
    ...(options.runningInvocations && { running: options.runningInvocations }),
  });
  const http = outgoingHttp(functions);
  return {
    ...base,
    sids,
    door,
    functions,
    http,
    webhooks: new WebhookSender({ ...base, http }),
    clips: options.clips(http, base.log),
    sync: new SyncStore({ ...base, sids }),
    numbers: new NumberTable({ clock, sids }),
    applications: new ApplicationTable({ clock, sids }),
    devices: new DeviceRegistry(),
  };
}

function createSwitch(options: LocalTwilioOptions, state: ReturnType<typeof createState>): Switch {
  const { devices, numbers } = state;
  const line = (): SwitchLine => new SwitchLine(phoneSwitch);
  const isOwn = (e164: string): boolean => numbers.find(e164) !== undefined;
  const phoneSwitch: Switch = new Switch({
    ...state,
    devices: new OwnNumbers({ devices, isOwn, line, ...(options.media && { media: options.media }) }),
    ...(options.recorder && { recorder: options.recorder }),
    ...(options.limits && { limits: options.limits }),
    ...(options.ids && { ids: options.ids }),
  });
  return phoneSwitch;
}

/** Functions are made before the REST API that they call. This handler stands between them. */
class LateBoundHandler {
  #rest: HttpHandler | undefined;

  open(rest: HttpHandler): void {
    this.#rest = rest;
  }

  readonly handle: HttpHandler = async (request) => {
    if (!this.#rest) throw new Error('The REST API is not open yet.');
    return this.#rest(request);
  };
}
