import type { AgentId, CallSid, Ending, Instant, Phase } from './call.ts';

/** A call that rang at an agent's place, for looking back. */
export interface RecentCall {
  readonly call: CallSid;
  /** When it first rang there. */
  readonly at: Instant;
  readonly wrapUp?: WrapUp;
  /** What is known of the call while its document is kept. */
  readonly from?: string;
  readonly startedAt?: Instant;
  readonly ending?: Ending;
}

/** How an agent closed a call. */
export interface WrapUp {
  /** The id of one of the company's dispositions. */
  readonly disposition: string;
  readonly note?: string;
  readonly at: Instant;
}

/** One entry of a call's plain-English account. */
export interface TimelineEntry {
  readonly at: Instant;
  readonly sentences: readonly string[];
}

/** A call that is going on, as a supervisor sees it. */
export interface LiveCall {
  readonly call: CallSid;
  readonly from: string;
  readonly startedAt: Instant;
  readonly phase: Phase;
  readonly phaseSince: Instant;
  readonly agents: readonly AgentId[];
}
