/** The story of a warm transfer, for the demo and `npm run verify`. It measures what each party hears. */
import type { AgentPage } from '../../harness/agent-page.ts';
import { HEARD_ABOVE_DB } from '../../harness/audio-probe.ts';

/** Every party's voice is a tone, so that the story can measure who hears whom. */
export const VOICES = { ana: 2100, ben: 2500, mara: 2900 } as const;
type Name = keyof typeof VOICES;
type Hearing = Readonly<Record<Name, readonly Name[]>>;

const TONES: readonly number[] = Object.values(VOICES);
const MOST_TRIES = 6;

/** The customer, at whatever telephone they have. */
export interface DemoCaller {
  /** Resolves when the customer hears anything for the first time. */
  untilGreeted(): Promise<void>;
  /** Which of the tones are heard in the next seconds, and whether anything sounds at all. */
  hears(seconds?: number): Promise<{ readonly tones: readonly number[]; readonly sounds: boolean }>;
  hangUp(): Promise<void>;
}

/** The players, and the place for the report. */
export interface Stage {
  readonly ana: AgentPage;
  readonly ben: AgentPage;
  /** The agent's name as the page shows it, by which a colleague chooses them. */
  readonly colleague: string;
  readonly dial: () => Promise<DemoCaller>;
  /** Asked before an agent answers. @throws Error when it is not the story's own call that rings */
  readonly beforeAnswer?: () => Promise<void>;
  readonly say: (text: string) => void;
  /** Makes a heading stand out. */
  readonly bold: (text: string) => string;
}

/** How long people waited, in milliseconds. */
export interface TransferTimes {
  readonly dialToGreeting: number;
  readonly dialToRing: number;
  readonly answerToTalking: number;
  readonly clickToRing: number;
}

interface Everybody {
  readonly ana: AgentPage;
  readonly ben: AgentPage;
  readonly mara: DemoCaller;
}

/**
 * Plays the warm transfer from the first agent's arrival to the customer's goodbye. Both agents are signed in.
 * @throws Error that names the step at which somebody heard the wrong thing
 */
export async function playWarmTransfer(stage: Stage): Promise<TransferTimes> {
  const { ana, say } = stage;
  await ana.goAvailable();
  say('Ana and Ben are signed in, Ana is available');
  const dialled = Date.now();
  say('Mara dials the number');
  const mara = await stage.dial();
  const [dialToGreeting, dialToRing] = await Promise.all([
    since(dialled, mara.untilGreeted()),
    since(dialled, ana.button('Answer').waitFor()),
  ]);
  say("Ana's page rings while Mara hears the greeting");
  await stage.beforeAnswer?.();
  const answerToTalking = await since(Date.now(), answerCall(ana));
  const everyone = { ana, ben: stage.ben, mara };
  const clickToRing = await transfer(stage, everyone);
  await mara.hangUp();
  await stage.ben.sees('Wrap-up');
  say('Mara hangs up, and the call is over for Ben');
  return { dialToGreeting, dialToRing, answerToTalking, clickToRing };
}

async function answerCall(ana: AgentPage): Promise<void> {
  await ana.answer();
  await ana.sees(/Talking with/);
}

async function transfer(stage: Stage, everyone: Everybody): Promise<number> {
  const { ana, ben, colleague } = stage;
  await ben.goAvailable();
  await prove(stage, 'Ana answers', everyone, { ana: ['mara'], ben: [], mara: ['ana'] });
  const asked = Date.now();
  await ana.transferTo(colleague, 'Consult', 'Her parcel is late.');
  const clickToRing = await since(asked, ben.button('Answer').waitFor());
  await stage.beforeAnswer?.();
  await ben.answer();
  const consult = { ana: ['ben'], ben: ['ana'], mara: [] } as const;
  await prove(stage, 'Ana consults Ben, Mara is on hold', everyone, consult);
  await proveMusic(stage, everyone.mara);
  await ana.click('Merge');
  const all = { ana: ['ben', 'mara'], ben: ['ana', 'mara'], mara: ['ana', 'ben'] } as const;
  await prove(stage, 'Ana brings all three together', everyone, all);
  await ana.click('Complete transfer');
  await prove(stage, 'Ana leaves', everyone, { ana: [], ben: ['mara'], mara: ['ben'] });
  return clickToRing;
}

async function since(start: number, happening: Promise<unknown>): Promise<number> {
  await happening;
  return Date.now() - start;
}

/** Measures until every party hears exactly whom they should. */
async function prove(
  { say, bold }: Stage,
  step: string,
  everyone: Everybody,
  expected: Hearing,
): Promise<void> {
  say(bold(step));
  let heard = await measure(everyone);
  for (let tries = 1; tries < MOST_TRIES && !same(heard, expected); tries += 1)
    heard = await measure(everyone);
  for (const name of Object.keys(VOICES) as Name[])
    say(`    ${name.padEnd(5)} hears ${heard[name].join(' and ') || 'no voice'}`);
  if (!same(heard, expected)) throw new Error(`"${step}": expected ${JSON.stringify(expected)}.`);
}

async function proveMusic({ say }: Stage, mara: DemoCaller): Promise<void> {
  const { tones, sounds } = await mara.hears(2);
  if (!sounds || tones.length > 0) throw new Error('On hold the customer must hear music and nobody.');
  say('    mara  hears music');
}

async function measure(people: Everybody): Promise<Hearing> {
  const [ana, ben, mara] = await Promise.all([
    people.ana.hears(TONES),
    people.ben.hears(TONES),
    people.mara.hears(),
  ]);
  return { ana: loud(ana), ben: loud(ben), mara: namesOf(mara.tones) };
}

function loud(levels: Readonly<Record<number, number>>): Name[] {
  return namesOf(TONES.filter((tone) => (levels[tone] ?? -120) > HEARD_ABOVE_DB));
}

function namesOf(tones: readonly number[]): Name[] {
  return (Object.keys(VOICES) as Name[]).filter((name) => tones.includes(VOICES[name]));
}

function same(one: Hearing, other: Hearing): boolean {
  return (Object.keys(VOICES) as Name[]).every((name) => String(one[name]) === String(other[name]));
}
