import type { CallQueue } from './calls/call-queue.ts';
import type { Calls } from './calls/calls.ts';
import type { Conferences } from './conferences/conferences.ts';
import type { SwitchServices } from './switch-services.ts';

/** All parts of one switch, for its API and its callers. */
export interface SwitchContext extends SwitchServices {
  readonly calls: Calls;
  readonly queue: CallQueue;
  readonly conferences: Conferences;
}
