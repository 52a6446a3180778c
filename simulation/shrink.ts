import type { BeliefSettings } from '../emulator/beliefs.ts';
import type { ScenarioFailure, ScenarioOptions, ScenarioResult } from './scenario.ts';

type Play = (options: ScenarioOptions) => Promise<ScenarioResult>;

export interface Smallest {
  readonly options: ScenarioOptions;
  readonly failure: ScenarioFailure;
}

const MOST_TRIES = 40;

/** Looks for the smallest scenario that breaks the same promise: fewer faults, fewer beliefs, then fewer callers. */
export async function shrink(play: Play, failed: Smallest): Promise<Smallest> {
  const search = new Search(play, failed);
  for (const kind of failed.options.faults) {
    await search.tryWith({ faults: search.smallest.options.faults.filter((each) => each !== kind) });
  }
  for (const name of Object.keys(failed.options.beliefs) as (keyof BeliefSettings)[]) {
    const { [name]: _, ...others } = search.smallest.options.beliefs;
    await search.tryWith({ beliefs: others });
  }
  const all = Array.from({ length: failed.options.calls }, (_, index) => index);
  await search.leaveOut(failed.options.only ?? all);
  return search.smallest;
}

class Search {
  #tries = 0;

  constructor(
    private readonly play: Play,
    public smallest: Smallest,
  ) {}

  /** Keeps the change if the same promise is still broken. */
  async tryWith(change: Partial<ScenarioOptions>): Promise<boolean> {
    if (this.#tries >= MOST_TRIES) return false;
    this.#tries += 1;
    const { options, failure } = await this.play({ ...this.smallest.options, ...change });
    if (failure?.promise !== this.smallest.failure.promise) return false;
    this.smallest = { options, failure };
    return true;
  }

  /** Leaves out groups of callers, smaller each time. */
  async leaveOut(callers: readonly number[]): Promise<void> {
    let kept = callers;
    for (let size = Math.ceil(kept.length / 2); size >= 1; size = size === 1 ? 0 : Math.ceil(size / 2)) {
      for (let from = 0; from < kept.length;) {
        const only = kept.filter((_, index) => index < from || index >= from + size);
        if (only.length > 0 && (await this.tryWith({ only }))) kept = only;
        else from += size;
      }
    }
  }
}
