import type { AgentId, Instant } from '../core/model/ids.ts';
import type { Stored } from '../shared/storage.ts';

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
  readonly wrongTries: number;
  /** No passcode is checked before this moment. */
  readonly lockedUntil: Instant;
}

/** The agents' accounts, by the agent's id. */
export interface AccountStore {
  load(id: AgentId): Promise<Stored<Account> | undefined>;
  /** @throws ConflictError when the revision is no longer the newest */
  save(account: Account, revision: string): Promise<void>;
}
