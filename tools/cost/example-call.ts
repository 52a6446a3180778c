import { SimulatedCaller } from '../../simulation/caller.ts';
import { Random } from '../../simulation/random.ts';
import { Page } from '../../simulation/page.ts';
import { loadWarmFunctions } from '../../simulation/warm-functions.ts';
import { createWorld, passcodeOf, type World } from '../../simulation/world.ts';

const BEAT_MS = 20_000;
const SECOND = 1000;

/** The usage of a call, counted where Twilio counts it. */
export interface Usage {
  /** Invocations by the Function's path. */
  readonly functions: Readonly<Record<string, number>>;
  readonly syncWrites: number;
  readonly syncReads: number;
  /** Calls and conferences: requests to Twilio's voice REST API. */
  readonly voiceRequests: number;
  /** Begun minutes of each leg, by what it costs. */
  readonly minutes: { readonly caller: number; readonly browsers: number; readonly participants: number };
}

/**
 * Plays one call of five minutes on a virtual clock. After greeting and music Ana answers at ten seconds. She consults
 * Ben after three minutes and completes after four. The heartbeats of both pages and both wrap-ups count too; sign-ins
 * do not.
 * @param folder of built Functions
 */
export async function playExampleCall(folder: string): Promise<Usage> {
  const warm = await loadWarmFunctions(folder);
  const world = await createWorld({
    seed: 'example',
    warm,
    people: ['ana', 'ben'],
    beliefs: {},
    afterStep: () => undefined,
  });
  const [ana, ben] = [await arrive(world, 'ana'), await arrive(world, 'ben')];
  const counter = countFrom(world);
  const startedAt = world.clock.now();
  const at = async (second: number): Promise<void> =>
    await world.clock.advance(startedAt + second * SECOND - world.clock.now());

  const caller = new SimulatedCaller(world, new Random('example'), 1);
  caller.dial(3600 * SECOND);
  const call = caller.call ?? '';
  await at(10);
  succeed(ana.answer(), 'Ana answers');
  await at(180);
  const target = { kind: 'agent', agent: 'ben' };
  await ask(world, ana, 'transfer/start', { call, kind: 'consult', target, key: ana.key() });
  await at(190);
  succeed(ben.answer(), 'Ben answers');
  await at(240);
  await ask(world, ana, 'transfer/complete', { call, key: ana.key() });
  await at(250);
  await ask(world, ana, 'wrap-up/save', { call, disposition: 'resolved' });
  await at(300);
  caller.leave();
  await at(310);
  await ask(world, ben, 'wrap-up/save', { call, disposition: 'resolved' });
  await at(330);
  succeed(world.document(call)?.phase === 'ended', 'the call ends');
  return counter();
}

async function arrive(world: World, id: string): Promise<Page> {
  const ignore = () => undefined;
  const page = new Page(
    world,
    id,
    1,
    { cookie: '' },
    { rang: ignore, rangWhileBusy: ignore, lineClosed: ignore },
  );
  await ask(world, page, 'session/start', { agent: id, passcode: passcodeOf(id) });
  await ask(world, page, 'presence/set', { presence: 'available' });
  page.register();
  const beat = (): void => {
    void page.beat();
    world.clock.after(BEAT_MS, beat);
  };
  beat();
  return page;
}

/** Asks the service, and lets pass the time that the answer takes. */
async function ask(world: World, page: Page, path: string, body: object): Promise<void> {
  const answer = page.ask(path, body);
  await world.clock.advance(SECOND / 10);
  const { status, body: said } = await answer;
  if (status !== 200) throw new Error(`${path} was answered ${status}: ${JSON.stringify(said)}`);
}

function succeed(isSo: boolean, what: string): void {
  if (!isSo) throw new Error(`The example went wrong where ${what}.`);
}

/** Counts from now on. @returns what gives the sum */
function countFrom(world: World): () => Usage {
  const before = world.local.functions.counts();
  const counted = { syncWrites: 0, syncReads: 0, voiceRequests: 0 };
  world.local.log.subscribe(({ kind, method, url = '' }) => {
    if (kind !== 'rest') return;
    const isSync = url.startsWith('https://sync.twilio.com/');
    counted[isSync ? (method === 'GET' ? 'syncReads' : 'syncWrites') : 'voiceRequests'] += 1;
  });
  return () => {
    const counts = Object.entries(world.local.functions.counts());
    const ran = counts.map(([path, count]) => [path, count - (before[path] ?? 0)] as const);
    const functions = Object.fromEntries(ran.filter(([, count]) => count > 0));
    return { ...counted, functions, minutes: minutesOf(world) };
  };
}

function minutesOf(world: World): Usage['minutes'] {
  const legs = world.local.phoneSwitch
    .listCalls()
    .map(({ direction, startedAt = 0, endedAt = startedAt }) => ({
      isCaller: direction === 'inbound',
      minutes: Math.ceil((endedAt - startedAt) / 60_000),
    }));
  const sum = (some: typeof legs): number => some.reduce((total, { minutes }) => total + minutes, 0);
  const caller = sum(legs.filter(({ isCaller }) => isCaller));
  return { caller, browsers: sum(legs) - caller, participants: sum(legs) };
}
