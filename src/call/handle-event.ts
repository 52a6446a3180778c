import type { Call, CallSid } from '../core/call.ts';
import type { Event, World } from '../core/events.ts';
import { needsAgent } from '../core/phase.ts';
import { leftToOthers } from '../core/routing.ts';
import type { Ports } from './ports.ts';
import { carryThrough, type Refused } from './carry-through.ts';
import { offerNext } from './offer-next.ts';

/** What became of an event, with the newest state for the answer. */
export type Handled = { readonly kind: 'handled'; readonly call: Call; readonly world: World } | Refused;

/**
 * Handles one event about a call, and offers agents whom it gave back to whoever waits longest; and so an agent who was left to
 * callers in front, in case those do not wait any more.
 * @throws Error when the store does not answer within the budget
 */
export async function handleEvent(ports: Ports, id: CallSid, event: Event): Promise<Handled> {
  const carried = await carryThrough(ports, id, event);
  if (carried.kind === 'refused') return carried;
  const { call, world, freed } = carried;
  for (const agent of freed) await offerNext(ports, agent, id);
  const left = event.type === 'MusicPassed' && needsAgent(call) ? leftToOthers(call, world) : undefined;
  if (left) await offerNext(ports, left.id);
  return { kind: 'handled', call, world };
}
