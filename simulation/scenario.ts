import { createHash } from 'node:crypto';
import type { BeliefSettings } from '../emulator/beliefs.ts';
import { drawBeliefs } from './beliefs.ts';
import { DIRECTORY } from './directory.ts';
import { SimulatedCaller } from './caller.ts';
import { Random } from './random.ts';
import { Checks } from './checks.ts';
import { FAULT_KINDS, type FaultKind, unleash } from './faults.ts';
import { Counter, type Figures } from './figures.ts';
import { OutsidePhone } from './outside-phone.ts';
import { Person } from './person.ts';
import { boundsWith } from './invariant-bounds.ts';
import { tellAgain } from './told-again.ts';
import type { WarmFunctions } from './warm-functions.ts';
import type { Breach } from './grace-periods.ts';
import { createWorld, type World } from './world.ts';

/** One world from the first caller to the last. The same description gives the same run, to the byte. */
export interface ScenarioOptions {
  readonly seed: number;
  readonly index: number;
  readonly calls: number;
  readonly people: number;
  readonly faults: readonly FaultKind[];
  /** Twilio's behaviour where it documents nothing. An absent belief has its first setting. */
  readonly beliefs: BeliefSettings;
  /** The seconds until the first customer may call. */
  readonly opensAfterSeconds: number;
  /** Seconds between two callers, on average. */
  readonly callEverySeconds: number;
  /** The average time of a caller, in seconds. */
  readonly usualSeconds: number;
  /** The least and most seconds between two clicks of an agent on the line. */
  readonly thinkSeconds: readonly [number, number];
  /** The longest wait before a caller is asked for a message, in seconds. */
  readonly longestWaitSeconds: number;
  /** When the opening hours end, in minutes of the scenario; never when absent. */
  readonly closesAfterMinutes?: number;
  /** The length of the music, in seconds; half of the product's when absent. */
  readonly musicSeconds?: number;
  /** How long each run of a Function takes, in milliseconds; no time when absent. */
  readonly functionMs?: number;
  /** Only these callers call; all when absent. */
  readonly only?: readonly number[];
}

export interface ScenarioResult {
  readonly options: ScenarioOptions;
  readonly figures: Figures;
  /** A hash of everything that went over the wire. */
  readonly digest: string;
  readonly failure?: ScenarioFailure;
}

export interface ScenarioFailure extends Breach {
  readonly step: number;
  readonly timeline: readonly string[];
  readonly wire: readonly string[];
}

const USUAL_SECONDS = 45;
const REAL_SECONDS = 300;
/** As long as the product's. */
const REAL_MUSIC_SECONDS = 24;
const NAMES = 'ana ben chika dev eli fay gus hana ivo jun kai lea max noa'.split(' ');
/** No call lives longer than this after the last one has come. */
const TAIL_MS = 30 * 60_000;
const AFTER_LAST_MS = 90_000;
/** The time between two agents who come to work. */
const ARRIVES_EVERY_MS = 700;
const PAGE_CHARACTERS = 65_536;

/** Describes the scenario of an index. The seed draws faults, people, pace and hours. */
export function describeScenario(
  seed: number,
  index: number,
  given: Partial<ScenarioOptions> = {},
): ScenarioOptions {
  const random = new Random(seed, index, 'scenario');
  const people = random.whole(3, 8);
  const faults = drawFaults(random);
  const isRush = random.happens(0.2);
  const usual = {
    calls: 40,
    people,
    faults,
    beliefs: drawBeliefs(new Random(seed, index, 'beliefs')),
    opensAfterSeconds: 5,
    callEverySeconds: Math.round(USUAL_SECONDS / people / (isRush ? 3 : 1)),
    usualSeconds: USUAL_SECONDS,
    thinkSeconds: [1.5, 9] as const,
    longestWaitSeconds: isRush ? 30 : 180,
  };
  const hours = random.happens(0.1) &&
    !given.longestWaitSeconds && { closesAfterMinutes: random.whole(1, 8) };
  return { seed, index, ...usual, ...hours, ...given };
}

/** A busy hour. */
export interface BusyHour {
  readonly seed: number;
  readonly calls: number;
  /** So many calls at once at least, if the agents take them. */
  readonly concurrent: number;
  /** As many as calls at once when absent. */
  readonly agents?: number;
  /** Seconds between two callers, on average; such as gives so many calls at once when absent. */
  readonly everySeconds?: number;
  /** How long each run of a Function takes, in milliseconds; no time when absent. */
  readonly functionMs?: number;
}

/**
 * A busy hour. At least so many calls go on at once, as long and as calm as real ones. As many agents are at work.
 * Agents end most calls before their callers would. So callers come at twice the pace that their patience alone would
 * need.
 */
export function describeBusyHour({
  seed,
  calls,
  concurrent,
  agents: people = concurrent,
  everySeconds = REAL_SECONDS / concurrent / 2,
  functionMs,
}: BusyHour): ScenarioOptions {
  return describeScenario(seed, 0, {
    calls,
    people,
    opensAfterSeconds: (people * ARRIVES_EVERY_MS) / 1000 + 30,
    usualSeconds: REAL_SECONDS,
    callEverySeconds: everySeconds,
    thinkSeconds: [40, 200],
    longestWaitSeconds: 600,
    musicSeconds: REAL_MUSIC_SECONDS,
    ...(functionMs !== undefined && { functionMs }),
    faults: [],
    beliefs: {},
  });
}

/** A third of all scenarios has no faults, a third one kind, a third all at once. */
function drawFaults(random: Random): readonly FaultKind[] {
  const draw = random.next();
  const one = random.pick(FAULT_KINDS);
  return draw < 1 / 3 || one === undefined ? [] : draw < 2 / 3 ? [one] : FAULT_KINDS;
}

/** Plays a scenario to its end, or to the first promise that is broken. */
export async function playScenario(warm: WarmFunctions, options: ScenarioOptions): Promise<ScenarioResult> {
  const seed = `${options.seed}/${options.index}`;
  const people = namesOf(options.people);
  let failure: ScenarioFailure | undefined;
  let checks: Checks | undefined;
  const afterStep = (): void => {
    const breach = failure ? undefined : checks?.afterStep();
    if (breach) failure = failureOf(world, breach, checks?.steps ?? 0);
  };
  const { beliefs, functionMs, musicSeconds } = options;
  const variables = variablesOf(options);
  const around = { beliefs, functionMs, musicSeconds, variables };
  const world: World = await createWorld({ seed, warm, people, afterStep, ...around });
  const digest = digestOf(world);
  const counter = new Counter(world);
  const persons = people.map(
    (id) => new Person(world, new Random(seed, id), id, people, options.thinkSeconds),
  );
  const callers = castCallers(world, seed, options);
  for (const { number } of DIRECTORY) new OutsidePhone(world, new Random(seed, number), number).register();
  checks = new Checks(
    { world, callers: callers.map(({ caller }) => caller), persons },
    boundsWith(options.faults, options.people, functionMs !== undefined),
  );
  const startedAt = world.clock.now();
  const lastAt = schedule(world, persons, callers, options.usualSeconds);
  if (options.faults.includes('webhooks')) tellAgain(world, new Random(seed, 'told again'));
  unleash(world, new Random(seed, 'troubles'), options.faults, lastAt + AFTER_LAST_MS);
  await playOut(world, callers, lastAt, () => failure !== undefined);
  world.local.sync.close();
  const seconds = Math.round((world.clock.now() - startedAt) / 1000);
  const figures = counter.finish(callers.length, checks.steps, seconds);
  figures.longest = Object.fromEntries(checks.gracePeriods.longest);
  figures.atOnce = mostAtOnce(callers.map(({ caller }) => caller));
  return { options, figures, digest: digest(), ...(failure && { failure }) };
}

/** Scenarios begin on a Monday at nine. */
function variablesOf({ longestWaitSeconds, closesAfterMinutes }: ScenarioOptions): Record<string, string> {
  const wait = { LONGEST_WAIT_SECONDS: String(longestWaitSeconds) };
  if (closesAfterMinutes === undefined) return wait;
  const monday = [`00:00-09:${String(closesAfterMinutes).padStart(2, '0')}`];
  return { ...wait, OPENING_HOURS: JSON.stringify({ timeZone: 'UTC', week: { monday } }) };
}

function namesOf(count: number): readonly string[] {
  return Array.from({ length: count }, (_, index) => NAMES[index] ?? `agent${index}`);
}

interface Cast {
  readonly caller: SimulatedCaller;
  readonly atMs: number;
}

/** Each caller has their own random stream, so that the others stay the same when one is left out. */
function castCallers(
  world: World,
  seed: string,
  { calls, opensAfterSeconds, callEverySeconds, only }: ScenarioOptions,
): readonly Cast[] {
  const pace = new Random(seed, 'pace');
  let atMs = opensAfterSeconds * 1000;
  const all = Array.from({ length: calls }, (_, index) => {
    atMs += pace.waiting(callEverySeconds);
    return { caller: new SimulatedCaller(world, new Random(seed, 'caller', index), index), atMs, index };
  });
  return only ? all.filter(({ index }) => only.includes(index)) : all;
}

function schedule(
  world: World,
  persons: readonly Person[],
  callers: readonly Cast[],
  usualSeconds: number,
): number {
  persons.forEach((person, index) =>
    world.clock.after(100 + index * ARRIVES_EVERY_MS, () => void person.arrive()),
  );
  for (const { caller, atMs } of callers)
    world.clock.after(atMs, () => caller.dial(caller.patience(usualSeconds)));
  return world.clock.now() + Math.max(0, ...callers.map(({ atMs }) => atMs));
}

/** Waits until every call is over and its consequences have settled. */
async function playOut(
  world: World,
  callers: readonly Cast[],
  lastAt: number,
  hasFailed: () => boolean,
): Promise<void> {
  const end = lastAt + TAIL_MS;
  let quietAt: number | undefined;
  while (!hasFailed() && world.clock.now() < end) {
    const isOver = world.clock.now() > lastAt && callers.every(({ caller }) => caller.isOver);
    quietAt = isOver ? (quietAt ?? world.clock.now()) : undefined;
    if (quietAt !== undefined && world.clock.now() > Math.max(quietAt, lastAt) + AFTER_LAST_MS + 30_000)
      return;
    await world.clock.advance(hasFailed() ? 0 : 1000);
  }
}

function mostAtOnce(callers: readonly SimulatedCaller[]): number {
  const changes = callers.flatMap(({ dialledAt, overAt }) => [
    { at: dialledAt, by: 1 },
    { at: overAt, by: -1 },
  ]);
  let count = 0;
  return Math.max(0, ...changes.toSorted((a, b) => a.at - b.at).map(({ by }) => (count += by)));
}

/** Hashes a page at a time, because a call of `update` costs more than a line. */
function digestOf(world: World): () => string {
  const hash = createHash('sha256');
  let page = '';
  world.local.log.subscribe(({ at, kind, method = '', url = '', status = 0, request = '' }) => {
    page += `${at} ${kind} ${method} ${url} ${status} ${request}\n`;
    if (page.length < PAGE_CHARACTERS) return;
    hash.update(page);
    page = '';
  });
  return () => hash.update(page).digest('hex').slice(0, 16);
}

function failureOf(world: World, breach: Breach, step: number): ScenarioFailure {
  const items = world.entries<{ at: number; sentences: readonly string[] }>(
    'list',
    `timeline-${breach.call}`,
  );
  const timeline = items.map(({ at, sentences }) => `${clockTime(at)} ${sentences.join(' ')}`);
  const about = world.local.log.list().filter(({ url = '', request = '', callSid }) => {
    return callSid === breach.call || url.includes(breach.call) || request.includes(breach.call);
  });
  const wire = about
    .slice(-60)
    .map(({ at, kind, method = '', url = '', status = '', request = '', message = '' }) => {
      return `${clockTime(at)} ${kind} ${method} ${url} ${status} ${request.slice(0, 300)} ${message}`;
    });
  return { ...breach, step, timeline, wire };
}

function clockTime(at: number): string {
  return new Date(at).toISOString().slice(11, 23);
}
