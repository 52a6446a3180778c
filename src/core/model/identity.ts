import type { AgentId } from './ids.ts';

/** What of an account makes the name by which Twilio knows the agent's pages. */
export interface Identified {
  readonly id: AgentId;
  /** See `Account`. An account of an earlier version has a number, and its pages go by the agent's id alone. */
  readonly epoch: string | number;
}

/**
 * The name by which Twilio knows the agent's pages: Voice rings it, and Sync lets it read. It is another one after each
 * end of the agent's sessions, so a token from before names nobody. Twilio takes 121 letters, digits and underscores.
 * https://www.twilio.com/docs/iam/access-tokens#step-3-generate-token
 */
export function identityOf({ id, epoch }: Identified): string {
  return typeof epoch === 'number' ? id : `${id}__${epoch}`;
}

/** The agent whose pages go by that name, now or once. */
export function agentOfIdentity(identity: string): AgentId {
  return /^(\w+)__[0-9a-f]{16}$/.exec(identity)?.[1] ?? identity;
}
