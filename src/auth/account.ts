import type { AgentId, Instant } from '../core/model/ids.ts';
import type { Stored } from '../shared/storage.ts';
import type { Authenticator } from './one-time-code.ts';

/** An agent's account. It never goes to a page. */
export interface Account {
  readonly id: AgentId;
  readonly name: string;
  readonly role: 'agent' | 'supervisor';
  /** See passwords.ts. */
  readonly hash: string;
  readonly disabled: boolean;
  /**
   * Sessions of another epoch have ended. A new one begins when the passcode is reset, the agent is disabled or signs
   * out. An account of an earlier version has a number until the agent next signs in.
   */
  readonly epoch: string | number;
  /** Of browsers in which the agent has not signed in before. */
  readonly wrongTries: number;
  /** No passcode from such a browser is checked before this moment. */
  readonly lockedUntil: Instant;
  /** The browsers in which the agent signed in last, the newest first. Nobody else's wrong passcodes lock them. */
  readonly browsers?: readonly KnownBrowser[];
  /** The agent's second factor; absent when a passcode is enough. */
  readonly authenticator?: Authenticator;
  /** When the agent called outside numbers within the last hour, the oldest first. */
  readonly outsideCalls?: readonly Instant[];
}

/** A browser in which an agent has signed in, with wrong passcodes of its own. */
export interface KnownBrowser {
  /** See `browserOf`. */
  readonly browser: string;
  readonly wrongTries: number;
  readonly lockedUntil: Instant;
}

/** The agents' accounts, by the agent's id. */
export interface AccountStore {
  load(id: AgentId): Promise<Stored<Account> | undefined>;
  /** @throws ConflictError when the revision is no longer the newest */
  save(account: Account, revision: string): Promise<void>;
}
