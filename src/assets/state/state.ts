import type { Agent } from '../../core/model/agent.ts';
import type { Waiting } from '../../core/model/waiting.ts';
import type { Call } from '../../core/model/call.ts';
import type { TransferKind } from '../../core/model/transfer-kinds.ts';
import type { AgentId, CallSid, Instant, Language, LegId } from '../../core/model/ids.ts';
import type { Settings } from '../../core/model/settings.ts';
import type { Word } from '../words/words.ts';
import type { RecentCall, TimelineEntry } from '../../core/model/history.ts';

/** Everything that the page shows. It changes only in `reduce`. The truth comes from Sync and the Voice SDK. */
export interface PageState {
  /** The service's clock, as far as the page knows it. It moves once a second. */
  readonly now: Instant;
  readonly session: SessionState;
  readonly desk?: Desk;
  /** The agent's call, as last received. */
  readonly call?: Call;
  /** When each party on hold came there, by `customer` or a leg's name. */
  readonly heldSince: Readonly<Record<string, Instant>>;
  /** The agent's requests that the service has not confirmed yet. */
  readonly pending: readonly PendingAction[];
  readonly line: Line;
  readonly microphone: Microphone;
  readonly connection: ConnectionStatus;
  /** The agent's notes on each call, kept until they are saved. */
  readonly drafts: Readonly<Record<CallSid, Draft>>;
  readonly history: History;
  /** The agent's last try at a transfer, in case it fails. */
  readonly attempt?: TransferAttempt;
  readonly dialog: Dialog;
  /** The last problem or news. A problem stays until the agent dismisses it or another replaces it. */
  readonly notice?: Notice & { readonly at: Instant };
  /** When the agent is signed out, once they have done nothing for nearly as long as the company allows. */
  readonly idleUntil?: Instant;
}

/** The signed-in agent. */
export interface Me {
  readonly id: AgentId;
  readonly name: string;
  readonly role: Agent['role'];
}

/** Whether an agent is signed in at this page. */
export type SessionState =
  | { readonly kind: 'unknown' }
  | ({ readonly kind: 'signed-out' } & SignInState)
  | { readonly kind: 'signed-in'; readonly me: Me }
  /** The session ran out. The call on the line goes on while the agent signs in again. */
  | ({ readonly kind: 'expired'; readonly me: Me } & SignInState);

/** How far signing in has come. */
export interface SignInState {
  readonly busy: boolean;
  readonly error?: Word;
  /** The passcode was right, and the service asks for the code of the agent's authenticator. */
  readonly needsCode?: boolean;
}

/** What every page shows: the team, the queue, the directory and the company's choices. */
export interface Desk {
  readonly agents: readonly Agent[];
  readonly waiting: readonly Waiting[];
  readonly directory: readonly { readonly id: string; readonly name: string }[];
  readonly dispositions: readonly DispositionChoice[];
  readonly settings: Pick<
    Settings,
    'wrapUpSeconds' | 'longestWaitSeconds' | 'pageGoneSeconds' | 'idleMinutes'
  >;
}

/** One of the company's words for how a call was closed, in each language. */
export type DispositionChoice = { readonly id: string } & Readonly<Record<Language, string>>;

/** This page's own telephone, as the Voice SDK reports it. */
export interface Line {
  readonly device: 'off' | 'registering' | 'registered' | 'failed';
  readonly incoming?: { readonly call: CallSid; readonly leg: LegId };
  readonly active?: ActiveLine;
  /** The call whose connection this window lost, until it is back. */
  readonly lost?: { readonly call: CallSid; readonly muted: boolean };
  /** Another window of the same browser holds the call's sound. */
  readonly elsewhere: boolean;
}

/** The phone call that this page holds. */
export interface ActiveLine {
  readonly call: CallSid;
  readonly state: 'connecting' | 'open' | 'reconnecting';
  readonly muted: boolean;
  /** What a bad network does to the sound. */
  readonly quality?: 'poor-network' | 'no-sound-from-you' | 'no-sound-to-you';
}

/** What the browser says of the microphone and the loudspeakers. */
export interface Microphone {
  readonly state: 'unknown' | 'asking' | 'ready' | 'denied' | 'missing' | 'failed';
  readonly inputs: readonly AudioChoice[];
  readonly outputs: readonly AudioChoice[];
  /** The devices that the agent chose. They may be unplugged now; without one it is the system's default. */
  readonly input?: string;
  readonly output?: string;
  /** Whether the page listens to the microphone now, so that its level moves. */
  readonly isMeasured: boolean;
}

/** A device that the agent can choose, as the browser names it. */
export interface AudioChoice {
  readonly id: string;
  readonly label: string;
}

/** How the page is connected to the network, the service and Twilio. */
export interface ConnectionStatus {
  readonly online: boolean;
  readonly sync: 'connecting' | 'connected' | 'unreachable';
  readonly signalling: 'ok' | 'reconnecting';
  readonly token: 'ok' | 'trouble';
  /** The browser plays no sound until the agent has clicked once. */
  readonly sound: 'unknown' | 'on' | 'blocked';
  readonly outdated: boolean;
}

/** The dialog that is open, with what the agent has typed in it. */
export type Dialog =
  | { readonly kind: 'none' }
  | { readonly kind: 'transfer'; readonly search: string; readonly note: string; readonly chosen?: string }
  | { readonly kind: 'keypad'; readonly digits: string }
  | { readonly kind: 'end' }
  | { readonly kind: 'decline' }
  | { readonly kind: 'sound' }
  /** The agent changes their own passcode. */
  | { readonly kind: 'passcode'; readonly busy: boolean; readonly error?: Word }
  /** The timeline of a past call, and how it was closed. */
  | { readonly kind: 'past-call'; readonly call: CallSid };

/** A line at the top of the page, in the page's language. */
export interface Notice {
  readonly tone: 'problem' | 'news';
  readonly word: Word;
  readonly values?: Readonly<Record<string, string>>;
}

/** A click on its way. The key is the one that the service gets. */
export type PendingAction = { readonly key: string } & ActionRequest;

/** What the agent has clicked. */
export type ActionRequest =
  | { readonly kind: 'mute'; readonly party: string; readonly on: boolean }
  | { readonly kind: 'hold'; readonly party: string; readonly on: boolean }
  | { readonly kind: 'remove'; readonly party: string }
  | {
      readonly kind: 'transfer';
      readonly how: TransferKind;
      readonly target: Target;
      readonly name: string;
      readonly note: string;
    }
  | { readonly kind: 'complete' | 'cancel' | 'swap' | 'merge' | 'end' | 'answer' | 'rejoin' }
  | { readonly kind: 'decline'; readonly reason: string };

/** The transfer that the agent asked for, so that the next try can start from it. */
export interface TransferAttempt {
  readonly call: CallSid;
  readonly how: TransferKind;
  readonly target: Target;
  readonly name: string;
  readonly note: string;
  /** Why the service refused it at once. */
  readonly refused?: Word;
}

/** The one for whom a transfer asks. */
export type Target =
  | { readonly kind: 'agent'; readonly agent: AgentId }
  | { readonly kind: 'anyone' }
  | { readonly kind: 'outside'; readonly entry: string };

/** The page's state at the start. */
export function initialState(now: Instant): PageState {
  return {
    now,
    session: { kind: 'unknown' },
    heldSince: {},
    pending: [],
    line: { device: 'off', elsewhere: false },
    microphone: { state: 'unknown', inputs: [], outputs: [], isMeasured: false },
    connection: {
      online: true,
      sync: 'connecting',
      signalling: 'ok',
      token: 'ok',
      sound: 'unknown',
      outdated: false,
    },
    drafts: {},
    history: { recent: [], timelines: {}, voicemails: [], away: false },
    dialog: { kind: 'none' },
  };
}

/** The signed-in agent, also after their session has run out. */
export function meOf(state: PageState): Me | undefined {
  return 'me' in state.session ? state.session.me : undefined;
}

/** The signed-in agent's presence as the service has it. */
export function myPresence(state: PageState): Agent | undefined {
  const me = meOf(state);
  return me && state.desk?.agents.find((agent) => agent.id === me.id);
}

/** Whether the session ran out while a call is on this page's line or rings there. The line itself needs no session. */
export function isSessionOverInCall({ session, line }: PageState): boolean {
  return session.kind === 'expired' && (line.active !== undefined || line.incoming !== undefined);
}

/** Whether a call could ring at this page now. */
export function canRingHere({ connection, line }: PageState): boolean {
  return connection.online && line.device === 'registered';
}

/** The agent's notes on a call, from its first minute until the service has them. */
export interface Draft {
  readonly note: string;
  readonly disposition?: string;
  /** incomplete: the notes cannot be saved before the agent chooses a disposition. */
  readonly state: 'open' | 'incomplete' | 'saving' | 'saved' | 'failed';
}

/** A message that a caller left. */
export interface ListedVoicemail {
  readonly recording: string;
  readonly from: string;
  readonly at: number;
  readonly seconds: number;
}

/** Past calls and messages. The page asks for these and does not follow them in Sync. */
export interface History {
  readonly recent: readonly RecentCall[];
  readonly timelines: Readonly<Record<CallSid, readonly TimelineEntry[]>>;
  readonly voicemails: readonly ListedVoicemail[];
  /** The service did not answer the last request. */
  readonly away: boolean;
}
