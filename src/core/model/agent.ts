import type { AgentId, CallSid, Instant, LegId } from './ids.ts';

export type Presence = 'available' | 'busy' | 'wrap-up' | 'away' | 'offline';

/**
 * One agent's presence: an item of the Sync Map `agents`, read by every page.
 * `call` is set while they are claimed for, rung by or on a call; claiming is a conditional write of this item.
 */
export interface Agent {
  readonly id: AgentId;
  readonly name: string;
  readonly role: 'agent' | 'supervisor';
  readonly presence: Presence;
  /** Why they are away or offline, when it was not their own choice. */
  readonly why?: 'missed' | 'declined' | 'page-closed' | 'unreachable' | 'page-gone';
  /** When presence last changed. */
  readonly since: Instant;
  /** When they last finished a call or came back: the longest idle is rung first. */
  readonly idleSince: Instant;
  /** When their page was last heard of. */
  readonly seenAt: Instant;
  /** When each of their open pages was last heard of, so that closing one of two does not take them offline. */
  readonly pages?: Readonly<Record<string, Instant>>;
  readonly call?: CallSid;
  readonly leg?: LegId;
  /** A claim not confirmed by an answer lapses here; any reader may release it. */
  readonly claimUntil?: Instant;
  /** Names the attempt that claimed them, so that it alone is taken back when it came to nothing. */
  readonly claimedBy?: string;
  /** Calls that they left to outside parties alone, the newest three: no page is on those, so that other pages' beats ask after them. */
  readonly leftBehind?: readonly CallSid[];
  /** What to take up again after a call: an agent who was rung while wrapping up goes back to that, say. */
  readonly notice?: { readonly code: string; readonly call: CallSid; readonly at: Instant };
}
