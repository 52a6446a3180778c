import type { Instant } from '../../core/model/ids.ts';
import type { PageState } from '../state/state.ts';

/** How long before the end the page warns, in milliseconds. */
const WARNING_MS = 60_000;

/** What follows from an agent's doing nothing. */
export interface IdleStep {
  /** When they are signed out, once that is near. */
  readonly until: Instant | undefined;
  readonly isOver: boolean;
  /** They count as there: somebody on a call need not touch the page, and without a limit nobody need. */
  readonly isSeen: boolean;
}

/** @param seenAt when the agent last did something at the page */
export function idleStep({ session, desk, line, now }: PageState, seenAt: Instant): IdleStep {
  const minutes = desk?.settings.idleMinutes ?? 0;
  const isSeen =
    minutes === 0 || session.kind !== 'signed-in' || Boolean(line.active ?? line.incoming ?? line.lost);
  if (isSeen) return { until: undefined, isOver: false, isSeen };
  const end = seenAt + minutes * 60_000;
  return { until: now >= end - WARNING_MS ? end : undefined, isOver: now >= end, isSeen };
}
