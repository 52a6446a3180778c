import type { PresenceReason } from '../../core/model/agent.ts';
import { myPresence, type PageState } from '../state/state.ts';

/** Why an agent gets no calls any more, although they did not ask for that. They may not look at the page. */
type TakenOut = Extract<PresenceReason, 'missed' | 'unreachable' | 'page-gone'>;

const UNASKED: ReadonlySet<string | undefined> = new Set<TakenOut>(['missed', 'unreachable', 'page-gone']);

/** Why the agent was taken out of the line, as long as they are. */
export function takenOut(state: PageState): TakenOut | undefined {
  const mine = myPresence(state);
  const isOut = mine?.presence === 'away' || mine?.presence === 'offline';
  return isOut && UNASKED.has(mine.why) ? (mine.why as TakenOut) : undefined;
}

/** The same at the moment when it happens to an agent who was there. */
export function hasBeenTakenOut(state: PageState, before: PageState): TakenOut | undefined {
  const was = myPresence(before)?.presence;
  return was === 'available' || was === 'busy' || was === 'wrap-up' ? takenOut(state) : undefined;
}
