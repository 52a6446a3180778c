import type { Call } from '../../core/call.ts';
import { legOf } from './parties.ts';
import { meOf, type Notice, type PageState } from './state.ts';

/** What the agent should be told about a change that they did not make: why a call is over. */
export function newsOf(state: PageState, before: PageState): Notice | undefined {
  const [call, last] = [state.call, before.call];
  const me = meOf(state);
  if (!me || !call || !last || call.id !== last.id) return undefined;
  if (call.phase === 'ended' && last.phase !== 'ended') return endNews(call, last, me.id);
  return undefined;
}

function endNews(call: Call, last: Call, me: string): Notice | undefined {
  const leg = legOf(last, me);
  if (!leg || !call.ending || call.ending.why === 'agent-ended') return undefined;
  if (leg.state !== 'on') return { tone: 'news', word: 'notice.caller-gone' };
  return { tone: 'news', word: `ended.${call.ending.why}` };
}
