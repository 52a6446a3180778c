import type { PageState } from '../state/state.ts';
import { meOf, myPresence } from '../state/state.ts';
import { mayRejoin } from '../../core/requests/permissions.ts';
import { agentLeg } from '../../core/model/legs.ts';

/** The few screens of the page. */
export type Screen = 'loading' | 'sign-in' | 'home' | 'ringing' | 'call' | 'rejoin' | 'wrap-up';

/** Chooses the screen from the state alone, so that page, title and announcements always agree. */
export function screenOf(state: PageState): Screen {
  if (state.session.kind === 'unknown') return 'loading';
  if (state.session.kind === 'signed-out') return 'sign-in';
  if (!state.desk) return 'loading';
  return callScreen(state) ?? (myPresence(state)?.presence === 'wrap-up' ? 'wrap-up' : 'home');
}

function callScreen(state: PageState): Screen | undefined {
  const me = meOf(state);
  const call = state.call;
  if (state.line.active) return call && call.phase !== 'ended' ? 'call' : undefined;
  if (state.line.incoming) return 'ringing';
  if (!me || !call || call.phase === 'ended') return undefined;
  const leg = agentLeg(call, me.id);
  if (!leg) return mayRejoin(call, me.id) ? 'rejoin' : undefined;
  if (leg.why !== 'rejoin' && (leg.state === 'dialling' || leg.state === 'ringing')) return 'ringing';
  return state.line.elsewhere ? 'call' : 'rejoin';
}
