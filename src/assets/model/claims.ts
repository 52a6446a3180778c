import type { Agent } from '../../core/agent.ts';
import type { Instant } from '../../core/call.ts';

/** Whether a call has the agent: rings them, or has them on its line. A claim that has lapsed counts for nothing. */
export function isClaimed({ call, claimUntil }: Agent, now: Instant): boolean {
  return call !== undefined && (claimUntil === undefined || claimUntil >= now);
}
