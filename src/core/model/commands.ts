import type { AgentId, Instant, LegId, PhoneCallSid } from './ids.ts';
import type { Presence } from './agent.ts';

/**
 * Something to do, as data. The core decides it, and the shell runs it after the state is saved. Each command stays in
 * `Call.pending` until its result comes back as an event.
 */
export type Command =
  /** Claim the agent by compare-and-swap, beside the save. The result is `ClaimLost` when another call was quicker. */
  | { readonly type: 'ClaimAgent'; readonly agent: AgentId; readonly leg: LegId }
  /** The agent is on the line, so the claim no longer lapses. */
  | { readonly type: 'ConfirmAgent'; readonly agent: AgentId; readonly leg: LegId }
  /** Keep the agent's place for a while. Afterwards any reader may release them. */
  | { readonly type: 'KeepAgent'; readonly agent: AgentId; readonly leg: LegId; readonly until: Instant }
  | { readonly type: 'DialAgent'; readonly leg: LegId; readonly agent: AgentId; readonly ringSeconds: number }
  | {
      readonly type: 'DialOutside';
      readonly leg: LegId;
      readonly entry: string;
      readonly ringSeconds: number;
    }
  /** `unanswered`: as far as we know, nobody has answered. Twilio wants another status to end such a call. */
  | { readonly type: 'HangUp'; readonly leg: LegId; readonly sid: PhoneCallSid; readonly unanswered?: true }
  /** This ends the call for all, because the customer's leg carries endConferenceOnExit. */
  | { readonly type: 'HangUpCustomer' }
  | { readonly type: 'HoldCustomer'; readonly music: HoldMusic }
  | { readonly type: 'UnholdCustomer' }
  /**
   * The customer's music has stopped. Alone they come into the room anew, where it plays; with others there they are held
   * anew.
   */
  | { readonly type: 'RestartMusic' }
  | { readonly type: 'HoldLeg'; readonly leg: LegId; readonly sid: PhoneCallSid; readonly on: boolean }
  | { readonly type: 'MuteCustomer'; readonly on: boolean }
  | { readonly type: 'MuteLeg'; readonly leg: LegId; readonly sid: PhoneCallSid; readonly on: boolean }
  /** Release the agent, unless they are on another call or another leg of this one by now. */
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

/** Why an agent is released. If it leaves them away or offline, their page says why. */
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

/** The music and words for a party on hold. goodbye: the outside party who was with the customer has hung up. */
export type HoldMusic = 'hold' | 'rescue' | 'goodbye' | 'transfer';
