import {
  BELIEFS,
  type Belief,
  type BeliefName,
  type DecidableBelief,
  type SettingOf,
} from '../../emulator/beliefs.ts';
import type { Lab } from './lab.ts';
import { firstLineOf, scrubbed } from './scrub.ts';
import type { Workbench } from './workbench.ts';

/** What is done to find something out. */
interface Procedure<Seen extends string> {
  /** What will be done, as a person reads it before saying yes. */
  readonly plan: string;
  /** About how many minutes of calls it costs, all legs together. */
  readonly legMinutes: number;
  /** @returns what was seen; @throws Error when it could not be seen */
  readonly observe: (bench: Workbench) => Promise<Seen>;
}

/** A way to find out how this account behaves where nothing is documented. What it sees is a setting of the belief. */
export interface Experiment<N extends DecidableBelief = DecidableBelief> extends Procedure<SettingOf<N>> {
  readonly belief: N;
}

/** Something that is documented or known, and that the product stands on. */
export interface Fact extends Procedure<string> {
  readonly fact: string;
  readonly question: string;
  /** Where the answer was read. */
  readonly source: string;
  /** What must be seen. */
  readonly expected: string;
}

/** What verify tries out. */
export interface Probe extends Procedure<string> {
  readonly kind: 'belief' | 'fact';
  readonly name: string;
  readonly question: string;
  /** What the local Twilio does unless it is told otherwise. */
  readonly local: string;
  /** Why it cannot be decided without a person, where it cannot. */
  readonly needsPerson?: string;
}

/** What a probe found. */
export interface Observation extends Pick<Probe, 'kind' | 'name' | 'question' | 'local' | 'needsPerson'> {
  /** What this account does; undefined when it could not be found out. */
  readonly observed?: string;
  readonly same: boolean;
  readonly seconds: number;
  /** What was measured, mostly in milliseconds. */
  readonly details?: Readonly<Record<string, number>>;
  /** Why nothing was observed. */
  readonly problem?: string;
}

export function probeOf(tried: Experiment | Fact): Probe {
  const { plan, legMinutes, observe } = tried;
  if ('fact' in tried) {
    const { fact: name, question, expected: local } = tried;
    return { kind: 'fact', name, question, local, plan, legMinutes, observe };
  }
  const { belief: name } = tried;
  const { question, settings } = BELIEFS[name];
  return { kind: 'belief', name, question, local: settings[0], plan, legMinutes, observe };
}

/** A belief that is only told, because no experiment decides it. */
export function probeWithoutExperiment(name: BeliefName): Probe {
  const { question, settings, needsPerson = '' }: Belief = BELIEFS[name];
  const plan = `not tried. ${needsPerson}`;
  const observe = () => Promise.reject(new Error(needsPerson));
  return { kind: 'belief', name, question, local: settings[0], plan, legMinutes: 0, observe, needsPerson };
}

/** Tries something out. What fails is told as such and stops nothing else. */
export async function tryOut(
  { kind, name, question, local, observe, needsPerson }: Probe,
  lab: Lab,
): Promise<Observation> {
  if (needsPerson !== undefined) return { kind, name, question, local, same: false, seconds: 0, needsPerson };
  const started = Date.now();
  const found = await lab.workbench().then(
    (bench) => observed(bench, observe),
    (error: Error) => ({ problem: firstLineOf(error) }),
  );
  const seconds = Math.round((Date.now() - started) / 100) / 10;
  const same = 'observed' in found && found.observed === local;
  return { kind, name, question, local, same, seconds, ...found };
}

async function observed(bench: Workbench, observe: Probe['observe']) {
  try {
    const seen = await observe(bench);
    const { measured: details } = bench;
    return { observed: scrubbed(seen), ...(Object.keys(details).length > 0 && { details }) };
  } catch (error) {
    return { problem: firstLineOf(error as Error) };
  } finally {
    await bench.clear();
  }
}
