import { handleEvent } from '../../src/call/handle-event.ts';
import { choosePresence } from '../../src/call/keep-presence.ts';
import { agent } from '../support/given-when-then.ts';
import { memoryPorts } from '../support/memory-ports.ts';

test('a caller whose hanging up was lost is taken out of the queue, and the agent is offered to the next one', async () => {
  const bench = memoryPorts([agent('ana', { presence: 'away' })]);
  for (const call of ['CA1', 'CA2']) {
    const arrived = {
      type: 'CallArrived',
      call,
      from: '+15550123',
      to: '+15550100',
      language: 'en',
    } as const;
    await handleEvent(bench.ports, call, arrived);
    await handleEvent(bench.ports, call, { type: 'CustomerJoined', room: 'CF1' });
  }
  const caller = async (call: string) =>
    call === 'CA1' ? undefined : { from: '+15550123', to: '+15550100' };
  const ports = { ...bench.ports, telephony: { ...bench.ports.telephony, caller } };
  await choosePresence(ports, 'ana', 'available');
  expect(bench.did).toEqual(['dial ana']);
  expect(bench.calls.items.get('CA1')?.value.phase).toBe('ended');
  expect(bench.calls.items.get('CA2')?.value.phase).toBe('ringing');
  expect(await ports.waiting.list()).toEqual([]);
});
