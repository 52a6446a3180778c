import type { Agent } from './agent.ts';
import type { AgentId, Leg, Party } from './call.ts';
import type { RefusalCode } from './decision.ts';
import type { Request, TransferTarget, World } from './events.ts';
import { isFull } from './document-size.ts';
import { canBeRung, pageIsAlive } from './agent-rules.ts';
import { agentLeg, agentOf, onLine } from './legs.ts';
import { giveBack, offer } from './offers.ts';
import { ringOn } from './departures.ts';
import { anyAgent } from './routing.ts';
import type { Turn } from './turn.ts';

type TransferAsked = Extract<Request, { type: 'TransferAsked' }>;

const NOTE_AT_MOST = 280;

/** An agent asks for a colleague: privately first (consult), at once (add), or instead of themselves (blind). */
export function askTransfer(turn: Turn, asker: Leg, asked: TransferAsked): Turn | RefusalCode {
  if (turn.call.transfer) return 'transfer-open';
  if (isFull(turn.call)) return 'call-full';
  const target = findTarget(turn, asker, asked.target);
  if (typeof target === 'string') return target;
  const opened = openTransfer(turn, asker, target, asked);
  return asked.kind === 'consult'
    ? goPrivate(opened, asker)
    : opened.when(asked.kind === 'blind', (each) => goAway(each, asker));
}

function openTransfer(turn: Turn, asker: Leg, target: Party, { kind, note }: TransferAsked): Turn {
  const dialled = offer(turn, target, 'transfer');
  const id = `a${turn.call.nextLeg}`;
  const transfer = { kind, initiator: asker.id, target: id, state: 'ringing', since: turn.now } as const;
  return dialled
    .with({
      lastTransfer: undefined,
      transfer: { ...transfer, ...(note && { note: note.slice(0, NOTE_AT_MOST) }) },
    })
    .tell(`transfer.${kind}`, { asker: asker.party.name, target: target.name });
}

/** The agents' private words reach nobody else: everybody but the initiator is held, and the target will not be. */
function goPrivate(turn: Turn, asker: Leg): Turn {
  const isOther = (leg: Leg) => leg.id !== asker.id && leg.id !== turn.call.transfer?.target;
  return turn.hold('hold').with({ legs: turn.call.legs.map((leg) => ({ ...leg, held: isOther(leg) })) });
}

function goAway(turn: Turn, asker: Leg): Turn {
  const gone = giveBack(turn.hangUp(asker), asker, 'wrap-up', 'left');
  const { transfer } = gone.call;
  return transfer ? ringOn(gone, transfer, asker) : gone;
}

function findTarget(turn: Turn, asker: Leg, target: TransferTarget): Party | RefusalCode {
  switch (target.kind) {
    case 'agent':
      return findAgent(turn, asker, target.agent);
    case 'anyone':
      return asParty(anyAgent(turn.call, turn.world)) ?? 'nobody-available';
    case 'outside':
      return findEntry(turn, target.entry);
    default:
      return target satisfies never;
  }
}

function findAgent(turn: Turn, asker: Leg, id: AgentId): Party | RefusalCode {
  if (agentOf(asker) === id) return 'target-is-you';
  if (agentLeg(turn.call, id)) return 'already-on-call';
  const agent = turn.world.agents.find((each) => each.id === id);
  if (!agent) return 'target-unknown';
  return whyNot(agent, turn.world) ?? { kind: 'agent', agent: agent.id, name: agent.name };
}

function whyNot(agent: Agent, world: World): RefusalCode | undefined {
  const { now, settings } = world;
  if (canBeRung(agent, now, settings)) return undefined;
  if (agent.call !== undefined) return 'target-busy';
  const isThere =
    pageIsAlive(agent, now, settings) && (agent.presence === 'wrap-up' || agent.presence === 'busy');
  return isThere ? 'target-busy' : 'target-offline';
}

function asParty(agent: Agent | undefined): Party | undefined {
  return agent && { kind: 'agent', agent: agent.id, name: agent.name };
}

/** Outside numbers come from the directory and from nowhere else. */
function findEntry(turn: Turn, id: string): Party | RefusalCode {
  const entry = turn.world.settings.directory.find((each) => each.id === id);
  if (!entry) return 'target-unknown';
  const isOn = onLine(turn.call).some(({ party }) => party.kind === 'outside' && party.entry === id);
  return isOn ? 'already-on-call' : { kind: 'outside', entry: entry.id, name: entry.name };
}
