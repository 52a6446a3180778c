import type { BeliefSettings } from '../emulator/beliefs.ts';
import type { FaultKind } from './faults.ts';
import { added, type Figures, noFigures } from './figures.ts';
import { describeBusyHour, describeScenario, playScenario, type ScenarioOptions } from './scenario.ts';
import { shrink, type Smallest } from './shrink.ts';
import { loadWarmFunctions } from './warm-functions.ts';

export interface SimulationOptions {
  readonly seed: number;
  readonly calls: number;
  /** As drawn for each scenario, when absent. */
  readonly faults?: readonly FaultKind[];
  /** As drawn for each scenario, when absent. */
  readonly beliefs?: BeliefSettings;
  /** How long callers keep coming in a scenario, in minutes of its own time. When absent, as its agents allow. */
  readonly minutes?: number;
  /** The number of this shard and of all shards: each plays every n-th scenario. */
  readonly shard?: { readonly index: number; readonly of: number };
  readonly only?: readonly number[];
  /** The first scenario. */
  readonly scenario?: number;
  /** One busy hour with so many calls at once, in place of many small scenarios. */
  readonly concurrent?: number;
  /** The agents of that hour; as many as calls when absent. */
  readonly agents?: number;
  /** Seconds between two callers of that hour, on average. */
  readonly everySeconds?: number;
  /** How long each run of a Function takes in that hour, in milliseconds; no time when absent. */
  readonly functionMs?: number;
  /** Whether a failure is made smaller before the report. */
  readonly shrinks?: boolean;
}

export interface Simulated {
  readonly figures: Figures;
  /** One for each scenario, in order. */
  readonly digests: readonly string[];
  readonly failure?: Smallest;
}

const CALLS_PER_SCENARIO = 40;

/**
 * Plays scenarios with built Functions until so many calls were made, or a promise is broken.
 * @param folder of built Functions
 * @param tell is called after each scenario with its number of calls
 */
export async function simulate(
  folder: string,
  options: SimulationOptions,
  tell: (played: number) => void = () => undefined,
): Promise<Simulated> {
  const warm = await loadWarmFunctions(folder);
  const play = (scenario: ScenarioOptions) => playScenario(warm, scenario);
  let figures = noFigures();
  const digests: string[] = [];
  for (const scenario of scenariosOf(options)) {
    const result = await play(scenario);
    figures = added(figures, result.figures);
    digests.push(result.digest);
    tell(result.figures.calls);
    if (!result.failure) continue;
    const found = { options: result.options, failure: result.failure };
    return { figures, digests, failure: options.shrinks ? await shrink(play, found) : found };
  }
  return { figures, digests };
}

function scenariosOf(options: SimulationOptions): ScenarioOptions[] {
  const { concurrent, shard } = options;
  if (concurrent === undefined) return smallScenariosOf(options);
  return shard && shard.index > 0 ? [] : [describeBusyHour({ ...options, concurrent })];
}

function smallScenariosOf({
  seed,
  calls,
  faults,
  beliefs,
  minutes,
  shard,
  only,
  scenario = 0,
}: SimulationOptions): ScenarioOptions[] {
  const count = Math.ceil(calls / CALLS_PER_SCENARIO);
  const indexes = Array.from({ length: count }, (_, index) => index);
  return indexes
    .filter((index) => !shard || index % shard.of === shard.index)
    .map((index) => {
      const left = Math.min(CALLS_PER_SCENARIO, calls - index * CALLS_PER_SCENARIO);
      return describeScenario(seed, scenario + index, {
        calls: left,
        ...(faults && { faults }),
        ...(beliefs && { beliefs }),
        ...(minutes !== undefined && { callEverySeconds: (minutes * 60) / left }),
        ...(only && { only }),
      });
    });
}
