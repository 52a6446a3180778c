import type { AgentId, CallSid, Instant, Language, LegId, PhoneCallSid } from './ids.ts';
import type { TransferKind } from './transfer-kinds.ts';

/** The things that can happen, in the past tense. The core learns everything through one of these. */
export type Event = TwilioEvent | CommandResult | AgentEvent | Request;

/** From Twilio's webhooks. They may come twice, in any order, late or never. */
export type TwilioEvent =
  | {
      readonly type: 'CallArrived';
      readonly call: CallSid;
      readonly from: string;
      readonly to: string;
      readonly language: Language;
    }
  | { readonly type: 'CustomerJoined'; readonly room: string }
  | { readonly type: 'CustomerHungUp' }
  /** A round of the waiting or hold music: the only clock of a call. */
  | { readonly type: 'WaitLoopTicked'; readonly room?: string }
  /** `at`: when it began to ring, by Twilio's clock. The webhook may come later. */
  | { readonly type: 'LegRang'; readonly leg: LegId; readonly sid: PhoneCallSid; readonly at?: Instant }
  | { readonly type: 'LegAnswered'; readonly leg: LegId; readonly sid: PhoneCallSid }
  /** The leg has answered but may not come in yet. It asks again every few seconds. */
  | { readonly type: 'LegWaited'; readonly leg: LegId; readonly sid: PhoneCallSid }
  | { readonly type: 'LegJoined'; readonly leg: LegId; readonly sid: PhoneCallSid; readonly room: string }
  | { readonly type: 'LegLeft'; readonly leg: LegId; readonly sid: PhoneCallSid }
  | {
      readonly type: 'LegEnded';
      readonly leg: LegId;
      readonly sid: PhoneCallSid;
      readonly how: LegEnd;
      /** When it ended by Twilio's clock. */
      readonly at?: Instant;
    }
  | { readonly type: 'RoomEnded'; readonly room: string }
  /** The customer has left the room to be asked for a message. */
  | { readonly type: 'MessageAsked' }
  | { readonly type: 'VoicemailRecorded' };

/**
 * Twilio's last status of a leg's phone call. https://www.twilio.com/docs/voice/api/call-resource#call-status-values
 */
export type LegEnd = 'completed' | 'no-answer' | 'busy' | 'failed' | 'canceled';

/** The results of commands. */
export type CommandResult =
  | { readonly type: 'LegDialled'; readonly leg: LegId; readonly sid: PhoneCallSid }
  | { readonly type: 'DialFailed'; readonly leg: LegId }
  | { readonly type: 'ClaimWon'; readonly agent: AgentId; readonly leg: LegId }
  | { readonly type: 'ClaimLost'; readonly leg: LegId }
  /** `waits`: the customer is alone in the room, whose waiting music stands for a hold. */
  | { readonly type: 'CommandDone'; readonly command: string; readonly waits?: boolean }
  | { readonly type: 'CommandFailed'; readonly command: string; readonly gone: boolean }
  | {
      readonly type: 'RoomChecked';
      readonly inRoom: readonly SeenParticipant[];
      readonly customerAlive: boolean;
      /** The SID of the customer's conference, when the call knows another. */
      readonly room?: string;
      /**
       * Agents' legs that sent no webhook, but whose phone calls live at Twilio. A ringing agent is not in the room
       * yet.
       */
      readonly dialled?: readonly DialledLeg[];
    };

/** A participant of the call's conference, as Twilio lists them. The label is the leg's name. */
export interface SeenParticipant {
  readonly sid: PhoneCallSid;
  readonly label?: string;
  readonly held: boolean;
  readonly muted: boolean;
}

/** A leg with the SID of its phone call. */
export interface DialledLeg {
  readonly leg: LegId;
  readonly sid: PhoneCallSid;
}

/** About agents and their pages. */
export type AgentEvent =
  | { readonly type: 'AgentTurnedAvailable'; readonly agent: AgentId }
  /** Their page is back and connects again into the call. */
  | { readonly type: 'AgentRejoined'; readonly agent: AgentId; readonly sid: PhoneCallSid }
  /** Their page sent no heartbeat for too long. */
  | { readonly type: 'AgentVanished'; readonly agent: AgentId }
  /**
   * The agent is claimed for this leg. But the claim has lapsed, or their page has nothing on its line. It is not known
   * whether the call still counts on them.
   */
  | { readonly type: 'ClaimStale'; readonly agent: AgentId; readonly leg: LegId }
  /**
   * No page has the call: agents left it to outside parties, or vanished from it. Nobody may be with the customer, so
   * other pages' heartbeats check it.
   */
  | { readonly type: 'CallUnattended' }
  /** Their page's heartbeat said whether it has this call on its line. */
  | { readonly type: 'PageReported'; readonly agent: AgentId; readonly onCall: boolean };

/**
 * Requests of an agent's page. `by` is the asker, proven by their session. With `key` a repeated click has one effect.
 */
export type Request = { readonly by: AgentId; readonly key: string } & (
  | {
      readonly type: 'TransferAsked';
      readonly kind: TransferKind;
      readonly target: TransferTarget;
      readonly note?: string;
    }
  | { readonly type: 'CompleteAsked' }
  | { readonly type: 'CancelAsked' }
  | { readonly type: 'SwapAsked' }
  | { readonly type: 'MergeAsked' }
  | { readonly type: 'EndAsked' }
  /** `party` is `customer` or a leg's name. */
  | { readonly type: 'HoldAsked'; readonly party: string; readonly on: boolean }
  | { readonly type: 'MuteAsked'; readonly party: string; readonly on: boolean }
  | { readonly type: 'RemoveAsked'; readonly party: string }
  | { readonly type: 'DeclineAsked'; readonly reason?: string }
);

/** The one for whom a transfer asks. `anyone`: whichever agent is free. */
export type TransferTarget =
  | { readonly kind: 'agent'; readonly agent: AgentId }
  | { readonly kind: 'anyone' }
  | { readonly kind: 'outside'; readonly entry: string };
