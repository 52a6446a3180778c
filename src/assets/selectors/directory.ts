import type { Presence } from '../../core/model/agent.ts';
import type { PageState, Target } from '../state/state.ts';
import { agentLeg, outsideLeg } from '../../core/model/legs.ts';
import { canBeAsked } from '../../core/routing/presence.ts';
import { meOf } from '../state/state.ts';
import { agentName, folded } from './people.ts';

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
  const wanted = folded(search);
  const entries = [...colleagues(state), ...outside(state)];
  const found = entries.filter((entry) => folded(entry.name).includes(wanted));
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
      name: agentName(agent, state),
      target: { kind: 'agent', agent: agent.id },
      presence: agent.presence,
      since: agent.since,
      reachable:
        state.call !== undefined &&
        canBeAsked(agent, state.call.id, state.now, desk.settings) &&
        !agentLeg(state.call, agent.id),
    }));
}

function outside(state: PageState): Entry[] {
  return (state.desk?.directory ?? []).map(({ id, name }) => ({
    id: `outside-${id}`,
    name,
    target: { kind: 'outside', entry: id },
    reachable: !(state.call && outsideLeg(state.call, id)),
  }));
}

function anyoneOf(entries: readonly Entry[]): Entry {
  // Who wraps up may be asked by name alone.
  const available = entries.filter(({ presence, reachable }) => presence === 'available' && reachable).length;
  return { id: 'anyone', name: '', target: { kind: 'anyone' }, available, reachable: available > 0 };
}
