import type { CallQueue } from './calls/call-queue.ts';
import type { Calls } from './calls/calls.ts';
import type { Conferences } from './conferences/conferences.ts';
import type { SwitchServices } from './switch-services.ts';

/** All that one switch is made of, for what its API and its callers ask of it. */
export interface SwitchContext extends SwitchServices {
  readonly calls: Calls;
  readonly queue: CallQueue;
  readonly conferences: Conferences;
}
