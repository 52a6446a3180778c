import type { AgentId, CallSid, Instant, Language, LegId } from './ids.ts';
import type { TransferKind } from './transfer-kinds.ts';

/** What happened, in the past tense. Everything that the core knows comes in through one of these. */
export type Event = TwilioEvent | CommandResult | AgentEvent | Request;

/** From Twilio's webhooks, which may be repeated, reordered, late or lost. */
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
  /** A pass of the waiting or hold music: the only clock there is. */
  | { readonly type: 'WaitLoopTicked'; readonly room?: string }
  /** `at`: when it began to ring by Twilio's clock, however late that is told. */
  | { readonly type: 'LegRang'; readonly leg: LegId; readonly sid: CallSid; readonly at?: Instant }
  | { readonly type: 'LegAnswered'; readonly leg: LegId; readonly sid: CallSid }
  /** The leg has answered and may not come in yet; it asks again every few seconds. */
  | { readonly type: 'LegWaited'; readonly leg: LegId; readonly sid: CallSid }
  | { readonly type: 'LegJoined'; readonly leg: LegId; readonly sid: CallSid; readonly room: string }
  | { readonly type: 'LegLeft'; readonly leg: LegId; readonly sid: CallSid }
  | {
      readonly type: 'LegEnded';
      readonly leg: LegId;
      readonly sid: CallSid;
      readonly how: LegEnd;
      /** When it ended by Twilio's clock. */
      readonly at?: Instant;
    }
  | { readonly type: 'RoomEnded'; readonly room: string }
  /** The customer has left the room to be asked for a message. */
  | { readonly type: 'MessageAsked' }
  | { readonly type: 'VoicemailRecorded' };

export type LegEnd = 'completed' | 'no-answer' | 'busy' | 'failed' | 'canceled';

/** What became of commands. */
export type CommandResult =
  | { readonly type: 'LegDialled'; readonly leg: LegId; readonly sid: CallSid }
  | { readonly type: 'DialFailed'; readonly leg: LegId }
  | { readonly type: 'ClaimWon'; readonly agent: AgentId; readonly leg: LegId }
  | { readonly type: 'ClaimLost'; readonly leg: LegId }
  | { readonly type: 'CommandDone'; readonly command: string }
  | { readonly type: 'CommandFailed'; readonly command: string; readonly gone: boolean }
  | {
      readonly type: 'RoomChecked';
      readonly inRoom: readonly SeenParticipant[];
      readonly customerAlive: boolean;
      /** The customer's room, when it is another than the call knows. */
      readonly room?: string;
      /** Agents' legs of which nothing was heard, but whose phone calls live: who is only rung is not in the room yet. */
      readonly dialled?: readonly DialledLeg[];
    };

export interface SeenParticipant {
  readonly sid: CallSid;
  readonly label?: string;
  readonly held: boolean;
  readonly muted: boolean;
}

/** A leg with the phone call that dialling it has become. */
export interface DialledLeg {
  readonly leg: LegId;
  readonly sid: CallSid;
}

/** About agents and their pages. */
export type AgentEvent =
  | { readonly type: 'AgentTurnedAvailable'; readonly agent: AgentId }
  /** Their page is back and connects again into the call. */
  | { readonly type: 'AgentRejoined'; readonly agent: AgentId; readonly sid: CallSid }
  /** Their page was not heard of for too long. */
  | { readonly type: 'AgentVanished'; readonly agent: AgentId }
  /**
   * The agent is claimed for this leg, and the claim has lapsed, or their page has nothing on its line: whether the call still
   * counts on them is not known.
   */
  | { readonly type: 'ClaimStale'; readonly agent: AgentId; readonly leg: LegId }
  /**
   * No page has the call, since agents left it to outside parties, or vanished from it, so that nobody is with the customer:
   * other pages' beats ask after it.
   */
  | { readonly type: 'CallUnattended' }
  /** Their page told, as it does now and then, whether it has this call on its line. */
  | { readonly type: 'PageReported'; readonly agent: AgentId; readonly onCall: boolean };

/** Asked by an agent's page. `by` is the asker, proven by their session; `key` makes a repeated click one effect. */
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

export type TransferTarget =
  | { readonly kind: 'agent'; readonly agent: AgentId }
  | { readonly kind: 'anyone' }
  | { readonly kind: 'outside'; readonly entry: string };
