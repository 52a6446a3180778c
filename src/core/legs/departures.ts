import type { Presence } from '../model/agent.ts';
import type { Leg, Transfer, TransferResult } from '../model/call.ts';
import type { AgentId } from '../model/ids.ts';
import type { ReleaseReason } from '../model/commands.ts';
import { agentOf, nextOwner, legOf, onLine, ownerOf } from '../model/legs.ts';
import { releaseAgentOf, route } from '../routing/offers.ts';
import type { Transition } from '../transition.ts';

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
  const [to, why] = afterFailure(failure, leg);
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

function afterFailure(failure: OfferFailure, leg: Leg): readonly [Presence, ReleaseReason] {
  if (failure === 'unreachable') return ['offline', 'unreachable'];
  if (failure === 'no-answer') return ['away', 'missed'];
  if (failure === 'not-private') return ['available', 'cancelled'];
  const why = failure === 'page-closed' ? failure : 'declined';
  return [leg.why === 'transfer' ? 'available' : 'away', why];
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

/** The transfer is over without completion. All remaining parties hear each other again. */
export function closeTransfer(
  transition: Transition,
  target: Leg,
  result: TransferResult,
  reason?: string,
): Transition {
  const { transfer, ...call } = transition.call;
  if (!transfer) return transition;
  const outcome = { target: target.party.name, result, at: transition.now, ...(reason && { reason }) };
  const closed = transition.with({ ...call, transfer: undefined, lastTransfer: outcome });
  const initiator = transition.call.formerOwner;
  return ensureAccompanied(unholdAfter(closed, transfer), initiator ? [initiator] : []);
}

function unholdAfter(transition: Transition, transfer: Transfer): Transition {
  return transition.when(transfer.kind === 'consult', (each) => each.joinAll());
}

/** A party on the line left without a word. The others go on, and the customer is never alone. */
export function legVanished(transition: Transition, leg: Leg): Transition {
  const agent = agentOf(leg);
  const gone = transition.dropLeg(leg.id).record('vanished', { name: leg.party.name });
  const settled = leaveTransfer(gone, leg);
  if (onLine(settled.call).length > 0 || settled.call.transfer) {
    const wasTarget = transition.call.transfer?.target === leg.id;
    return reassignOwner(keepPlace(settled, wasTarget ? { ...leg, held: false } : leg));
  }
  return agent ? keepClaim(settled, agent, leg) : ensureAccompanied(settled, []);
}

/** The others talk on. The agent who vanished may come back for a while. */
function keepPlace(transition: Transition, leg: Leg): Transition {
  const agent = agentOf(leg);
  if (!agent) return transition;
  const until = transition.now + transition.world.settings.recallSeconds * 1000;
  const { party, id, held, muted } = leg;
  const place = { agent, name: party.name, leg: id, until, ...(held && { held }), ...(muted && { muted }) };
  const kept = [...(transition.call.kept ?? []), place].slice(-KEPT_AT_MOST);
  return transition.with({ kept }).run({ type: 'KeepAgent', agent, leg: leg.id, until });
}

/** The last agent's claim stays during the rescue, so that their reloaded page finds the call. */
function keepClaim(transition: Transition, agent: AgentId, leg: Leg): Transition {
  const rescued = startRescue(transition.with({ rescue: undefined }), [agent]);
  const { rescue: plan } = rescued.call;
  const keeps = { agent, leg: leg.id, ...(leg.muted && { muted: true }) };
  return route(plan ? rescued.with({ rescue: { ...plan, keeps } }) : rescued);
}

/** Continues the transfer when one of its two agents is gone. */
function leaveTransfer(transition: Transition, leg: Leg): Transition {
  const { transfer } = transition.call;
  if (transfer?.target === leg.id) return closeTransfer(transition, leg, 'left');
  if (transfer?.initiator !== leg.id) return transition;
  return transfer.state === 'open'
    ? targetTakesOver(transition, transfer, leg)
    : keepRinging(transition, transfer, leg);
}

/** Joins the consulted colleague and the customer. */
function targetTakesOver(transition: Transition, transfer: Transfer, initiator: Leg): Transition {
  const target = legOf(transition.call, transfer.target);
  const joined = transition
    .with({ transfer: undefined, owner: transfer.target, ...formerOwnerFrom(initiator) })
    .joinAll();
  const name = target?.party.name ?? 'The colleague';
  return joined
    .with({ lastTransfer: { target: name, result: 'completed', at: transition.now } })
    .record('took-over', { name });
}

/** The target rings on. It becomes a blind transfer if the customer is alone, else an add. */
export function keepRinging(transition: Transition, transfer: Transfer, initiator: Leg): Transition {
  const next = nextOwner(transition.call);
  const left = transition.with(formerOwnerFrom(initiator)).joinAll();
  if (next) return left.with({ transfer: { ...transfer, kind: 'add', initiator: next.id }, owner: next.id });
  return left
    .with({ transfer: { ...transfer, kind: 'blind' }, owner: undefined, rescue: undefined })
    .hold('transfer');
}

/** The agent to whom the call goes back when nobody takes it. */
function formerOwnerFrom(initiator: Leg): { readonly formerOwner?: AgentId } {
  const agent = agentOf(initiator);
  return agent ? { formerOwner: agent } : {};
}

/** The owner changes when the owner left, or when an agent joins an outside party who owns the call. */
export function reassignOwner(transition: Transition): Transition {
  return transition.with({ owner: ownerOf(transition.call)?.id });
}

/** A customer without company gets a plan: the call's own agents first, then anybody. */
function ensureAccompanied(transition: Transition, first: readonly AgentId[]): Transition {
  if (onLine(transition.call).length > 0) return reassignOwner(transition);
  if (transition.call.transfer) return transition;
  return route(wasAnswered(transition) ? startRescue(transition, first) : transition);
}

/** Before the first agent the customer just waits on. Afterwards they are put on hold and rescued. */
function wasAnswered({ call }: Transition): boolean {
  return call.owner !== undefined || call.customer.hold !== undefined || call.formerOwner !== undefined;
}

function startRescue(transition: Transition, first: readonly AgentId[]): Transition {
  const { call, now, world } = transition;
  const own = [...new Set([...first, ...(call.formerOwner ? [call.formerOwner] : [])])];
  const plan = call.rescue ?? { since: now, first: own, until: now + world.settings.recallSeconds * 1000 };
  const alone = transition.with({ owner: undefined, rescue: plan }).joinAll().hold('rescue');
  return alone.when(!call.rescue, (each) => each.record('rescued'));
}
