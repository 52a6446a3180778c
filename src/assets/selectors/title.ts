import type { Say } from '../words/words.ts';
import { callerOf } from './phone-number.ts';
import { clockText } from './time.ts';
import { screenOf } from './screen.ts';
import { takenOut } from './taken-out.ts';
import type { PageState } from '../state/state.ts';

/** The tab's title: the ringing caller, the length of the call, or the page's name. */
export function titleFor(state: PageState, say: Say): string {
  const name = callerOf(state);
  switch (screenOf(state)) {
    case 'ringing':
      return `☎ ${say('title.ringing', { name })}`;
    case 'call':
      return say('title.call', { time: clockText(state.now - (state.call?.startedAt ?? state.now)), name });
    case 'wrap-up':
      return `${say('title.wrap-up')} · ${say('app.name')}`;
    default:
      return takenOut(state) ? `⚠ ${say('title.notReached')} · ${say('app.name')}` : say('app.name');
  }
}
