import type { Call } from '../core/model/call.ts';
import type { CallSid } from '../core/model/ids.ts';
import type { Event } from '../core/model/events.ts';
import type { World } from '../core/model/world.ts';
import { needsAgent } from '../core/model/phase.ts';
import { leftToOthers } from '../core/routing/queue.ts';
import type { Ports } from './ports.ts';
import { processEvent, type Refused } from './process-event.ts';
import { offerNext } from './offer-next.ts';

/** The result of an event, with the newest state for the answer. */
export type Handled =
  | {
      readonly kind: 'handled';
      readonly call: Call;
      readonly world: World;
      /** Whether the event changed anything. */
      readonly isChanged: boolean;
    }
  | Refused;

/**
 * Handles one event about a call. Then offers each released agent to the caller who waits longest. An agent may also
 * have been left to callers in front. Those may not wait any more, so this agent is offered too.
 * @throws Error when the store does not answer within the budget
 */
export async function handleEvent(ports: Ports, id: CallSid, event: Event): Promise<Handled> {
  const processed = await processEvent(ports, id, event);
  if (processed.kind === 'refused') return processed;
  const { call, world, freed, isChanged } = processed;
  for (const agent of freed) await offerNext(ports, agent, id);
  const left = event.type === 'WaitLoopTicked' && needsAgent(call) ? leftToOthers(call, world) : undefined;
  if (left) await offerNext(ports, left.id);
  return { kind: 'handled', call, world, isChanged };
}
