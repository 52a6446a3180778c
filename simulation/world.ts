import { scryptSync } from 'node:crypto';
import twilio from 'twilio';
import type RequestClient from 'twilio/lib/base/RequestClient.js';
import type { Account } from '../emulator/account.ts';
import type { BeliefSettings } from '../emulator/beliefs.ts';
import { UNTRACKED } from '../emulator/functions/ports.ts';
import { inProcessRest } from '../emulator/functions/twilio-client.ts';
import { seededIds } from '../emulator/ids.ts';
import type { Clip, Recorder } from '../emulator/switch/ports.ts';
import { createLocalTwilio, type LocalTwilio } from '../emulator/twilio.ts';
import { VirtualClock } from '../emulator/virtual-clock.ts';
import { fromStored, type StoredCall } from '../src/core/record/stored-call.ts';
import type { Agent } from '../src/core/model/agent.ts';
import type { Call } from '../src/core/model/call.ts';
import { configureApplication, configureNumber } from '../delivery/ensure.ts';
import { ensureSyncObjects } from '../delivery/sync-objects.ts';
import { Random } from './random.ts';
import { functionGlobals } from './function-globals.ts';
import type { WarmFunctions } from './warm-functions.ts';

export const NUMBER = '+15550001000';
const MESSAGE_MS = 8000;
/** Half of the product's, so that a short call has some passes of it. */
const MUSIC_SECONDS = 12;

/** The product on its own local Twilio, on a virtual clock. People and checks share it. */
export interface World {
  readonly clock: VirtualClock;
  readonly local: LocalTwilio;
  readonly domain: string;
  readonly application: string;
  /** The Sync service. */
  readonly service: string;
  /** Calls that an agent ended. */
  readonly endAsked: Set<string>;
  /** Calls whose customer an agent asked to put on hold. */
  readonly holdAsked: Set<string>;
  /** Calls whose customer left a message. */
  readonly recorded: Set<string>;
  /** The phone call of each leg that rang, by the customer's call and the leg's name. */
  readonly rung: Map<string, string>;
  /** The call as stored, or undefined. */
  document(call: string): Call | undefined;
  agents(): readonly Agent[];
  entries<T>(kind: 'map' | 'list', name: string): readonly T[];
}

export interface WorldOptions {
  readonly seed: string;
  readonly warm: WarmFunctions;
  readonly people: readonly string[];
  /** Variables of the service that replace the usual ones. */
  readonly variables?: Readonly<Record<string, string>>;
  /** Twilio's behaviour where it documents nothing. */
  readonly beliefs: BeliefSettings;
  /** The length of the music, in seconds; half of the product's when absent. */
  readonly musicSeconds?: number | undefined;
  /** How long each run of a Function takes, in milliseconds; no time when absent. */
  readonly functionMs?: number | undefined;
  /** Runs after every step, when all that the step started waits for the clock. */
  readonly afterStep: () => void;
}

/** Short times, so that a call's whole life fits into a few minutes of virtual time. */
const SETTINGS = {
  RING_SECONDS: '15',
  LONGEST_WAIT_SECONDS: '180',
  WRAP_UP_SECONDS: '15',
  RECALL_SECONDS: '20',
};

const SECRETS = {
  API_KEY_SID: `SK${'2'.repeat(32)}`,
  API_KEY_SECRET: 'an-api-key-secret-of-simulations',
  SESSION_SECRET: 'a-session-secret-for-simulations-only-012345',
};

/** Makes a world in which nothing has happened yet. */
export async function createWorld(options: WorldOptions): Promise<World> {
  const { seed, warm, beliefs, afterStep, functionMs, musicSeconds = MUSIC_SECONDS } = options;
  const account: Account = { accountSid: `AC${'1'.repeat(32)}`, authToken: 'token', apiKeys: new Map() };
  const clock = new VirtualClock(undefined, async () => {
    await new Promise((resolve) => void setImmediate(resolve));
    afterStep();
  });
  const recorded = new Set<string>();
  const local = createLocalTwilio({
    clock,
    account,
    beliefs,
    seed,
    ids: seededIds(seed),
    random: new Random(seed, 'faults').next,
    ...(functionMs !== undefined && { functionMs }),
    clips: () => ({
      play: async (url) => played(url, musicSeconds),
      say: async (words) => clip('say', words, 3000),
    }),
    recorder: recorderOn(clock, recorded),
    limits: { callsPerSecond: 10 },
    functionsRest: 'in-process',
    runningInvocations: UNTRACKED,
    functionGlobals: functionGlobals(new Random(seed, 'functions'), warm),
  });
  const provided = await provision(local, options, account, clock);
  return { ...install(local, provided, options), clock, recorded };
}

/** The parts of the account besides the Functions. */
interface Provided {
  /** The Sync service. */
  readonly service: string;
  readonly application: string;
}

/** Deploys the Functions and gives access to the stored state. */
function install(
  local: LocalTwilio,
  { service, application }: Provided,
  { warm, variables }: WorldOptions,
): Omit<World, 'clock' | 'recorded'> {
  const domain = warm.build.domainName;
  const own = { SYNC_SERVICE_SID: service, TWIML_APP_SID: application, ...SECRETS };
  local.functions.deploy({ ...warm.build, variables: { ...own, ...SETTINGS, ...variables } });
  const entries = <T>(kind: 'map' | 'list', name: string): readonly T[] =>
    [...(local.sync.find(service, kind, name)?.items.values() ?? [])].map(({ data }) => data as T);
  return {
    local,
    service,
    application,
    domain,
    entries,
    endAsked: new Set(),
    holdAsked: new Set(),
    rung: new Map(),
    document: (call) => {
      const data = local.sync.find(service, 'document', `call-${call}`)?.data;
      return data === undefined ? undefined : fromStored(data as StoredCall);
    },
    agents: () => entries<Agent>('map', 'agents'),
  };
}

/** Gives number and application their production addresses, as setup does. */
async function provision(
  local: LocalTwilio,
  { warm, people }: WorldOptions,
  account: Account,
  clock: VirtualClock,
): Promise<Provided> {
  const httpClient = inProcessRest(local.rest, clock)({}) as unknown as RequestClient;
  const client = twilio(account.accountSid, account.authToken, { httpClient });
  const { sid: service } = await client.sync.v1.services.create({ aclEnabled: true });
  await ensureSyncObjects(client, service);
  for (const id of people) {
    addPerson(local, service, id);
    forgetRates(local);
  }
  const { sid: application } = local.applications.create({ friendlyName: 'page' });
  await configureApplication(client, application, warm.build.domainName);
  await configureNumber(client, local.numbers.buy(NUMBER).sid, warm.build.domainName);
  forgetRates(local);
  return { service, application };
}

/** In production all this takes more than a moment. */
function forgetRates({ sync }: LocalTwilio): void {
  sync.writes.clear();
  sync.reads.clear();
}

/** Nobody signs out for good in the simulation. */
export const EPOCH = '0123456789abcdef';

export const passcodeOf = (id: string): string => `${id}-passcode`;

/** The cheapest hash, because nobody guesses here. */
function addPerson(local: LocalTwilio, service: string, id: string): void {
  const salt = Buffer.from(id);
  const key = scryptSync(passcodeOf(id), salt, 32, { N: 2, r: 1, p: 1 });
  const hash = ['scrypt', 2, 1, 1, salt.toString('base64'), key.toString('base64')].join('$');
  const who = { id, name: id, role: 'agent' };
  const account = { ...who, hash, disabled: false, epoch: EPOCH, wrongTries: 0, lockedUntil: 0 };
  local.sync.addItem(local.sync.object(service, 'map', 'accounts'), id, account);
  const presence = { ...who, presence: 'offline', since: 0, idleSince: 0, seenAt: 0 };
  local.sync.addItem(local.sync.object(service, 'map', 'agents'), id, presence);
}

/** The shorter music is a quarter as long. */
function played(url: string, musicSeconds: number): Clip {
  return clip('play', url, musicSeconds * (url.includes('music-short') ? 250 : 1000));
}

function clip(kind: Clip['kind'], content: string, durationMs: number): Clip {
  return { kind, content, durationMs };
}

/** Callers speak for a while, then are silent. */
function recorderOn(clock: VirtualClock, recorded: Set<string>): Recorder {
  return {
    record: (voices, silence) => {
      const startedAt = clock.now();
      const cancel = clock.after(MESSAGE_MS, () => silence?.heard(true));
      return async () => {
        cancel();
        for (const callSid of voices()) recorded.add(callSid);
        return { durationMs: clock.now() - startedAt };
      };
    },
  };
}
