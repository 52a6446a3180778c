import type { ChosenPresence } from '../../core/routing/presence.ts';
import { myPresence, type PageState } from '../state/state.ts';

/**
 * The presences that the agent may choose now. While a call has them there are none, because their presence follows the
 * call.
 */
export function allowedPresences(state: PageState): readonly ChosenPresence[] {
  const mine = myPresence(state);
  if (!mine || mine.call !== undefined) return [];
  switch (mine.presence) {
    case 'available':
      return ['away', 'offline'];
    case 'away':
      return ['available', 'offline'];
    case 'wrap-up':
      return ['available', 'away'];
    case 'busy':
    case 'offline':
      return ['available'];
  }
}
