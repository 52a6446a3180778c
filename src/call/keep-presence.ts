import type { Agent } from '../core/agent.ts';
import type { AgentId, CallSid } from '../core/call.ts';
import type { AgentEvent } from '../core/events.ts';
import type { Ports, Stored } from './ports.ts';
import {
  aged,
  closedPage,
  confirm,
  pageIsAlive,
  release,
  seen,
  setPresence,
  wasHeardLately,
  type ChosenPresence,
} from '../core/agent-rules.ts';
import { knowsAgent } from '../core/legs.ts';
import { changeAgent } from './change-agent.ts';
import { handleEvent } from './handle-event.ts';
import { offerNext } from './offer-next.ts';

/** A look at the room takes so long at most; a beat that is short of time leaves it to the next one. */
const NEEDED_MS = 4000;

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
export async function leavePage(ports: Ports, id: AgentId, page?: string): Promise<void> {
  await changeAgent(ports, id, (agent) => closedPage(agent, page, ports.budget.now(), ports.settings));
}

/**
 * The page is alive. That is written down now and then, since all agents share one object that takes few writes a second;
 * the same beat then looks after what time has done to others: pages that died, wrap-up that is over, claims that lapsed.
 * @param onCall the call that the page has, or null
 * @param page names the page among several that an agent may have open
 */
export async function beat(
  ports: Ports,
  id: AgentId,
  onCall: CallSid | null,
  page?: string,
): Promise<Agent | undefined> {
  const own = await ports.agents.load(id);
  if (!own) return undefined;
  const isNews = !wasHeardLately(own.value, ports.budget.now(), ports.settings, page);
  const [after] = await Promise.all([
    beatOwn(ports, own, onCall, page),
    isNews ? lookAfterOthers(ports, id) : undefined,
  ]);
  return after;
}

async function lookAfterOthers(ports: Ports, id: AgentId): Promise<void> {
  const others = (await ports.agents.list()).filter(({ value }) => value.id !== id);
  await Promise.all(others.map((stored) => ageOther(ports, stored)));
}

async function beatOwn(
  ports: Ports,
  known: Stored<Agent>,
  onCall: CallSid | null,
  page: string | undefined,
): Promise<Agent | undefined> {
  const now = ports.budget.now();
  const { id, call, presence } = known.value;
  const isStuck = onCall === null && (await isClaimStuck(ports, known.value));
  const rule = (agent: Agent): Agent | undefined => {
    const alive = seen(agent, now, ports.settings, page);
    const freed = isStuck && agent.call === call ? freedFrom(alive, now) : undefined;
    const isNews = !wasHeardLately(agent, now, ports.settings, page);
    return (
      freed ??
      confirmedBy(alive, onCall, now) ??
      aged(alive, now, ports.settings) ??
      (isNews ? alive : undefined)
    );
  };
  const result = await changeAgent(ports, id, rule, known);
  const turned = result?.agent.presence === 'available' && presence !== 'available';
  if (turned) await offerNext(ports, id);
  if (result?.agent.call !== call)
    await report(ports, { type: 'PageReported', agent: id, onCall: false }, call);
  if (result) await compare(ports, result.agent, onCall);
  return result?.agent;
}

/** Compares the page's word with the call, so that a leaving that nobody was told of is found while people talk. */
async function compare(ports: Ports, agent: Agent, onCall: CallSid | null): Promise<void> {
  const event = { type: 'PageReported', agent: agent.id, onCall: onCall !== null } as const;
  await report(ports, event, onCall ?? agent.call);
}

/** Whether the agent is held by a call that is over or does not know them. */
async function isClaimStuck(ports: Ports, agent: Agent): Promise<boolean> {
  if (agent.call === undefined || agent.claimUntil !== undefined) return false;
  const call = await ports.calls.load(agent.call);
  return !call || call.value.ending !== undefined || !knowsAgent(call.value, agent.id);
}

/** That they answered may have been lost: who has the call on the line is on it. */
function confirmedBy(agent: Agent, onCall: CallSid | null, now: number): Agent | undefined {
  const { call, leg, claimUntil } = agent;
  if (onCall === null || call !== onCall || leg === undefined || claimUntil === undefined) return undefined;
  return confirm(agent, call, leg, now);
}

function freedFrom(agent: Agent, now: number): Agent | undefined {
  if (agent.call === undefined || agent.leg === undefined) return undefined;
  return release(agent, { call: agent.call, leg: agent.leg }, 'available', 'claim-expired', now);
}

async function ageOther(ports: Ports, { value, revision }: Stored<Agent>): Promise<void> {
  const { id: agent, call } = value;
  if (isSilentOnCall(ports, value)) await report(ports, { type: 'AgentVanished', agent }, call);
  const next = aged(value, ports.budget.now(), ports.settings);
  if (!next) return;
  // Whoever was quicker has seen them later than we have.
  const saved = await ports.agents.save(next, revision).catch(() => undefined);
  if (saved && next.call !== call) await report(ports, { type: 'PageReported', agent, onCall: false }, call);
}

/** On a call, only the leg tells whether they have left; but of two webhooks that say so both may be lost. */
function isSilentOnCall({ budget, settings }: Ports, agent: Agent): boolean {
  const isOn = agent.call !== undefined && agent.claimUntil === undefined;
  return isOn && !pageIsAlive(agent, budget.now(), settings);
}

/** Tells a call about one of its agents, whom it may still count on; the next beat finds what is not told now. */
async function report(ports: Ports, event: AgentEvent, call: CallSid | undefined): Promise<void> {
  if (call === undefined || ports.budget.left() < NEEDED_MS) return;
  await handleEvent(ports, call, event).catch(() => undefined);
}
