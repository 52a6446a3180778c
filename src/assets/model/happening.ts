import type { Agent, Waiting } from '../../core/agent.ts';
import type { Call, CallSid, Instant } from '../../core/call.ts';
import type { Word } from '../words/words.ts';
import type { Draft, Records } from './records.ts';
import type {
  ActiveLine,
  Desk,
  Dialog,
  Line,
  Links,
  Me,
  Microphone,
  Notice,
  PendingAction,
} from './state.ts';

/** Something the page was told or the agent did, in the past tense. */
export type Happening =
  | { readonly type: 'ClockTicked'; readonly now: Instant }
  | { readonly type: 'SigningIn' }
  | { readonly type: 'SignedIn'; readonly me: Me }
  | { readonly type: 'SignInRefused'; readonly word: Word }
  | { readonly type: 'SignedOut' }
  | { readonly type: 'SessionEnded' }
  | { readonly type: 'DeskTold'; readonly desk: Desk; readonly call?: Call }
  | { readonly type: 'AgentTold'; readonly agent: Agent }
  | { readonly type: 'AgentGone'; readonly id: string }
  | { readonly type: 'WaitingTold'; readonly entry: Waiting }
  | { readonly type: 'WaitingGone'; readonly call: CallSid }
  | { readonly type: 'CallTold'; readonly call: Call }
  | { readonly type: 'CallClosed' }
  | { readonly type: 'ActionAsked'; readonly action: PendingAction }
  | { readonly type: 'ActionAnswered'; readonly key: string; readonly call?: Call }
  | { readonly type: 'ActionFailed'; readonly key: string; readonly notice: Notice }
  | { readonly type: 'LineChanged'; readonly line: Partial<Line> }
  | { readonly type: 'LineOpened'; readonly active: ActiveLine }
  | { readonly type: 'ActiveChanged'; readonly active: Partial<ActiveLine> }
  | { readonly type: 'QualityRecovered' }
  | { readonly type: 'RingingStopped' }
  | { readonly type: 'LineClosed' }
  /** The call on the line ended because its connection was away for too long. */
  | { readonly type: 'LineLost' }
  /** What was lost is taken up again, or is not to be had any more. */
  | { readonly type: 'LossSettled' }
  | { readonly type: 'MicrophoneChanged'; readonly microphone: Partial<Microphone> }
  | { readonly type: 'LinksChanged'; readonly links: Partial<Links> }
  | { readonly type: 'DraftChanged'; readonly call: CallSid; readonly draft: Partial<Draft> }
  | { readonly type: 'RecordsTold'; readonly records: Partial<Records> }
  | { readonly type: 'AttemptForgotten' }
  | { readonly type: 'DialogChanged'; readonly dialog: Dialog }
  | { readonly type: 'Noticed'; readonly notice: Notice }
  | { readonly type: 'NoticeDismissed' };
