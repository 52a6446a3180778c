import type { Call } from './call.ts';
import type { Command } from './commands.ts';
import type { TimelineEvent } from './timeline-event.ts';

/** The outcome of `decide`: the next state with its commands, or a refusal that changes nothing. */
export type Decision =
  | {
      readonly kind: 'decided';
      readonly call: Call;
      readonly commands: readonly Command[];
      readonly timeline: readonly TimelineEvent[];
    }
  | { readonly kind: 'ignored'; readonly why: string }
  | { readonly kind: 'refused'; readonly code: RefusalCode };

/** A decision that changes the call. */
export type Decided = Extract<Decision, { kind: 'decided' }>;

/** Why a request was refused, as a stable code. The page has the words. */
export type RefusalCode =
  | 'call-not-found'
  | 'call-ended'
  | 'not-your-call'
  | 'transfer-open'
  | 'no-transfer'
  | 'target-not-on-line'
  | 'target-is-you'
  | 'target-unknown'
  | 'target-busy'
  | 'target-offline'
  | 'nobody-available'
  | 'already-on-call'
  | 'party-unknown'
  | 'not-ringing-you'
  | 'call-full'
  | 'try-again';
