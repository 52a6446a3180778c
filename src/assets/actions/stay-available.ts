import type { CallSid } from '../../core/model/ids.ts';
import { canRingHere, myPresence, type PageState } from '../state/state.ts';
import type { PageContext } from './page-context.ts';

/**
 * Keeps an agent available after their other window was closed or reloaded while a call rang in both. The Voice SDK
 * rejects a call that rings in a closing window. Twilio then ends the call for every window of the agent. The service
 * takes that for a closed page; only the window that rang and lives knows better.
 * https://github.com/twilio/twilio-voice.js/issues/435
 */
export function stayAvailable({ ask, store }: Pick<PageContext, 'ask' | 'store'>): void {
  let rangHere: CallSid | undefined;
  store.subscribe((state, before) => {
    rangHere = state.line.incoming?.call || rangHere;
    if (!rangHere || !wasSetAway(state, before)) return;
    const isMeant = myPresence(state)?.notice?.call === rangHere && canRingHere(state);
    rangHere = undefined;
    // A call may have the agent again by now. A service that cannot be reached leaves them away, with the way back.
    if (isMeant) void ask('presence/set', { presence: 'available' }).catch(() => undefined);
  });
}

function wasSetAway(state: PageState, before: PageState): boolean {
  return isClosedPage(state) && !isClosedPage(before);
}

function isClosedPage(state: PageState): boolean {
  const me = myPresence(state);
  return me?.presence === 'away' && me.why === 'page-closed';
}
