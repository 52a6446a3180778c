import { endNotification, notifyRinging } from '../browser/notification.ts';
import type { Sounds } from '../browser/ringtone.ts';
import { announcementFor } from '../model/announce.ts';
import { newsOf } from '../model/news.ts';
import { screenOf } from '../model/screen.ts';
import type { PageState } from '../model/state.ts';
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
    if (state.line.active && store.state().pending.some(({ kind }) => kind === 'answer')) settleAnswer(store);
    closeFinishedCall(store);
    const notice = newsOf(state, before);
    if (notice) store.tell({ type: 'Noticed', notice });
  });
}

function ring(state: PageState, before: PageState, sounds: Sounds, say: Say): void {
  const ringing = state.line.incoming !== undefined;
  sounds.ring(ringing);
  if (ringing && !before.line.incoming) {
    notifyRinging(say('ring.title'), state.call?.from ?? '');
  }
  if (!ringing) endNotification();
}

/** An answer is confirmed by the Voice SDK alone. */
function settleAnswer(store: Store): void {
  for (const { kind, key } of store.state().pending) {
    if (kind === 'answer') store.tell({ type: 'ActionAnswered', key });
  }
}

/** The call leaves the page when it has ended and no sound of it is left, or when it is no longer this agent's. */
function closeFinishedCall(store: Store): void {
  const state = store.state();
  if (!state.call || state.line.active || state.line.incoming) return;
  const mine = state.desk?.agents.some(
    (agent) => agent.call === state.call?.id && 'me' in state.session && agent.id === state.session.me.id,
  );
  if (state.call.phase === 'ended' || !mine || screenOf(state) === 'home') {
    if (!mine || state.call.phase === 'ended') store.tell({ type: 'CallClosed' });
  }
}
