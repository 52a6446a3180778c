import { BELIEFS, type BeliefName, type SettingOf } from '../../emulator/beliefs.ts';
import type { Lab } from './lab.ts';

/** A way to find out how this account behaves. */
export interface Experiment<N extends BeliefName = BeliefName> {
  readonly belief: N;
  /** The plan, as a person reads it before they say yes. */
  readonly plan: string;
  /** About how many minutes of calls it costs, all legs together. */
  readonly legMinutes: number;
  /** @returns the setting of the belief that was seen; @throws Error when it could not be seen */
  readonly observe: (lab: Lab) => Promise<SettingOf<N>>;
}

/** The result of an experiment. */
export interface Observation {
  readonly belief: string;
  readonly question: string;
  /** The account's behaviour; undefined when it could not be found out. */
  readonly observed?: string;
  /** The local Twilio's first setting. */
  readonly local: string;
  readonly same: boolean;
  readonly seconds: number;
  /** Why nothing was observed. */
  readonly problem?: string;
}

/** Tries an experiment. An experiment that fails is told as such and stops no other. */
export async function tryOut(experiment: Experiment, lab: Lab): Promise<Observation> {
  const { belief, observe } = experiment;
  const { question, settings } = BELIEFS[belief];
  const about = { belief, question, local: settings[0] };
  const started = Date.now();
  const seconds = (): number => Math.round((Date.now() - started) / 100) / 10;
  try {
    const observed = await observe(lab);
    return { ...about, observed, same: observed === settings[0], seconds: seconds() };
  } catch (error) {
    return { ...about, same: false, seconds: seconds(), problem: (error as Error).message };
  } finally {
    await lab.hangUpAll();
  }
}
