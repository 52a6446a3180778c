import type { Agent } from '../../core/model/agent.ts';
import type { Waiting } from '../../core/model/waiting.ts';
import type { Call } from '../../core/model/call.ts';
import type { CallSid, Instant } from '../../core/model/ids.ts';
import type { Word } from '../words/words.ts';
import type {
  Draft,
  History,
  ActiveLine,
  Desk,
  Dialog,
  Line,
  ConnectionStatus,
  Me,
  Microphone,
  Notice,
  PendingAction,
} from './state.ts';

/** Something that the page learned or the agent did, in the past tense. */
export type PageEvent =
  | { readonly type: 'ClockTicked'; readonly now: Instant }
  | { readonly type: 'SigningIn' }
  | { readonly type: 'SignedIn'; readonly me: Me }
  | { readonly type: 'SignInRefused'; readonly word: Word }
  | { readonly type: 'CodeAsked' }
  | { readonly type: 'SignedOut' }
  | { readonly type: 'SessionEnded' }
  | { readonly type: 'DeskLoaded'; readonly desk: Desk; readonly call?: Call }
  | { readonly type: 'AgentUpdated'; readonly agent: Agent }
  | { readonly type: 'AgentGone'; readonly id: string }
  | { readonly type: 'WaitingUpdated'; readonly entry: Waiting }
  | { readonly type: 'WaitingGone'; readonly call: CallSid }
  | { readonly type: 'CallUpdated'; readonly call: Call }
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
  /** The lost call is taken up again, or is gone for good. */
  | { readonly type: 'LossSettled' }
  | { readonly type: 'MicrophoneChanged'; readonly microphone: Partial<Microphone> }
  | { readonly type: 'ConnectionChanged'; readonly connection: Partial<ConnectionStatus> }
  | { readonly type: 'DraftChanged'; readonly call: CallSid; readonly draft: Partial<Draft> }
  | { readonly type: 'HistoryLoaded'; readonly history: Partial<History> }
  | { readonly type: 'AttemptForgotten' }
  | { readonly type: 'DialogChanged'; readonly dialog: Dialog }
  | { readonly type: 'Noticed'; readonly notice: Notice }
  | { readonly type: 'NoticeDismissed' }
  | { readonly type: 'IdlenessChanged'; readonly until: Instant | undefined };
