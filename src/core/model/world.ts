import type { Instant } from './ids.ts';
import type { Agent } from './agent.ts';
import type { Waiting } from './waiting.ts';
import type { Settings } from './settings.ts';

/** The data that a decision may read besides the call itself. */
export interface World {
  readonly now: Instant;
  /** The presence of all agents, or of those that the decision reads (see `readSetOf`). */
  readonly agents: readonly Agent[];
  readonly waiting: readonly Waiting[];
  readonly settings: Settings;
}
