import type { Presence } from './agent.ts';
import type { AgentId, Leg, Transfer, TransferResult } from './call.ts';
import type { ReleaseReason } from './commands.ts';
import { agentOf, heir, legOf, onLine, ownerOf } from './legs.ts';
import { giveBack, route } from './offers.ts';
import type { Turn } from './turn.ts';

/** Why an offer came to nothing. */
export type Failure = Extract<
  TransferResult,
  'no-answer' | 'busy' | 'declined' | 'page-closed' | 'unreachable' | 'not-private'
>;

const MISSED_BY_AT_MOST = 10;
const KEPT_AT_MOST = 3;

/** An offer came to nothing: the agent is given back, and the initiator is told or somebody else is rung. */
export function lose(turn: Turn, leg: Leg, failure: Failure, reason?: string): Turn {
  const isTarget = turn.call.transfer?.target === leg.id;
  const [to, why] = afterFailure(failure, leg);
  const missed = failure === 'not-private' ? undefined : agentOf(leg);
  const lost = giveBack(noteMissed(turn.hangUp(leg), missed), leg, to, why);
  return unanswered(lost.tell(`lost.${failure}`, { name: leg.party.name }), isTarget, leg, failure, reason);
}

/** The same when there is nobody to give back: another call was quicker, or the dial itself failed. */
export function loseUndialled(turn: Turn, leg: Leg, failure: Failure): Turn {
  const isTarget = turn.call.transfer?.target === leg.id;
  const lost = noteMissed(turn.drop(leg.id), agentOf(leg));
  return unanswered(lost.tell('not-rung', { name: leg.party.name }), isTarget, leg, failure);
}

function afterFailure(failure: Failure, leg: Leg): readonly [Presence, ReleaseReason] {
  if (failure === 'unreachable') return ['offline', 'unreachable'];
  if (failure === 'no-answer') return ['away', 'missed'];
  if (failure === 'not-private') return ['available', 'cancelled'];
  const why = failure === 'page-closed' ? failure : 'declined';
  return [leg.why === 'transfer' ? 'available' : 'away', why];
}

function noteMissed(turn: Turn, agent: AgentId | undefined): Turn {
  if (!agent) return turn;
  const others = turn.call.missedBy.filter((each) => each !== agent);
  return turn.with({ missedBy: [...others, agent].slice(-MISSED_BY_AT_MOST) });
}

function unanswered(turn: Turn, isTarget: boolean, leg: Leg, failure: Failure, reason?: string): Turn {
  return isTarget ? closeTransfer(turn, leg, failure, reason) : keepCompany(turn, []);
}

/** The transfer is over without having been completed: everybody left hears everybody again. */
export function closeTransfer(turn: Turn, target: Leg, result: TransferResult, reason?: string): Turn {
  const { transfer, ...call } = turn.call;
  if (!transfer) return turn;
  const outcome = { target: target.party.name, result, at: turn.now, ...(reason && { reason }) };
  const closed = turn.with({ ...call, transfer: undefined, lastTransfer: outcome });
  const initiator = turn.call.formerOwner;
  return keepCompany(unholdAfter(closed, transfer), initiator ? [initiator] : []);
}

function unholdAfter(turn: Turn, transfer: Transfer): Turn {
  return turn.when(transfer.kind === 'consult', (each) => each.joinAll());
}

/** Somebody who was on the line went away without a word: the others go on, and the customer is never alone. */
export function depart(turn: Turn, leg: Leg): Turn {
  const agent = agentOf(leg);
  const gone = turn.drop(leg.id).tell('vanished', { name: leg.party.name });
  const settled = leaveTransfer(gone, leg);
  if (onLine(settled.call).length > 0 || settled.call.transfer) {
    const wasTarget = turn.call.transfer?.target === leg.id;
    return handOver(keepPlace(settled, wasTarget ? { ...leg, held: false } : leg));
  }
  return agent ? keepClaim(settled, agent, leg) : keepCompany(settled, []);
}

/** The others talk on; whoever vanished has a while to come back to them. */
function keepPlace(turn: Turn, leg: Leg): Turn {
  const agent = agentOf(leg);
  if (!agent) return turn;
  const until = turn.now + turn.world.settings.recallSeconds * 1000;
  const { party, id, held, muted } = leg;
  const place = { agent, name: party.name, leg: id, until, ...(held && { held }), ...(muted && { muted }) };
  const kept = [...(turn.call.kept ?? []), place].slice(-KEPT_AT_MOST);
  return turn.with({ kept }).run({ type: 'KeepAgent', agent, leg: leg.id, until });
}

/** The last agent's claim is kept through the rescue, so that their reloaded page finds the call. */
function keepClaim(turn: Turn, agent: AgentId, leg: Leg): Turn {
  const rescued = rescue(turn.with({ rescue: undefined }), [agent]);
  const { rescue: plan } = rescued.call;
  const keeps = { agent, leg: leg.id, ...(leg.muted && { muted: true }) };
  return route(plan ? rescued.with({ rescue: { ...plan, keeps } }) : rescued);
}

/** What the transfer becomes when one of its two agents is gone. */
function leaveTransfer(turn: Turn, leg: Leg): Turn {
  const { transfer } = turn.call;
  if (transfer?.target === leg.id) return closeTransfer(turn, leg, 'left');
  if (transfer?.initiator !== leg.id) return turn;
  return transfer.state === 'open' ? joinTarget(turn, transfer, leg) : ringOn(turn, transfer, leg);
}

/** The consulted colleague and the customer are brought together. */
function joinTarget(turn: Turn, transfer: Transfer, initiator: Leg): Turn {
  const target = legOf(turn.call, transfer.target);
  const joined = turn.with({ transfer: undefined, owner: transfer.target, ...formerly(initiator) }).joinAll();
  const name = target?.party.name ?? 'The colleague';
  return joined
    .with({ lastTransfer: { target: name, result: 'completed', at: turn.now } })
    .tell('took-over', { name });
}

/** The target rings on: for the customer alone as a blind transfer, or for those who are still on the line. */
export function ringOn(turn: Turn, transfer: Transfer, initiator: Leg): Turn {
  const next = heir(turn.call);
  const left = turn.with(formerly(initiator)).joinAll();
  if (next) return left.with({ transfer: { ...transfer, kind: 'add', initiator: next.id }, owner: next.id });
  return left
    .with({ transfer: { ...transfer, kind: 'blind' }, owner: undefined, rescue: undefined })
    .hold('transfer');
}

/** Who the call goes back to when it finds nobody. */
function formerly(initiator: Leg): { readonly formerOwner?: AgentId } {
  const agent = agentOf(initiator);
  return agent ? { formerOwner: agent } : {};
}

/** Ownership moves when the owner left, or is an outside party and an agent has come. */
export function handOver(turn: Turn): Turn {
  return turn.with({ owner: ownerOf(turn.call)?.id });
}

/** A customer nobody is with gets a plan: their own people first, then anybody. */
function keepCompany(turn: Turn, first: readonly AgentId[]): Turn {
  if (onLine(turn.call).length > 0) return handOver(turn);
  if (turn.call.transfer) return turn;
  return route(wasAnswered(turn) ? rescue(turn, first) : turn);
}

/** Before the first agent the customer simply waits on; afterwards they are held and rescued. */
function wasAnswered({ call }: Turn): boolean {
  return call.owner !== undefined || call.customer.hold !== undefined || call.formerOwner !== undefined;
}

function rescue(turn: Turn, first: readonly AgentId[]): Turn {
  const { call, now, world } = turn;
  const own = [...new Set([...first, ...(call.formerOwner ? [call.formerOwner] : [])])];
  const plan = call.rescue ?? { since: now, first: own, until: now + world.settings.recallSeconds * 1000 };
  const alone = turn.with({ owner: undefined, rescue: plan }).joinAll().hold('rescue');
  return alone.when(!call.rescue, (each) => each.tell('rescued'));
}
