import type { Presence } from '../model/agent.ts';
import type { Leg, TransferResult } from '../model/call.ts';
import type { AgentId } from '../model/ids.ts';
import type { ReleaseReason } from '../model/commands.ts';
import { agentOf, onLine } from '../model/legs.ts';
import { offer, releaseAgentOf } from '../routing/offers.ts';
import { hasKnownPage } from '../routing/presence.ts';
import { ensureAccompanied, reassignOwner, rescueAndKeepClaim } from '../routing/rescue.ts';
import type { Transition } from '../transition.ts';
import { closeTransfer, leaveTransfer } from './transfer.ts';

/** Why an offer failed. */
export type OfferFailure = Extract<
  TransferResult,
  'no-answer' | 'busy' | 'declined' | 'page-closed' | 'unreachable' | 'not-private'
>;

const MISSED_BY_AT_MOST = 10;
const KEPT_AT_MOST = 3;

/** An offer failed. The agent is released; then the initiator is told, or another agent is rung. */
export function offerFailed(
  transition: Transition,
  leg: Leg,
  failure: OfferFailure,
  reason?: string,
): Transition {
  const isTarget = transition.call.transfer?.target === leg.id;
  const { to, why } = afterFailure(failure, leg);
  const missed = failure === 'not-private' ? undefined : agentOf(leg);
  const lost = releaseAgentOf(noteMissed(transition.hangUp(leg), missed), leg, to, why);
  return unanswered(lost.record(`lost.${failure}`, { name: leg.party.name }), isTarget, leg, failure, reason);
}

/** The same without an agent to release: another call was quicker, or the dial itself failed. */
export function offerNeverRang(transition: Transition, leg: Leg, failure: OfferFailure): Transition {
  const isTarget = transition.call.transfer?.target === leg.id;
  const lost = noteMissed(transition.dropLeg(leg.id), agentOf(leg));
  return unanswered(lost.record('not-rung', { name: leg.party.name }), isTarget, leg, failure);
}

/**
 * Rings a colleague once more whose page was closed or reloaded while it rang. Twilio ends the call for all their pages
 * then: https://github.com/twilio/twilio-voice.js/issues/435
 * @returns undefined where they have no other page, as far as is known, or were rung again already
 */
export function ringAgain(transition: Transition, leg: Leg): Transition | undefined {
  const { transfer } = transition.call;
  const agent = transition.world.agents.find(({ id }) => id === agentOf(leg));
  if (leg.again || transfer?.target !== leg.id || !agent || !hasKnownPage(agent)) return undefined;
  const gone = transition.dropLeg(leg.id);
  const rung = offer(
    gone.with({ transfer: { ...transfer, target: gone.nextLegId } }),
    leg.party,
    'transfer',
    true,
  );
  return rung.record('rung-again', { name: leg.party.name });
}

function afterFailure(
  failure: OfferFailure,
  leg: Leg,
): { readonly to: Presence; readonly why: ReleaseReason } {
  if (failure === 'unreachable') return { to: 'offline', why: 'unreachable' };
  if (failure === 'no-answer') return { to: 'away', why: 'missed' };
  if (failure === 'not-private') return { to: 'available', why: 'cancelled' };
  const why = failure === 'page-closed' ? failure : 'declined';
  return { to: leg.why === 'transfer' ? 'available' : 'away', why };
}

function noteMissed(transition: Transition, agent: AgentId | undefined): Transition {
  if (!agent) return transition;
  const others = transition.call.missedBy.filter((each) => each !== agent);
  return transition.with({ missedBy: [...others, agent].slice(-MISSED_BY_AT_MOST) });
}

function unanswered(
  transition: Transition,
  isTarget: boolean,
  leg: Leg,
  failure: OfferFailure,
  reason?: string,
): Transition {
  return isTarget ? closeTransfer(transition, leg, failure, reason) : ensureAccompanied(transition, []);
}

/**
 * Somebody who was on the line vanished. The others talk on, or the customer is rescued. Outside parties have no other
 * way to leave than to hang up.
 */
export function legVanished(transition: Transition, leg: Leg): Transition {
  const agent = agentOf(leg);
  const { name } = leg.party;
  const gone = transition.dropLeg(leg.id).record(agent ? 'vanished' : 'hung-up', { name });
  const settled = leaveTransfer(gone, leg);
  if (onLine(settled.call).length > 0 || settled.call.transfer) {
    const wasTarget = transition.call.transfer?.target === leg.id;
    return reassignOwner(keepPlace(settled, wasTarget ? { ...leg, held: false } : leg));
  }
  return agent ? rescueAndKeepClaim(settled, agent, leg) : ensureAccompanied(settled, [], 'goodbye');
}

/** The others talk on. The agent who vanished may come back for a while. */
function keepPlace(transition: Transition, leg: Leg): Transition {
  const agent = agentOf(leg);
  if (!agent) return transition;
  const until = transition.now + transition.world.settings.recallSeconds * 1000;
  const { party, id, held, muted } = leg;
  const place = { agent, name: party.name, leg: id, until, ...(held && { held }), ...(muted && { muted }) };
  const absentAgents = [...(transition.call.absentAgents ?? []), place].slice(-KEPT_AT_MOST);
  return transition.with({ absentAgents }).run({ type: 'KeepAgent', agent, leg: leg.id, until });
}
