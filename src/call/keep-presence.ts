import type { Agent } from '../core/agent.ts';
import type { AgentId, CallSid } from '../core/call.ts';
import type { Ports, Stored } from './ports.ts';
import { aged, pageGone, release, seen, setPresence, type ChosenPresence } from '../core/agent-rules.ts';
import { knowsAgent } from '../core/legs.ts';
import { changeAgent } from './change-agent.ts';
import { offerNext } from './offer-next.ts';

/**
 * Sets what an agent chose.
 * @returns undefined when a call has them, so that presence is not theirs to set, or there is no such agent
 */
export async function choosePresence(
  ports: Ports,
  id: AgentId,
  presence: ChosenPresence,
): Promise<Agent | undefined> {
  const result = await changeAgent(ports, id, (agent) => setPresence(agent, presence, ports.budget.now()));
  if (!result?.changed) return undefined;
  if (presence === 'available') await offerNext(ports, id);
  return result.agent;
}

/** The page said goodbye. */
export async function leavePage(ports: Ports, id: AgentId): Promise<void> {
  await changeAgent(ports, id, (agent) => pageGone(agent, ports.budget.now()));
}

/**
 * The page is alive. Everybody's beat also looks after what time has done to others: pages that died, wrap-up that is over,
 * claims that lapsed.
 * @param onCall the call that the page has, or null
 */
export async function beat(ports: Ports, id: AgentId, onCall: CallSid | null): Promise<Agent | undefined> {
  const agents = await ports.agents.list();
  const others = agents.filter(({ value }) => value.id !== id);
  const [own] = await Promise.all([
    beatOwn(ports, id, onCall),
    Promise.all(others.map((stored) => ageOther(ports, stored))),
  ]);
  return own;
}

async function beatOwn(ports: Ports, id: AgentId, onCall: CallSid | null): Promise<Agent | undefined> {
  const now = ports.budget.now();
  const before = await ports.agents.load(id);
  const isStuck = before !== undefined && onCall === null && (await isClaimStuck(ports, before.value));
  const result = await changeAgent(ports, id, (agent) => {
    const alive = seen(agent, now);
    const freed = isStuck && before && agent.call === before.value.call ? freedFrom(alive, now) : undefined;
    return freed ?? aged(alive, now, ports.settings) ?? alive;
  });
  const turned = result?.agent.presence === 'available' && before?.value.presence !== 'available';
  if (turned) await offerNext(ports, id);
  return result?.agent;
}

/** Whether the agent is held by a call that is over or does not know them. */
async function isClaimStuck(ports: Ports, agent: Agent): Promise<boolean> {
  if (agent.call === undefined || agent.claimUntil !== undefined) return false;
  const call = await ports.calls.load(agent.call);
  return !call || call.value.ending !== undefined || !knowsAgent(call.value, agent.id);
}

function freedFrom(agent: Agent, now: number): Agent | undefined {
  if (agent.call === undefined || agent.leg === undefined) return undefined;
  return release(agent, { call: agent.call, leg: agent.leg }, 'available', 'claim-expired', now);
}

async function ageOther(ports: Ports, { value, revision }: Stored<Agent>): Promise<void> {
  const next = aged(value, ports.budget.now(), ports.settings);
  // Whoever was quicker has seen them later than we have.
  if (next) await ports.agents.save(next, revision).catch(() => undefined);
}
