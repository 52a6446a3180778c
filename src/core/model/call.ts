import type { Command, HoldMusic } from './commands.ts';
import type { Instant, CallSid, AgentId, LegId, Language } from './ids.ts';
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
  readonly handoff?: KeptNote;
  /** How the last transfer attempt ended, for the initiator's page. */
  readonly lastTransfer?: TransferOutcome;
  /** Set while no agent is on the line although one was: for which agents the customer waits, and until when. */
  readonly rescue?: Rescue;
  /** Agents whose pages vanished from the call: their claims are kept for a while, so that reloaded pages find it again. */
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
  readonly lookedAt?: Instant;
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

export interface Customer {
  /** Whether the customer has joined the conference. */
  readonly joined: boolean;
  /** What the customer hears instead of the others, while on hold. */
  readonly hold?: HoldMusic;
  readonly muted: boolean;
}

export interface Leg {
  readonly id: LegId;
  readonly party: Party;
  readonly state: 'dialling' | 'ringing' | 'answered' | 'on';
  readonly why: LegReason;
  /** When the leg came into its state. */
  readonly since: Instant;
  readonly sid?: CallSid;
  readonly held: boolean;
  readonly muted: boolean;
  /** They are rung once more, since a closing page ended the ring before. */
  readonly again?: boolean;
}

export type Party =
  | { readonly kind: 'agent'; readonly agent: AgentId; readonly name: string }
  | { readonly kind: 'outside'; readonly entry: string; readonly name: string };

/** route: from the queue. recall: an offer that came back. transfer: asked for by an agent. rejoin: their page came back. */
export type LegReason = 'route' | 'recall' | 'transfer' | 'rejoin';

export interface Transfer {
  readonly kind: TransferKind;
  readonly initiator: LegId;
  readonly target: LegId;
  readonly state: 'ringing' | 'open';
  readonly note?: string;
  readonly since: Instant;
}

export interface KeptNote {
  readonly note: string;
  /** Who wrote it, as far as it is known. */
  readonly by?: AgentId;
}

export interface TransferOutcome {
  readonly target: string;
  readonly result: TransferResult;
  /** The target's own words when they declined. */
  readonly reason?: string;
  readonly at: Instant;
}

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

export interface Rescue {
  readonly since: Instant;
  /** The agents to wait for first: the one who vanished, then the former owner. */
  readonly first: readonly AgentId[];
  /** Until then only these agents are rung. */
  readonly until: Instant;
}

export interface AbsentAgent {
  readonly agent: AgentId;
  /** Absent where an earlier version did not keep it. */
  readonly name?: string;
  readonly leg: LegId;
  readonly until: Instant;
  /** They were the last one, so that the customer is rescued: once somebody is with them, nobody is waited for any more. */
  readonly wasLast?: true;
  /** What they were, and are again when they come back. */
  readonly held?: boolean;
  readonly muted?: boolean;
}

export interface PendingCommand {
  readonly command: Command;
  readonly since: Instant;
  /** The command failed. The next event of the call tries it again. */
  readonly failed?: true;
}

export interface Ending {
  readonly at: Instant;
  readonly why: 'customer-hung-up' | 'agent-ended' | 'voicemail-left' | 'closed' | 'failed';
}
