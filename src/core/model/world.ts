import type { Instant } from './ids.ts';
import type { Agent } from './agent.ts';
import type { Waiting } from './waiting.ts';
import type { Settings } from './settings.ts';

/** What a decision may look at besides the call itself. */
export interface World {
  readonly now: Instant;
  /** Everyone's presence, or that of those whom the decision looks at (see `readSetOf`). */
  readonly agents: readonly Agent[];
  readonly waiting: readonly Waiting[];
  readonly settings: Settings;
}
