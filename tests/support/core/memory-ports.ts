import type { Agent } from '../../../src/core/model/agent.ts';
import type { Waiting } from '../../../src/core/model/waiting.ts';
import type { Call } from '../../../src/core/model/call.ts';
import { type AgentPage, type Ports } from '../../../src/call/ports.ts';
import { ConflictError, type Stored } from '../../../src/shared/storage.ts';
import { settings, START } from './call-spec.ts';

/** Values under keys with revisions, as Sync keeps them. */
class Memory<T> {
  readonly items = new Map<string, Stored<T>>();
  #revision = 0;

  async load(key: string): Promise<Stored<T> | undefined> {
    await turn();
    return this.items.get(key);
  }

  async write(key: string, value: T, revision: string | undefined): Promise<Stored<T>> {
    await turn();
    if (this.items.get(key)?.revision !== revision) throw new ConflictError('Another writer was quicker.');
    const stored = { value, revision: String((this.#revision += 1)) };
    this.items.set(key, stored);
    return stored;
  }
}

/** Gives others their turn, as a request to a server does. */
function turn(): Promise<void> {
  return new Promise((resolve) => void setImmediate(resolve));
}

const PAGE_SIZE = 100;

function pageOf(all: readonly Stored<Agent>[], from = ''): AgentPage {
  const inOrder = all.toSorted((one, other) => (one.value.id < other.value.id ? -1 : 1));
  const after = inOrder.filter(({ value }) => value.id >= from);
  return { agents: after.slice(0, PAGE_SIZE), isLast: after.length <= PAGE_SIZE };
}

/** Everything that handling an event needs, in memory. `did` lists what was asked of the telephone. */
export function memoryPorts(agents: readonly Agent[]) {
  const calls = new Memory<Call>();
  const people = new Memory<Agent>();
  const waiting = new Map<string, Waiting>();
  const did: string[] = [];
  for (const agent of agents) people.items.set(agent.id, { value: agent, revision: 'first' });
  const note = async (what: string): Promise<void> => {
    await turn();
    did.push(what);
  };
  const ports: Ports = {
    calls: {
      load: (id) => calls.load(id),
      create: (call) => calls.write(call.id, call, undefined),
      save: (call, revision) => calls.write(call.id, call, revision),
      allow: async () => undefined,
      forbid: async () => undefined,
      noteRefused: async () => undefined,
    },
    identities: { of: async (agent) => agent },
    agents: {
      list: async () => [...people.items.values()],
      page: async (from) => pageOf([...people.items.values()], from),
      load: (id) => people.load(id),
      save: (agent, revision) => people.write(agent.id, agent, revision),
    },
    waiting: {
      list: async () => [...waiting.values()],
      put: async (entry) => void waiting.set(entry.call, entry),
      remove: async (call) => void waiting.delete(call),
    },
    timeline: { open: async () => undefined, append: async () => undefined },
    telephony: {
      dialAgent: async (call, leg, agent) => {
        await note(`dial ${agent}`);
        return `${call.id}-${leg}`;
      },
      dialOutside: async (call, leg) => `${call.id}-${leg}`,
      hangUp: (sid) => note(`hang up ${sid}`),
      hold: async (_call, sid, music) => {
        await note(`${music ? 'hold' : 'unhold'} ${sid}`);
        return false;
      },
      mute: (_call, sid, on) => note(`${on ? 'mute' : 'unmute'} ${sid}`),
      restartMusic: async (call) => {
        await note(`restart music ${call.id}`);
        return true;
      },
      sendToVoicemail: (call) => note(`voicemail ${call.id}`),
      whoIsInRoom: async () => ({ inRoom: [], customerAlive: true }),
      dialled: async () => [],
      caller: async () => ({ from: '+15550123', to: '+15550100' }),
    },
    budget: { now: () => START, left: () => 8000, sleep: () => turn() },
    settings,
  };
  return { ports, calls, people, did };
}
