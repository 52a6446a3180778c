import type { Agent, Presence } from '../../core/model/agent.ts';
import type { Instant } from '../../core/model/ids.ts';
import type { Desk, PageState, Target } from '../state/state.ts';
import { agentLeg } from '../../core/model/legs.ts';
import { meOf } from '../state/state.ts';

/** A target of a transfer. */
export interface Entry {
  readonly id: string;
  readonly name: string;
  readonly target: Target;
  /** Only a colleague has this. */
  readonly presence?: Presence;
  readonly since?: number;
  /** How many agents could take it, for "anyone available". */
  readonly available?: number;
  /** Whether the service would refuse it now. */
  readonly reachable: boolean;
}

/**
 * The possible targets of this call: first colleagues who can take it, then numbers, then the others. `search` narrows
 * them.
 */
export function directoryOf(state: PageState, search: string): readonly Entry[] {
  const wanted = search.trim().toLocaleLowerCase();
  const entries = [...colleagues(state), ...outside(state)];
  const found = entries.filter((entry) => entry.name.toLocaleLowerCase().includes(wanted));
  const anyone = wanted === '' ? [anyoneOf(entries)] : [];
  return [...anyone, ...found.toSorted(byUse)];
}

function byUse(a: Entry, b: Entry): number {
  return rankOf(a) - rankOf(b) || a.name.localeCompare(b.name, undefined, { numeric: true });
}

function rankOf({ reachable, target }: Entry): number {
  if (!reachable) return 2;
  return target.kind === 'agent' ? 0 : 1;
}

function colleagues(state: PageState): Entry[] {
  const { desk } = state;
  const me = meOf(state)?.id;
  if (!desk) return [];
  return desk.agents
    .filter((agent) => agent.id !== me)
    .map((agent) => ({
      id: `agent-${agent.id}`,
      name: agent.name,
      target: { kind: 'agent', agent: agent.id },
      presence: agent.presence,
      since: agent.since,
      reachable: canTake(agent, state.now, desk.settings) && !(state.call && agentLeg(state.call, agent.id)),
    }));
}

/** Whether the agent is free and their page sent a heartbeat lately. */
function canTake(agent: Agent, now: Instant, { pageGoneSeconds }: Desk['settings']): boolean {
  const isFree = agent.call === undefined && agent.presence === 'available';
  return isFree && now - agent.seenAt < pageGoneSeconds * 1000;
}

function outside(state: PageState): Entry[] {
  const inCall = new Set(
    state.call?.legs.map(({ party }) => (party.kind === 'outside' ? party.entry : undefined)),
  );
  return (state.desk?.directory ?? []).map(({ id, name }) => ({
    id: `outside-${id}`,
    name,
    target: { kind: 'outside', entry: id },
    reachable: !inCall.has(id),
  }));
}

function anyoneOf(entries: readonly Entry[]): Entry {
  const available = entries.filter(({ target, reachable }) => target.kind === 'agent' && reachable).length;
  return { id: 'anyone', name: '', target: { kind: 'anyone' }, available, reachable: available > 0 };
}
