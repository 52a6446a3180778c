import type { IdSource } from '../ids.ts';
import type { CallQueue } from './call-queue.ts';
import type { Calls } from './calls.ts';
import type { Changes } from './changes.ts';
import type { Conferences } from './conferences.ts';
import type { SwitchDependencies, SwitchLimits } from './dependencies.ts';
import type { Recordings } from './recordings.ts';

/** The parts of one switch, as they know each other. */
export interface Parts extends SwitchDependencies {
  readonly ids: IdSource;
  readonly limits: Required<SwitchLimits>;
  readonly changes: Changes;
  readonly calls: Calls;
  readonly queue: CallQueue;
  readonly conferences: Conferences;
  readonly recordings: Recordings;
}
