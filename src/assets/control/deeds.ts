import type { Presence } from '../../core/agent.ts';
import type { Language, TransferKind } from '../../core/call.ts';
import type { Dialog, Target } from '../model/state.ts';

/** What the agent can do on the page; the views know nothing else. */
export interface Deeds extends SessionDeeds, CallDeeds, SoundDeeds {
  open(dialog: Dialog): void;
  dismissNotice(): void;
  chooseLanguage(language: Language): void;
  reload(): void;
}

export interface SessionDeeds {
  signIn(agent: string, passcode: string): Promise<void>;
  signOut(): Promise<void>;
  setPresence(presence: Extract<Presence, 'available' | 'away' | 'offline'>): Promise<void>;
  retryLine(): Promise<void>;
  retryToken(): Promise<void>;
}

export interface CallDeeds {
  answer(): void;
  decline(reason: string): Promise<void>;
  mute(party: string, on: boolean): Promise<void>;
  hold(party: string, on: boolean): Promise<void>;
  remove(party: string): Promise<void>;
  sendDigit(digit: string): void;
  transfer(how: TransferKind, target: Target, name: string, note: string): Promise<void>;
  complete(): Promise<void>;
  cancel(): Promise<void>;
  swap(): Promise<void>;
  merge(): Promise<void>;
  /** Leave; the others go on talking. */
  leave(): Promise<void>;
  /** End the call for everybody. */
  end(): Promise<void>;
  rejoin(): Promise<void>;
}

export interface SoundDeeds {
  checkMicrophone(): Promise<void>;
  closeMicrophone(): void;
  chooseInput(id: string): Promise<void>;
  chooseOutput(id: string): Promise<void>;
  testSound(): Promise<void>;
  unlockSound(): Promise<void>;
}
