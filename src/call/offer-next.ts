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
 * The first caller in the queue who really waits. A caller whose hang-up was lost would stay at the head of the queue.
 * Others would wait behind them, and an agent would be rung for nobody. A caller who is out of the room is passed over
 * until their music ticks again.
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

/**
 * The caller may have been asked for a message, and we could not note it. If their music has not ticked lately, ask
 * Twilio who is in the room.
 */
async function isOutOfRoom({ telephony, budget }: Ports, call: Call): Promise<boolean> {
  if (!call.customer.joined) return true;
  if (!musicIsDoubtful(call, budget.now())) return false;
  const { inRoom } = await telephony.whoIsInRoom(call);
  return inRoom.every(({ sid }) => sid !== call.id);
}
