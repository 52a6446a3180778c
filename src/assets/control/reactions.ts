import { endNotification, notifyRinging } from '../browser/notification.ts';
import type { Sounds } from '../browser/ringtone.ts';
import { announcementFor } from '../model/announce.ts';
import { newsOf } from '../model/news.ts';
import { callerOf } from '../model/number.ts';
import { myPresence, type PageState } from '../model/state.ts';
import { titleFor } from '../model/title.ts';
import type { OtherWindows } from '../wire/other-windows.ts';
import type { Say } from '../words/words.ts';
import type { Store } from './store.ts';

interface Parts {
  readonly store: Store;
  readonly sounds: Sounds;
  readonly windows: OtherWindows;
  readonly say: () => Say;
  readonly announce: (text: string) => void;
}

/** What follows from a change without the agent's doing: ringing, title, announcements, news. */
export function reactTo({ store, sounds, windows, say, announce }: Parts): void {
  store.watch((state, before) => {
    const title = titleFor(state, say());
    if (document.title !== title) document.title = title;
    ring(state, before, sounds, say());
    if (state.line.active?.call !== before.line.active?.call) windows.held(state.line.active?.call);
    const spoken = announcementFor(state, before);
    if (spoken) announce(say()(spoken.word, spoken.values));
    closeFinishedCall(store);
    const notice = newsOf(state, before);
    if (notice) store.tell({ type: 'Noticed', notice });
  });
}

function ring(state: PageState, before: PageState, sounds: Sounds, say: Say): void {
  const ringing = state.line.incoming !== undefined;
  sounds.ring(ringing);
  if (ringing && !before.line.incoming) {
    notifyRinging(say('ring.title'), callerOf(state));
  }
  if (!ringing) endNotification();
}

/** The call leaves the page when no sound of it is left and it has ended or is no longer this agent's. */
function closeFinishedCall(store: Store): void {
  const state = store.state();
  if (!state.call || state.line.active || state.line.incoming || state.line.lost) return;
  const mine = myPresence(state)?.call === state.call.id;
  if (state.call.phase === 'ended' || !mine) store.tell({ type: 'CallClosed' });
}
