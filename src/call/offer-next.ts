import type { Waiting } from '../core/model/waiting.ts';
import type { AgentId, CallSid } from '../core/model/ids.ts';
import type { Ports } from './ports.ts';
import type { Call } from '../core/model/call.ts';
import { needsAgent } from '../core/model/phase.ts';
import { musicIsDoubtful } from '../core/repair/music.ts';
import { nextWaiting } from '../core/routing/queue.ts';
import { processEvent } from './process-event.ts';

/** Time to leave for the answer, so that it is not late. The caller's next tick offers as well. In milliseconds. */
const OFFER_NEEDS_MS = 3000;

/**
 * Tells the call of the longest-waiting caller that an agent turned available. A failure does no harm, because each
 * waiting caller's tick asks again.
 * @param except the call that released the agent
 */
export async function offerNext(ports: Ports, agent: AgentId, except?: CallSid): Promise<void> {
  if (ports.budget.left() < OFFER_NEEDS_MS) return;
  try {
    const waiting = (await ports.waiting.list()).filter(({ call }) => call !== except);
    const next = await firstOnTheLine(ports, waiting);
    if (next) await processEvent(ports, next.call, { type: 'AgentTurnedAvailable', agent });
  } catch {
    // The caller's own tick offers them again.
  }
}

/**
 * Who does not wait, or whose hanging up was lost, would be a ghost at the head of the queue: others would wait behind it, and
 * an agent would be rung for nobody. Who is out of the room is left out until
 * their music passes again.
 */
async function firstOnTheLine(ports: Ports, waiting: readonly Waiting[]): Promise<Waiting | undefined> {
  const world = { now: ports.budget.now(), agents: [], waiting, settings: ports.settings };
  const next = nextWaiting(world);
  if (!next) return undefined;
  const [stored, caller] = await Promise.all([
    ports.calls.load(next.call),
    ports.telephony.caller(next.call),
  ]);
  const waits = !stored || needsAgent(stored.value);
  if (caller && waits && !(stored && (await isOutOfRoom(ports, stored.value)))) return next;
  if (!caller) await processEvent(ports, next.call, { type: 'CustomerHungUp' });
  else if (waits) await processEvent(ports, next.call, { type: 'CallUnattended' });
  if (!caller || !waits) await ports.waiting.remove(next.call);
  const others = waiting.filter(({ call }) => call !== next.call);
  return ports.budget.left() < OFFER_NEEDS_MS ? undefined : firstOnTheLine(ports, others);
}

/** They may be asked for a message, which could not be noted: where their music does not pass, the room tells. */
async function isOutOfRoom({ telephony, budget }: Ports, call: Call): Promise<boolean> {
  if (!call.customer.joined) return true;
  if (!musicIsDoubtful(call, budget.now())) return false;
  const { inRoom } = await telephony.whoIsInRoom(call);
  return inRoom.every(({ sid }) => sid !== call.id);
}
