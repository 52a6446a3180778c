import { mayRejoin } from '../../core/requests/permissions.ts';
import { agentLeg } from '../../core/model/legs.ts';
import { canRingHere, meOf, type PageState } from '../state/state.ts';
import type { SessionConnections } from '../connections/session-connections.ts';
import type { PageContext } from './page-context.ts';

interface RejoinContext extends Pick<PageContext, 'store'> {
  readonly connections: Pick<SessionConnections, 'phone' | 'register'>;
  /** Resolves when it has worked or failed. */
  readonly rejoin: () => Promise<void>;
}

/**
 * Rejoins, without a click, a call that this window has lost. It does so as soon as the telephone is registered again,
 * if the call still keeps the agent's place. It tries once; after that the page offers a button.
 */
export function rejoinAfterLoss({ store, connections, rejoin }: RejoinContext): void {
  const tryOnce = once(async () => {
    await rejoin();
    store.dispatch({ type: 'LossSettled' });
  });
  store.subscribe((state, before) => {
    if (isGivenUp(state)) connections.phone()?.hangUp();
    if (!state.line.lost) return;
    if (isTimeToRegister(state, before)) void connections.register();
    const outlook = outlookOf(state);
    if (outlook === 'over') store.dispatch({ type: 'LossSettled' });
    else if (outlook === 'awaited' && canRingHere(state)) tryOnce();
  });
}

function isTimeToRegister(state: PageState, before: PageState): boolean {
  const isNew = !before.line.lost || !before.connection.online;
  return isNew && state.connection.online && !canRingHere(state);
}

/** Does nothing while the last try is under way. */
function once(work: () => Promise<void>): () => void {
  let isUnderWay = false;
  return () => {
    if (isUnderWay) return;
    isUnderWay = true;
    void work().finally(() => (isUnderWay = false));
  };
}

/** The service says that Twilio has ended the call. The SDK cannot know and still tries, ever more seldom. */
function isGivenUp(state: PageState): boolean {
  const { active } = state.line;
  if (active?.state !== 'reconnecting' || active.call !== state.call?.id) return false;
  return state.connection.online && outlookOf(state) === 'awaited';
}

/**
 * Whether the service waits for the agent. While they have a leg on the line, it does not. That leg is the lost one, of
 * which the service has not heard yet, or a quicker window's. A leg that rings them again is only replaced.
 */
function outlookOf(state: PageState): 'awaited' | 'not-yet' | 'over' {
  const { call, line } = state;
  const me = meOf(state)?.id;
  const lost = line.lost?.call ?? line.active?.call;
  if (!me || !call || call.id !== lost || call.phase === 'ended') return 'over';
  const leg = agentLeg(call, me);
  if (!leg) return mayRejoin(call, me) ? 'awaited' : 'over';
  return leg.state === 'dialling' || leg.state === 'ringing' ? 'awaited' : 'not-yet';
}
