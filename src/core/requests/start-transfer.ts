import type { Agent } from '../model/agent.ts';
import type { Leg, Party } from '../model/call.ts';
import type { AgentId } from '../model/ids.ts';
import type { RefusalCode } from '../model/decision.ts';
import type { Request, TransferTarget } from '../model/events.ts';
import { LIMITS } from '../model/limits.ts';
import { initiatorStays, isPrivate } from '../model/transfer-kinds.ts';
import { canBeAsked, pageIsAlive } from '../routing/presence.ts';
import { agentLeg, agentOf, outsideLeg } from '../model/legs.ts';
import { releaseAgentOf, offer } from '../routing/offers.ts';
import { keepRinging } from '../legs/transfer.ts';
import { anyAgent } from '../routing/queue.ts';
import type { Transition } from '../transition.ts';

type TransferAsked = Extract<Request, { type: 'TransferAsked' }>;

/** An agent asks for a colleague: privately first (consult), at once (add), or instead of themselves (blind). */
export function askTransfer(
  transition: Transition,
  asker: Leg,
  asked: TransferAsked,
): Transition | RefusalCode {
  const target = findTarget(transition, asker, asked.target);
  if (typeof target === 'string') return target;
  const opened = openTransfer(transition, asker, target, asked);
  return opened
    .when(isPrivate(asked), (each) => goPrivate(each, asker))
    .when(!initiatorStays(asked), (each) => goAway(each, asker));
}

function openTransfer(
  transition: Transition,
  asker: Leg,
  target: Party,
  { kind, note }: TransferAsked,
): Transition {
  const dialled = offer(transition, target, 'transfer');
  const id = transition.nextLegId;
  const transfer = {
    kind,
    initiator: asker.id,
    target: id,
    state: 'ringing',
    since: transition.now,
  } as const;
  return dialled
    .with({
      lastTransfer: undefined,
      ...(note && { handoff: undefined }),
      transfer: { ...transfer, ...(note && { note: note.slice(0, LIMITS.note) }) },
    })
    .record(`transfer.${kind}`, { asker: asker.party.name, target: target.name })
    .when(note !== undefined && note !== '', (each) =>
      each.record('transfer-note', { asker: asker.party.name, note: note?.slice(0, LIMITS.note) ?? '' }),
    );
}

/** Nobody else hears the agents' private talk. All but the initiator are put on hold; the target is not. */
function goPrivate(transition: Transition, asker: Leg): Transition {
  const isOther = (leg: Leg) => leg.id !== asker.id && leg.id !== transition.call.transfer?.target;
  const legs = transition.call.legs.map((leg) => ({ ...leg, held: isOther(leg) }));
  return transition.hold('hold').with({ legs });
}

function goAway(transition: Transition, asker: Leg): Transition {
  const gone = releaseAgentOf(transition.hangUp(asker), asker, 'wrap-up', 'left');
  const { transfer } = gone.call;
  return transfer ? keepRinging(gone, transfer, asker) : gone;
}

function findTarget(transition: Transition, asker: Leg, target: TransferTarget): Party | RefusalCode {
  switch (target.kind) {
    case 'agent':
      return findAgent(transition, asker, target.agent);
    case 'anyone':
      return asParty(anyAgent(transition.call, transition.world)) ?? 'nobody-available';
    case 'outside':
      return findEntry(transition, target.entry);
    default:
      return target satisfies never;
  }
}

function findAgent(transition: Transition, asker: Leg, id: AgentId): Party | RefusalCode {
  if (agentOf(asker) === id) return 'target-is-you';
  if (agentLeg(transition.call, id)) return 'already-on-call';
  const agent = transition.world.agents.find((each) => each.id === id);
  if (!agent) return 'target-unknown';
  return whyNot(agent, transition) ?? { kind: 'agent', agent: agent.id, name: agent.name };
}

function whyNot(agent: Agent, { call, world }: Transition): RefusalCode | undefined {
  const { now, settings } = world;
  if (canBeAsked(agent, call.id, now, settings)) return undefined;
  if (agent.call !== undefined) return 'target-busy';
  const isThere =
    pageIsAlive(agent, now, settings) && (agent.presence === 'wrap-up' || agent.presence === 'busy');
  return isThere ? 'target-busy' : 'target-offline';
}

function asParty(agent: Agent | undefined): Party | undefined {
  return agent && { kind: 'agent', agent: agent.id, name: agent.name };
}

/** Outside numbers come only from the directory. */
function findEntry(transition: Transition, id: string): Party | RefusalCode {
  const entry = transition.world.settings.directory.find((each) => each.id === id);
  if (!entry) return 'target-unknown';
  return outsideLeg(transition.call, id)
    ? 'already-on-call'
    : { kind: 'outside', entry: entry.id, name: entry.name };
}
