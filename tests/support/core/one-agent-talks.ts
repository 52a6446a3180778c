import { handleEvent } from '../../../src/call/handle-event.ts';
import type { Event } from '../../../src/core/model/events.ts';
import type { memoryPorts } from './memory-ports.ts';

/** A caller arrives; `joined` brings them into the room. */
export const arrival = (call: string): Event => ({
  type: 'CallArrived',
  call,
  from: '+15550123',
  to: '+15550100',
  language: 'en',
});
export const joined: Event = { type: 'CustomerJoined', room: 'CF1' };

/** Plays a call until its first agent and the customer talk. */
export async function talking(bench: ReturnType<typeof memoryPorts>, call: string): Promise<void> {
  await handleEvent(bench.ports, call, arrival(call));
  await handleEvent(bench.ports, call, joined);
  const leg = { leg: 'a1', sid: `${call}-a1` };
  await handleEvent(bench.ports, call, { type: 'LegAnswered', ...leg });
  await handleEvent(bench.ports, call, { type: 'LegJoined', ...leg, room: 'CF1' });
}

/** What `look` finds, as soon as other work in this process has brought it about. */
export async function found<T>(look: () => Promise<T | undefined> | T | undefined): Promise<T> {
  for (;;) {
    const value = await look();
    if (value !== undefined) return value;
    await new Promise(setImmediate);
  }
}
