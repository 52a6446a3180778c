import type { Command, HoldMusic } from './commands.ts';
import type { Instant, CallSid, AgentId, LegId, Language, PhoneCallSid } from './ids.ts';
import type { TransferKind } from './transfer-kinds.ts';

/**
 * One customer's call, as Sync keeps it. Every Function decides from this document. It stays under 4 KB, however long
 * the call is: legs that are gone are dropped, and lists are bounded.
 */
export interface Call {
  readonly version: 1;
  readonly id: CallSid;
  /** The customer's number and the one they dialled, E.164. */
  readonly from: string;
  readonly to: string;
  readonly language: Language;
  readonly startedAt: Instant;
  readonly phase: Phase;
  readonly phaseSince: Instant;
  /** The conference's SID, once Twilio has told it. */
  readonly room?: string;
  readonly customer: Customer;
  /** Live legs besides the customer's: dialling, ringing or on the line. */
  readonly legs: readonly Leg[];
  /** The next leg's number, so that a leg's name is never used twice. */
  readonly nextLeg: number;
  readonly owner?: LegId;
  readonly transfer?: Transfer;
  /** What the last initiator wrote for those who have the call now. */
  readonly handoff?: HandoffNote;
  /** How the last transfer attempt ended, for the initiator's page. */
  readonly lastTransfer?: TransferOutcome;
  /** Set while no agent is on the line although one was: for which agents the customer waits, and until when. */
  readonly rescue?: Rescue;
  /**
   * Agents whose pages vanished from the call. We keep their claims for a while, so that a reloaded page finds it
   * again.
   */
  readonly absentAgents?: readonly AbsentAgent[];
  /** The owner before the last completed transfer: second in line when the new owner vanishes. */
  readonly formerOwner?: AgentId;
  /** Agents who missed or declined this call, oldest first, at most ten. Other agents are rung before them. */
  readonly missedBy: readonly AgentId[];
  /** Commands whose result is not known yet. */
  readonly pending: readonly PendingCommand[];
  /** Keys of the page's last requests, at most eight. With them a repeated click has one effect. */
  readonly handledKeys: readonly string[];
  readonly ending?: Ending;
  /** When we last asked Twilio who is in the conference. Triggers within 18 s share one check. */
  readonly roomCheckedAt?: Instant;
  /** When the customer's music last started or ticked. A room check learns from it whether the music still runs. */
  readonly musicAt?: Instant;
}

/**
 * waiting: in the queue. ringing: an agent is being rung. talking: with one agent. consulting: the customer
 * is on hold while agents talk. conferencing: three or more talk. transferring: a blind transfer rings.
 * rescuing: the last agent vanished. voicemail: leaving a message. ended absorbs everything.
 */
export type Phase =
  | 'waiting'
  | 'ringing'
  | 'talking'
  | 'consulting'
  | 'conferencing'
  | 'transferring'
  | 'rescuing'
  | 'voicemail'
  | 'ended';

/** The customer's part in the call. */
export interface Customer {
  /** Whether the customer has joined the conference. */
  readonly joined: boolean;
  /** What the customer hears instead of the others, while on hold. */
  readonly hold?: HoldMusic;
  /** Whether the waiting music of the room stands for the hold, because Twilio may hold nobody who is alone. */
  readonly waits?: boolean;
  readonly muted: boolean;
}

/** One party's phone call within the call. */
export interface Leg {
  readonly id: LegId;
  readonly party: Party;
  readonly state: 'dialling' | 'ringing' | 'answered' | 'on';
  readonly why: LegReason;
  /** When the leg came into its state. */
  readonly since: Instant;
  readonly sid?: PhoneCallSid;
  readonly held: boolean;
  readonly muted: boolean;
  /** They are rung once more, since a closing page ended the ring before. */
  readonly again?: boolean;
}

/** Who is at the other end of a leg: an agent, or an entry of the directory. */
export type Party =
  | { readonly kind: 'agent'; readonly agent: AgentId; readonly name: string }
  | { readonly kind: 'outside'; readonly entry: string; readonly name: string };

/** route: from the queue. recall: an offer that came back. transfer: asked for by an agent. rejoin: their page came back. */
export type LegReason = 'route' | 'recall' | 'transfer' | 'rejoin';

/** A transfer that is under way. `open`: the target of a consult has joined, and the agents talk. */
export interface Transfer {
  readonly kind: TransferKind;
  readonly initiator: LegId;
  readonly target: LegId;
  readonly state: 'ringing' | 'open';
  readonly note?: string;
  readonly since: Instant;
}

/** What an initiator wrote, kept for those who have the call afterwards. */
export interface HandoffNote {
  readonly note: string;
  /** Who wrote it, as far as it is known. */
  readonly by?: AgentId;
}

/** How a transfer ended. */
export interface TransferOutcome {
  readonly target: string;
  readonly result: TransferResult;
  /** The target's own words when they declined. */
  readonly reason?: string;
  readonly at: Instant;
}

/** Why a transfer ended. */
export type TransferResult =
  | 'completed'
  | 'cancelled'
  | 'no-answer'
  | 'busy'
  | 'declined'
  /** The target's page was closed or reloaded while it rang. */
  | 'page-closed'
  | 'unreachable'
  /** A party who must not hear the private talk could not be put on hold. So the target was not let in. */
  | 'not-private'
  | 'left';

/** The plan for a customer who has lost their last agent. */
export interface Rescue {
  readonly since: Instant;
  /** The agents to wait for first: the one who vanished, then the former owner. */
  readonly first: readonly AgentId[];
  /** Until then only these agents are rung. */
  readonly until: Instant;
}

/** An agent whose page vanished from the call. */
export interface AbsentAgent {
  readonly agent: AgentId;
  /** Absent where an earlier version did not keep it. */
  readonly name?: string;
  readonly leg: LegId;
  readonly until: Instant;
  /**
   * They were the last one, so the customer is rescued. Once somebody is with the customer, this place is not kept any
   * more.
   */
  readonly wasLast?: true;
  /** Whether they were on hold and muted. They are so again when they rejoin. */
  readonly held?: boolean;
  readonly muted?: boolean;
}

/** A command whose result is not known yet. */
export interface PendingCommand {
  readonly command: Command;
  readonly since: Instant;
  /** The command failed. The next event of the call tries it again. */
  readonly failed?: true;
}

/** How and when the call ended. */
export interface Ending {
  readonly at: Instant;
  readonly why: EndReason;
}

/** Why a call ended. `failed`: its document was lost or could not be read. */
export type EndReason = 'customer-hung-up' | 'agent-ended' | 'voicemail-left' | 'closed' | 'failed';
