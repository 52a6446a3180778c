import type { CallSid, Instant } from './ids.ts';

/**
 * One waiting caller: an item of the Sync map `waiting`. The caller with the earlier `since` is offered first; a
 * recalled call goes to the front.
 */
export interface Waiting {
  readonly call: CallSid;
  readonly since: Instant;
  readonly front: boolean;
}
