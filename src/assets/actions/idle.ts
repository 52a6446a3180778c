import { idleStep } from '../selectors/idle.ts';
import type { SessionActions } from './actions.ts';
import type { PageContext } from './page-context.ts';

/** What an agent does at a page, wherever on it. */
const SIGNS_OF_LIFE = ['pointerdown', 'pointermove', 'keydown', 'wheel', 'touchstart'] as const;

/**
 * Signs out an agent who has done nothing for as long as the company allows. Warns them a minute before. An agent on a
 * call is not signed out.
 * @returns what the agent does to stay
 */
export function watchIdleness(
  { store: { state, subscribe, dispatch } }: Pick<PageContext, 'store'>,
  signOut: SessionActions['signOut'],
): () => void {
  let seenAt = state().now;
  let isLeaving = false;
  const seen = (): void => {
    seenAt = state().now;
    if (state().idleUntil !== undefined) dispatch({ type: 'IdlenessChanged', until: undefined });
  };
  for (const sign of SIGNS_OF_LIFE) document.addEventListener(sign, seen, { passive: true });
  subscribe((now, before) => {
    if (now.now === before.now) return;
    const { until, isOver, isSeen } = idleStep(now, seenAt);
    if (isSeen) seenAt = now.now;
    if (until !== now.idleUntil) dispatch({ type: 'IdlenessChanged', until });
    if (!isOver || isLeaving) return;
    isLeaving = true;
    void signOut().finally(() => (isLeaving = false));
  });
  return seen;
}
