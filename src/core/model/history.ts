import type { Ending, Phase } from './call.ts';
import type { AgentId, CallSid, Instant } from './ids.ts';
import type { TimelineEvent } from './timeline-event.ts';

/** A call that rang at an agent's place, for their list of recent calls. */
export interface RecentCall {
  readonly call: CallSid;
  /** When it first rang there. */
  readonly at: Instant;
  readonly wrapUp?: WrapUp;
  /** The agent did not take it. While it goes on, its timeline is not for them. */
  readonly refused?: true;
  /** These fields are known as long as the call's document is kept. */
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

/** One entry of a call's timeline: what happened at one moment. */
export interface TimelineEntry {
  readonly at: Instant;
  /** In plain English. */
  readonly sentences: readonly string[];
  /** The same by code, one for each sentence. Entries of earlier versions have none. */
  readonly told?: readonly TimelineEvent[];
}

/** A message that a caller left, named by its recording. */
export interface Voicemail {
  /** A Twilio recording SID (`RE...`). */
  readonly recording: string;
  readonly call: CallSid;
  readonly from: string;
  readonly at: Instant;
  readonly seconds: number;
  /** Who has dealt with it. */
  readonly closed?: { readonly by: AgentId; readonly at: Instant };
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
