import { endNotification, notify } from '../browser/notification.ts';
import type { Sounds } from '../browser/ringtone.ts';
import { ringsNow, screenReaderText } from '../selectors/screen-reader.ts';
import { noticeOf } from '../selectors/notice.ts';
import { callerOf } from '../selectors/phone-number.ts';
import { myPresence, type PageState } from '../state/state.ts';
import { hasBeenTakenOut, takenOut } from '../selectors/taken-out.ts';
import { titleFor } from '../selectors/title.ts';
import { nameText, type Say } from '../words/words.ts';
import type { Store } from '../state/store.ts';
import type { PageContext } from './page-context.ts';

interface EffectContext extends Pick<PageContext, 'store' | 'sounds' | 'windows'> {
  readonly say: () => Say;
  readonly announce: (text: string) => void;
}

/** What follows from a change without the agent: ringing, title, announcements, notices. */
export function startEffects({ store, sounds, windows, say, announce }: EffectContext): void {
  store.subscribe((state, before) => {
    const title = titleFor(state, say());
    if (document.title !== title) document.title = title;
    ring(state, before, sounds, say());
    warn(state, before, sounds, say());
    if (state.line.active?.call !== before.line.active?.call) windows.held(state.line.active?.call);
    const spoken = screenReaderText(state, before);
    if (spoken) announce(say()(spoken.word, spoken.values));
    closeFinishedCall(store);
    const notice = noticeOf(state, before);
    if (notice) store.dispatch({ type: 'Noticed', notice });
  });
}

function ring(state: PageState, before: PageState, sounds: Sounds, say: Say): void {
  const ringing = state.line.incoming !== undefined;
  sounds.ring(ringing);
  if (ringing && ringsNow(state) && !(before.line.incoming && ringsNow(before)))
    notify(say('ring.title'), nameText(callerOf(state), say));
  if (!ringing && before.line.incoming) endNotification();
}

/** The agent gets no calls any more, and may be in another window: title, sound and notification say so. */
function warn(state: PageState, before: PageState, sounds: Sounds, say: Say): void {
  const why = hasBeenTakenOut(state, before);
  if (why) {
    sounds.warn();
    notify(say('title.notReached'), say(`presence.${why}`));
  } else if (takenOut(before) && !takenOut(state)) endNotification();
}

/** A call without sound leaves the page when it has ended, or is no longer this agent's. */
function closeFinishedCall(store: Store): void {
  const state = store.state();
  if (!state.call || state.line.active || state.line.incoming || state.line.lost) return;
  const mine = myPresence(state)?.call === state.call.id;
  if (state.call.phase === 'ended' || !mine) store.dispatch({ type: 'CallClosed' });
}
