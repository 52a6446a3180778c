import type { Call } from '../../core/call.ts';
import { legOf } from './parties.ts';
import { meOf, type Notice, type PageState } from './state.ts';

/** What the agent should be told about a change that they did not make: how a transfer ended, why a call is over. */
export function newsOf(state: PageState, before: PageState): Notice | undefined {
  const [call, last] = [state.call, before.call];
  const me = meOf(state);
  if (!me || !call || !last || call.id !== last.id) return undefined;
  const outcome = transferNews(call, last, me.id);
  if (outcome) return outcome;
  if (call.phase === 'ended' && last.phase !== 'ended') return endNews(call, last, me.id);
  return undefined;
}

function transferNews(call: Call, last: Call, me: string): Notice | undefined {
  const outcome = call.lastTransfer;
  if (!outcome || outcome.at === last.lastTransfer?.at) return undefined;
  if (outcome.result === 'completed' || outcome.result === 'cancelled') return undefined;
  if (!legOf(call, me)) return undefined;
  const values = { name: outcome.target, reason: outcome.reason ?? '' };
  const word =
    outcome.result === 'declined' && outcome.reason ? 'outcome.declinedReason' : `outcome.${outcome.result}`;
  return { tone: 'problem', word: word as Notice['word'], values };
}

function endNews(call: Call, last: Call, me: string): Notice | undefined {
  const leg = legOf(last, me);
  if (!leg || !call.ending || call.ending.why === 'agent-ended') return undefined;
  if (leg.state !== 'on') return { tone: 'news', word: 'notice.caller-gone' };
  return { tone: 'news', word: `ended.${call.ending.why}` };
}
