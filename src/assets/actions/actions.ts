import type { Presence } from '../../core/model/agent.ts';
import type { TransferKind } from '../../core/model/transfer-kinds.ts';
import type { CallSid, Language } from '../../core/model/ids.ts';
import type { Dialog, Target } from '../state/state.ts';

/** All that the agent can do on the page. The views know nothing else. */
export interface Actions extends SessionActions, CallActions, SoundActions, HistoryActions {
  readonly open: (dialog: Dialog) => void;
  readonly dismissNotice: () => void;
  readonly forgetAttempt: () => void;
  readonly chooseLanguage: (language: Language) => void;
  readonly reload: () => void;
  /** The agent is there, although they have done nothing for long. */
  readonly stay: () => void;
}

/** Signing in and out, presence, and the connections of the page. */
export interface SessionActions {
  /** @param code of the agent's authenticator, once the service has asked for it */
  readonly signIn: (agent: string, passcode: string, code?: string) => Promise<void>;
  readonly signOut: () => Promise<void>;
  /** Every page of the agent is signed out by it, this one too. */
  readonly changePasscode: (current: string, next: string) => Promise<void>;
  readonly setPresence: (presence: Extract<Presence, 'available' | 'away' | 'offline'>) => Promise<void>;
  /** Saves the notes first. If that fails, the page says so, and keeps the notes when the agent goes on. */
  readonly finishWrapUp: (presence: Extract<Presence, 'available' | 'away'>) => Promise<void>;
  readonly retryLine: () => Promise<void>;
  readonly retryToken: () => Promise<void>;
}

/**
 * What the agent does with their call. Each resolves when the service has answered, and a refusal becomes a notice.
 */
export interface CallActions {
  readonly answer: () => void;
  readonly decline: (reason: string) => Promise<void>;
  readonly mute: (party: string, on: boolean) => Promise<void>;
  readonly hold: (party: string, on: boolean) => Promise<void>;
  readonly remove: (party: string) => Promise<void>;
  readonly sendDigit: (digit: string) => void;
  readonly transfer: (how: TransferKind, target: Target, name: string, note: string) => Promise<void>;
  readonly complete: () => Promise<void>;
  readonly cancel: () => Promise<void>;
  readonly swap: () => Promise<void>;
  readonly merge: () => Promise<void>;
  /** Leave; the others go on talking. */
  readonly leave: () => Promise<void>;
  /** End the call for everybody. */
  readonly end: () => Promise<void>;
  readonly rejoin: () => Promise<void>;
}

/** The microphone and the loudspeaker. */
export interface SoundActions {
  readonly checkMicrophone: () => Promise<void>;
  readonly closeMicrophone: () => void;
  readonly chooseInput: (id: string) => Promise<void>;
  readonly chooseOutput: (id: string) => Promise<void>;
  readonly testSound: () => Promise<void>;
  readonly unlockSound: () => Promise<void>;
}

/** Notes, past calls and messages. */
export interface HistoryActions {
  /** The agent's notes on a call. The page keeps them until they are saved. */
  readonly note: (call: CallSid, note: string) => void;
  readonly choose: (call: CallSid, disposition: string) => void;
  /** Returns whether the service has it now. */
  readonly saveWrapUp: (call: CallSid) => Promise<boolean>;
  readonly showCallHistory: (call: CallSid) => Promise<void>;
  readonly closeVoicemail: (recording: string) => Promise<void>;
  readonly refreshHistory: () => Promise<void>;
}
