import type { AgentId, CallSid, Instant, LegId } from './ids.ts';
import type { Presence } from './agent.ts';

/**
 * What has to be done, decided by the core and carried out after the state is saved.
 * Each stays in `Call.pending` until its outcome comes back as an event.
 */
export type Command =
  /** Reserve the agent. Runs beside the save, by compare-and-swap; `ClaimLost` when somebody was quicker. */
  | { readonly type: 'ClaimAgent'; readonly agent: AgentId; readonly leg: LegId }
  /** The agent is on the line: the claim no longer lapses. */
  | { readonly type: 'ConfirmAgent'; readonly agent: AgentId; readonly leg: LegId }
  /** The agent's place is kept for a while; any reader may release them afterwards. */
  | { readonly type: 'KeepAgent'; readonly agent: AgentId; readonly leg: LegId; readonly until: Instant }
  | { readonly type: 'DialAgent'; readonly leg: LegId; readonly agent: AgentId; readonly ringSeconds: number }
  | {
      readonly type: 'DialOutside';
      readonly leg: LegId;
      readonly entry: string;
      readonly ringSeconds: number;
    }
  /** `unanswered` when, as far as is known, nobody has picked up: Twilio ends such a call by another word. */
  | { readonly type: 'HangUp'; readonly leg: LegId; readonly sid: CallSid; readonly unanswered?: true }
  /** The customer's leg carries endConferenceOnExit, so this ends the call for all. */
  | { readonly type: 'HangUpCustomer' }
  | { readonly type: 'HoldCustomer'; readonly music: HoldMusic }
  | { readonly type: 'UnholdCustomer' }
  /** The customer has nobody, and their music has stopped: they come into the room anew, where it plays. */
  | { readonly type: 'RestartMusic' }
  | { readonly type: 'HoldLeg'; readonly leg: LegId; readonly sid: CallSid; readonly on: boolean }
  | { readonly type: 'MuteCustomer'; readonly on: boolean }
  | { readonly type: 'MuteLeg'; readonly leg: LegId; readonly sid: CallSid; readonly on: boolean }
  /** Give the agent back, unless they are on another call, or on another leg of this one, by now. */
  | {
      readonly type: 'ReleaseAgent';
      readonly agent: AgentId;
      readonly leg: LegId;
      readonly to: Presence;
      readonly why: ReleaseReason;
    }
  | { readonly type: 'JoinQueue'; readonly front: boolean }
  | { readonly type: 'LeaveQueue' }
  | { readonly type: 'SendToVoicemail' }
  /** Ask Twilio who is really in the conference; the answer is the event `RoomChecked`. */
  | { readonly type: 'CheckRoom' };

/** Why an agent is given back: shown on their page. */
export type ReleaseReason =
  | 'call-ended'
  | 'caller-gone'
  | 'missed'
  | 'declined'
  | 'page-closed'
  | 'unreachable'
  | 'cancelled'
  | 'left'
  | 'vanished'
  | 'claim-expired';

/** Which music and words a held party hears. */
export type HoldMusic = 'hold' | 'rescue' | 'transfer';
