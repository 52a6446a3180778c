import type { AgentId, CallSid, Instant, LegId } from './ids.ts';

/** Whether an agent can take a call. `busy` is set by a call alone, never by the agent. */
export type Presence = 'available' | 'busy' | 'wrap-up' | 'away' | 'offline';

/** Why an agent is away or offline, when it was not their own choice. */
export type PresenceReason =
  'missed' | 'declined' | 'page-closed' | 'unreachable' | 'page-left' | 'page-gone';

/**
 * One agent's presence: an item of the Sync map `agents`, which every page reads. `call` is set while a call claims
 * them, rings them or has them on the line. A claim is a conditional write of this item.
 */
export interface Agent {
  readonly id: AgentId;
  readonly name: string;
  readonly role: 'agent' | 'supervisor';
  readonly presence: Presence;
  readonly why?: PresenceReason;
  /** When presence last changed. */
  readonly since: Instant;
  /** When they last finished a call or came back. The agent who is idle longest is rung first. */
  readonly idleSince: Instant;
  /** When one of their pages last sent a heartbeat. */
  readonly seenAt: Instant;
  /** When each of their open pages last sent a heartbeat. So they stay online when one of two pages closes. */
  readonly pages?: Readonly<Record<string, Instant>>;
  readonly call?: CallSid;
  readonly leg?: LegId;
  /** The claim lapses at this time unless an answer confirms it. Then any reader may release it. */
  readonly claimUntil?: Instant;
  /** Names the attempt that claimed them, so that a failed attempt takes back only its own claim. */
  readonly claimedBy?: string;
  /**
   * The newest three calls that they left to outside parties only. No page is on those calls, so other pages'
   * heartbeats check them.
   */
  readonly leftBehind?: readonly CallSid[];
  /** The call that released them last, why and when. Their page tells it, and their wrap-up is about that call. */
  readonly notice?: { readonly code: string; readonly call: CallSid; readonly at: Instant };
}
