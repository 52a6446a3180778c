import type { Call } from '../../core/model/call.ts';
import { agentLeg } from '../../core/model/legs.ts';
import { meOf, type Notice, type PageState } from '../state/state.ts';

/** The notice about a change that the agent did not make: why a call is over. */
export function noticeOf(state: PageState, before: PageState): Notice | undefined {
  const [call, last] = [state.call, before.call];
  const me = meOf(state);
  if (!me || !call || !last || call.id !== last.id) return undefined;
  if (call.phase === 'ended' && last.phase !== 'ended') return endNotice(call, last, me.id);
  return undefined;
}

function endNotice(call: Call, last: Call, me: string): Notice | undefined {
  const leg = agentLeg(last, me);
  if (!leg || !call.ending || call.ending.why === 'agent-ended') return undefined;
  if (leg.state !== 'on') return { tone: 'news', word: 'notice.caller-gone' };
  return { tone: 'news', word: `ended.${call.ending.why}` };
}
