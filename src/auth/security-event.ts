import type { AgentId } from '../core/model/ids.ts';

/** Something that tells who came in, and who tried. It names agents by id, and nothing that anybody typed. */
export type SecurityEvent =
  | { readonly what: 'signed-in' | 'signed-out' | 'passcode-changed'; readonly agent: AgentId }
  /** `lockedSeconds`: this one locked further tries. */
  | { readonly what: 'wrong-passcode'; readonly agent: AgentId; readonly lockedSeconds?: number }
  | { readonly what: 'wrong-code'; readonly agent: AgentId; readonly lockedSeconds?: number }
  /** The passcode was right, and the code of the second factor was not sent yet. */
  | { readonly what: 'code-asked'; readonly agent: AgentId }
  | { readonly what: 'tried-while-locked' | 'tried-while-disabled'; readonly agent: AgentId }
  | { readonly what: 'unknown-name' }
  /** A request that the agent's role does not allow. */
  | { readonly what: 'role-refused'; readonly agent: AgentId; readonly path: string }
  /** A cookie that this service did not sign. */
  | { readonly what: 'cookie-forged'; readonly path: string };

/** Where security events are kept, in the order in which they came. Nothing that is kept is changed. */
export interface SecurityLog {
  /** Never fails: where an event cannot be kept, only the log line tells of it. */
  record(event: SecurityEvent): Promise<void>;
}
