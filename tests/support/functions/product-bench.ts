import { until } from '../../../harness/until.ts';
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import twilio from 'twilio';
import type RequestClient from 'twilio/lib/base/RequestClient.js';
import type { Account } from '../../../emulator/account.ts';
import { SystemClock, type Clock } from '../../../emulator/clock.ts';
import { loadBuildFromFolder } from '../../../emulator/functions/build.ts';
import { inProcessRest } from '../../../emulator/functions/twilio-client.ts';
import type { HttpResponse } from '../../../emulator/http.ts';
import type { Clip, Device, Offer } from '../../../emulator/switch/ports.ts';
import { createLocalTwilio } from '../../../emulator/twilio.ts';
import type { VirtualClock } from '../../../emulator/virtual-clock.ts';
import type { Agent } from '../../../src/core/model/agent.ts';
import type { Call, Phase } from '../../../src/core/model/call.ts';
import { identityOf, type Identified } from '../../../src/core/model/identity.ts';
import { fromStored, type StoredCall } from '../../../src/core/record/stored-call.ts';
import { buildFunctions, isOfPresentSource } from '../../../delivery/build.ts';
import { addAgent } from '../../../delivery/agent-accounts.ts';
import { configureApplication, configureNumber } from '../../../delivery/ensure.ts';
import { ensureSyncObjects } from '../../../delivery/sync-objects.ts';

export const NUMBER = '+15550001000';
export const CALLER = '+15559990000';
export const SESSION_SECRET = 'a-session-secret-for-tests-only-0123456789';
const API_KEY = { sid: `SK${'2'.repeat(32)}`, secret: 'an-api-key-secret-of-tests', friendlyName: 'page' };
const DIST = join(__dirname, '../../../dist');
const CLIP_MS = 300;
const FALLBACK = join(__dirname, '../../../src/assets/fallback.xml');
/** Hundreds of sign-ins need no hash that is dear to guess. */
const CHEAP = { N: 16, r: 1, p: 1 };

export type ProductBench = Awaited<ReturnType<typeof startProductBench>>;

/** Builds the product's Functions once for a test file, unless `dist/` has them; `remove` it afterwards. */
export async function buildProduct(): Promise<{ readonly folder: string; remove(): void }> {
  const folder = mkdtempSync(join(tmpdir(), 'built-'));
  const functions = join(folder, 'functions');
  if (await isOfPresentSource(DIST)) cpSync(join(DIST, 'functions'), functions, { recursive: true });
  else await buildFunctions(functions);
  cpSync(FALLBACK, join(folder, 'assets/fallback.xml'));
  return { folder, remove: () => rmSync(folder, { recursive: true, force: true }) };
}

/** The built product on a local Twilio without sockets; music and words are short. */
export async function startProductBench(
  folder: string,
  changes: Readonly<Record<string, string>> = {},
  clock: Clock = new SystemClock(),
) {
  const apiKeys = new Map([[API_KEY.sid, API_KEY]]);
  const account: Account = { accountSid: `AC${'1'.repeat(32)}`, authToken: 'token', apiKeys };
  const local = createLocalTwilio({
    clock,
    account,
    functionsRest: 'in-process',
    clips: () => ({ play: async (url) => clip('play', url), say: async (words) => clip('say', words) }),
    limits: { callsPerSecond: 100 },
  });
  const httpClient = inProcessRest(local.rest, clock)({}) as unknown as RequestClient;
  const client = twilio(account.accountSid, account.authToken, { httpClient });
  const service = await client.sync.v1.services.create({ aclEnabled: true });
  await ensureSyncObjects(client, service.sid);
  const application = await client.applications.create({ friendlyName: 'page' });
  const deployed = await loadBuildFromFolder(folder, {
    variables: {
      SYNC_SERVICE_SID: service.sid,
      API_KEY_SID: API_KEY.sid,
      API_KEY_SECRET: API_KEY.secret,
      TWIML_APP_SID: application.sid,
      SESSION_SECRET,
      ...changes,
    },
  });
  local.functions.deploy(deployed);
  await configureNumber(client, local.numbers.buy(NUMBER).sid, deployed.domainName);
  await configureApplication(client, application.sid, deployed.domainName);
  const documents = client.sync.v1.services(service.sid);
  return {
    /** Where the build is. */
    folder,
    local,
    client,
    service: service.sid,
    domain: deployed.domainName,
    application: application.sid,
    addAgent: (id: string, role: 'agent' | 'supervisor' = 'agent') =>
      addAgent(client, service.sid, { id, name: id, role, passcode: `${id}-secret` }, CHEAP),
    /** The call as stored; undefined when there is none. */
    call: async (id: string): Promise<Call | undefined> => {
      const found = await documents.documents(`call-${id}`).fetch().catch(ignoreMissing);
      return found && fromStored(found.data as StoredCall);
    },
    agent: async (id: string) => (await documents.syncMaps('agents').syncMapItems(id).fetch()).data as Agent,
    stop: () => {
      local.phoneSwitch.reset();
      local.sync.close();
    },
  };
}

function ignoreMissing(error: unknown): undefined {
  if ((error as { status?: number }).status !== 404) throw error;
}

function clip(kind: Clip['kind'], content: string): Clip {
  return { kind, content, durationMs: CLIP_MS };
}

/** The name by which Twilio knows the agent's pages now; the agent's id when there is no such account. */
export function identityNow({ local, service }: Pick<ProductBench, 'local' | 'service'>, id: string): string {
  const account = local.sync.object(service, 'map', 'accounts').items.get(id);
  return account ? identityOf(account.data as Identified) : id;
}

/**
 * A page or a phone that rings, answers when told to, and can hang up. `client:ana` is a page with a token that Ana could
 * get now.
 */
export class BenchPhone implements Device {
  readonly id: string;
  readonly address: string;
  offer: Offer | undefined;
  ended: string[] = [];

  constructor(
    private readonly bench: ProductBench,
    address: string,
  ) {
    const [, agent] = /^client:(\w+)$/.exec(address) ?? [];
    this.address = agent === undefined ? address : `client:${identityNow(bench, agent)}`;
    this.id = `device-${this.address}`;
    bench.local.devices.add(this);
  }

  ring(offer: Offer): void {
    this.offer = offer;
  }

  stopRinging(): void {
    this.offer = undefined;
  }

  hangUp(callSid: string): void {
    this.ended.push(callSid);
  }

  dial(): string {
    return this.bench.local.phoneSwitch.dial(this, NUMBER).sid;
  }

  leave(callSid: string): void {
    this.bench.local.phoneSwitch.hangUp(callSid);
  }
}

/** The key of the browser in which test pages are open unless they say otherwise. */
export const BROWSER = 'a-browser-key-of-tests-0123456789';

/** A page's way to the service: keeps the session cookie, and the browser's key. */
export class TestPage {
  cookie = '';

  constructor(
    private readonly bench: ProductBench,
    private readonly browser = BROWSER,
  ) {}

  post(
    path: string,
    body: object | string,
    headers: Record<string, string> = {},
    method = 'POST',
  ): Promise<HttpResponse> {
    const text =
      typeof body === 'string' ? body : JSON.stringify({ json: true, browser: this.browser, ...body });
    const length = String(Buffer.byteLength(text));
    const about = { 'content-type': 'application/json', 'content-length': length };
    const [bare = '', query] = path.split('?');
    return this.#send(method, bare, new URLSearchParams(query), text, { ...about, ...headers });
  }

  get(
    path: string,
    query: Readonly<Record<string, string>>,
    headers: Record<string, string> = {},
  ): Promise<HttpResponse> {
    return this.#send('GET', path, new URLSearchParams(query), '', headers);
  }

  async #send(
    method: string,
    path: string,
    query: URLSearchParams,
    body: string,
    headers: Record<string, string>,
  ): Promise<HttpResponse> {
    const cookie: Record<string, string> = this.cookie ? { cookie: this.cookie } : {};
    const response = await this.bench.local.functions.handle({
      method,
      host: this.bench.domain,
      path,
      query,
      rawQuery: query.toString(),
      headers: { 'sec-fetch-site': 'same-origin', ...cookie, ...headers },
      body: Buffer.from(body),
    });
    const [set] = [response.headers['set-cookie'] ?? []].flat();
    if (set) this.cookie = set.split(';')[0] ?? '';
    return response;
  }

  async ask<T>(path: string, body: object = {}): Promise<T> {
    const response = await this.post(path, body);
    if (response.status !== 200) throw new Error(`${path}: ${response.status} ${String(response.body)}`);
    return JSON.parse(String(response.body)) as T;
  }

  signIn(agent: string): Promise<unknown> {
    return this.ask('/api/session/start', { agent, passcode: `${agent}-secret` });
  }
}

/** An agent who is signed in at a page, has a phone and is available. The account must be there. */
export async function onDuty(
  bench: ProductBench,
  id: string,
): Promise<{ readonly page: TestPage; readonly phone: BenchPhone }> {
  const page = new TestPage(bench);
  await page.signIn(id);
  await page.ask('/api/presence/set', { presence: 'available' });
  return { page, phone: new BenchPhone(bench, `client:${id}`) };
}

/** Waits until the call as stored is in the phase. */
export function phaseIs(bench: ProductBench, call: string, phase: Phase): Promise<unknown> {
  return until(`the call is ${phase}`, async () => (await bench.call(call))?.phase === phase);
}

/** A caller dials, and the phone of an agent on duty answers as soon as it rings. @returns the call */
export async function answersAtOnce(bench: ProductBench, phone: BenchPhone): Promise<string> {
  const call = new BenchPhone(bench, CALLER).dial();
  (await until('the agent rings', () => phone.offer)).answer();
  await phaseIs(bench, call, 'talking');
  return call;
}

/** A caller dials, and the phone of an agent on duty, which is rung, answers. Time passes until they talk. */
export async function answersCaller(bench: ProductBench, clock: VirtualClock, phone: BenchPhone) {
  const caller = new BenchPhone(bench, CALLER);
  const call = caller.dial();
  while (!phone.offer) await clock.advance(100);
  const leg = phone.offer.callSid;
  phone.offer.answer();
  await talks(bench, clock, call);
  return { caller, call, leg };
}

/** Lets time pass until the customer talks with an agent. */
export async function talks(bench: ProductBench, clock: VirtualClock, call: string): Promise<void> {
  while ((await bench.call(call))?.phase !== 'talking') await clock.advance(100);
}
