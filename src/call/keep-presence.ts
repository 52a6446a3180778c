import type { Agent } from '../core/model/agent.ts';
import type { Waiting } from '../core/model/waiting.ts';
import type { AgentId, CallSid } from '../core/model/ids.ts';
import type { AgentEvent } from '../core/model/events.ts';
import type { AgentPage, Ports } from './ports.ts';
import type { Stored } from '../shared/storage.ts';
import { claimHasLapsed, confirm, removeUnattended, release } from '../core/routing/claim.ts';
import {
  aged,
  closedPage,
  pageIsSilent,
  markSeen,
  withChosenPresence,
  wasSeenRecently,
  type ChosenPresence,
} from '../core/routing/presence.ts';
import { isWithOutsidersOnly } from '../core/model/legs.ts';
import { changeAgent } from './change-agent.ts';
import { handleEvent, type Handled } from './handle-event.ts';
import { byTurn, SERVED_AT_ONCE } from '../core/routing/queue.ts';
import { offerNext } from './offer-next.ts';
import { readNextAgents } from './next-agents.ts';

/** A room check takes at most so many milliseconds. A heartbeat with less time leaves it to the next one. */
const ROOM_CHECK_NEEDS_MS = 4000;

/**
 * Sets the presence that an agent chose.
 * @returns undefined when a call has them, so that they cannot set it, or there is no such agent
 */
export async function choosePresence(
  ports: Ports,
  id: AgentId,
  presence: ChosenPresence,
): Promise<Agent | undefined> {
  const result = await changeAgent(ports, id, (agent) =>
    withChosenPresence(agent, presence, ports.budget.now()),
  );
  if (!result?.isChanged) return undefined;
  if (presence === 'available') await offerNext(ports, id);
  return result.after;
}

/** The page said goodbye. */
export async function leavePage(ports: Ports, id: AgentId, page?: string): Promise<void> {
  await changeAgent(ports, id, (agent) => closedPage(agent, page, ports.budget.now(), ports.settings));
}

/**
 * The page is alive. Not every heartbeat is recorded, because all agents share one object that takes few reads and
 * writes a second. A recorded heartbeat also checks on others: pages that died, wrap-up that is over, claims that
 * lapsed.
 * @param onCall the call that the page has, or null
 * @param page names the page among several that an agent may have open
 */
export async function heartbeat(
  ports: Ports,
  id: AgentId,
  onCall: CallSid | null,
  page?: string,
): Promise<Agent | undefined> {
  const fromOwn = await ports.agents.page(id);
  const [own] = fromOwn.agents;
  if (own?.value.id !== id) return undefined;
  const isNews = !wasSeenRecently(own.value, ports.budget.now(), ports.settings, page);
  const [after] = await Promise.all([
    recordOwnHeartbeat(ports, own, { onCall, isNews, page }),
    isNews ? checkOnOthers(ports, own.value, fromOwn) : undefined,
  ]);
  return after;
}

/** The page is alive, and a recent heartbeat is recorded already. So this one reaches only its call. */
export async function heartbeatOnCall(ports: Ports, agent: AgentId, call: CallSid): Promise<void> {
  await report(ports, { type: 'PageReported', agent, onCall: true }, call);
}

async function checkOnOthers(ports: Ports, own: Agent, fromOwn: AgentPage): Promise<void> {
  const { agents: others, isAtTheEnd } = await readNextAgents(ports, own, fromOwn);
  const waiting = isAtTheEnd ? await ports.waiting.list() : [];
  await Promise.all([
    ...others.map((stored) => ageOther(ports, stored)),
    ...[own, ...others.map(({ value }) => value)].map((each) => checkUnattended(ports, each)),
    ...callersToCheck(waiting).map(({ call }) => report(ports, { type: 'CallUnattended' }, call)),
  ]);
}

/**
 * Rescue music starts by our REST request, which can fail. Any music stops when Twilio cannot fetch it. Then nothing
 * ticks for this customer, so heartbeats check on them. They check on as many as are served at once.
 */
function callersToCheck(waiting: readonly Waiting[]): readonly Waiting[] {
  return waiting.toSorted(byTurn).filter(({ front }, index) => front || index < SERVED_AT_ONCE);
}

/** Checks the calls that the agent left to outside parties, until they are over or somebody else joins. */
async function checkUnattended(ports: Ports, { id, leftBehind = [] }: Agent): Promise<void> {
  for (const call of leftBehind) {
    const handled = await report(ports, { type: 'CallUnattended' }, call);
    const isGone = handled?.kind === 'refused' && handled.code === 'call-not-found';
    const isSettled = handled?.kind === 'handled' && !isWithOutsidersOnly(handled.call);
    if (isGone || isSettled) await changeAgent(ports, id, (agent) => removeUnattended(agent, call));
  }
}

/** A page's sign of life. */
interface Heartbeat {
  /** The call on its line, or null. */
  readonly onCall: CallSid | null;
  /** Whether it is to be written down that the page lives. */
  readonly isNews: boolean;
  /** Names the page among several that an agent may have open. */
  readonly page: string | undefined;
}

async function recordOwnHeartbeat(
  ports: Ports,
  known: Stored<Agent>,
  { onCall, isNews, page }: Heartbeat,
): Promise<Agent | undefined> {
  const now = ports.budget.now();
  const { id, presence } = known.value;
  const rule = (agent: Agent): Agent | undefined => {
    const alive = markSeen(agent, now, ports.settings, page);
    const next = confirmedBy(alive, onCall, now) ?? aged(alive, now, ports.settings);
    return next ?? (isNews ? alive : undefined);
  };
  const result = await changeAgent(ports, id, rule, known);
  if (!result) return undefined;
  const turned = result.after.presence === 'available' && presence !== 'available';
  if (turned) await offerNext(ports, id);
  return compareWithCall(ports, result.after, onCall);
}

/**
 * Compares the page's report with the call. So we find, while people talk, that somebody left without a webhook.
 * @returns the agent as they are afterwards
 */
async function compareWithCall(
  ports: Ports,
  agent: Agent,
  onCall: CallSid | null,
): Promise<Agent | undefined> {
  const isSettled = agent.claimUntil === undefined || claimHasLapsed(agent, ports.budget.now());
  if (onCall === null && agent.call !== undefined && isSettled) {
    await verifyClaim(ports, agent);
    return (await ports.agents.load(agent.id))?.value;
  }
  const event = { type: 'PageReported', agent: agent.id, onCall: onCall !== null } as const;
  await report(ports, event, onCall ?? agent.call);
  return agent;
}

/** Asks the call whether it still needs the agent. When the call is unknown, the agent is free. */
async function verifyClaim(ports: Ports, { id: agent, call, leg }: Agent): Promise<void> {
  if (call === undefined || leg === undefined) return;
  const handled = await report(ports, { type: 'ClaimStale', agent, leg }, call);
  if (handled?.kind !== 'refused' || handled.code !== 'call-not-found') return;
  const now = ports.budget.now();
  await changeAgent(ports, agent, (found) =>
    release(found, { call, leg }, 'available', 'claim-expired', now),
  );
}

/** The webhook of their answer may be lost. An agent whose page has the call on the line is on it. */
function confirmedBy(agent: Agent, onCall: CallSid | null, now: number): Agent | undefined {
  const { call, leg } = agent;
  const isOn = onCall !== null && call === onCall && leg !== undefined;
  return isOn ? confirm(agent, call, leg, now) : undefined;
}

async function ageOther(ports: Ports, { value, revision }: Stored<Agent>): Promise<void> {
  const { id: agent, call } = value;
  if (claimHasLapsed(value, ports.budget.now())) return verifyClaim(ports, value);
  if (isSilentOnCall(ports, value)) await report(ports, { type: 'AgentVanished', agent }, call);
  const next = aged(value, ports.budget.now(), ports.settings);
  // A writer who was quicker has seen them later than we have.
  if (next) await ports.agents.save(next, revision).catch(() => undefined);
}

/** On a call, only the leg shows whether an agent left. Two webhooks say so, but both may be lost. */
function isSilentOnCall({ budget, settings }: Ports, agent: Agent): boolean {
  const isOn = agent.call !== undefined && agent.claimUntil === undefined;
  return isOn && pageIsSilent(agent, budget.now(), settings);
}

/** Sends a call an event about one of its agents. If that fails, the next heartbeat does it. */
async function report(
  ports: Ports,
  event: AgentEvent,
  call: CallSid | undefined,
): Promise<Handled | undefined> {
  if (call === undefined || ports.budget.left() < ROOM_CHECK_NEEDS_MS) return undefined;
  return handleEvent(ports, call, event).catch(() => undefined);
}
