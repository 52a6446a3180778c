import type { Event } from '../../src/core/model/events.ts';
import { handleEvent } from '../../src/call/handle-event.ts';
import { ConflictError } from '../../src/shared/storage.ts';
import { agent } from '../support/core/call-spec.ts';
import { memoryPorts } from '../support/core/memory-ports.ts';
import { arrival, found, joined, talking } from '../support/core/one-agent-talks.ts';

test('the same event at the same time in many Functions rings the agent once', async () => {
  const bench = memoryPorts([agent('ana')]);
  await handleEvent(bench.ports, 'CA1', arrival('CA1'));
  await Promise.all(Array.from({ length: 5 }, () => handleEvent(bench.ports, 'CA1', joined)));
  expect(bench.did).toEqual(['dial ana']);
  expect(bench.people.items.get('ana')?.value).toMatchObject({ call: 'CA1', leg: 'a1', presence: 'busy' });
});

test('two callers at once never get the same agent', async () => {
  const bench = memoryPorts([agent('ana'), agent('ben')]);
  await Promise.all(['CA1', 'CA2'].map((id) => handleEvent(bench.ports, id, arrival(id))));
  await Promise.all(['CA1', 'CA2'].map((id) => handleEvent(bench.ports, id, joined)));
  await Promise.all(['CA1', 'CA2'].map((id) => handleEvent(bench.ports, id, { type: 'WaitLoopTicked' })));
  expect(new Set(bench.did)).toEqual(new Set(['dial ana', 'dial ben']));
  expect(bench.did).toHaveLength(2);
});

test('one agent, two callers: one loses the claim, dials nobody and waits', async () => {
  const bench = memoryPorts([agent('ana')]);
  await Promise.all(['CA1', 'CA2'].map((id) => handleEvent(bench.ports, id, arrival(id))));
  await Promise.all(['CA1', 'CA2'].map((id) => handleEvent(bench.ports, id, joined)));
  await handleEvent(bench.ports, 'CA1', { type: 'WaitLoopTicked' });
  await handleEvent(bench.ports, 'CA2', { type: 'WaitLoopTicked' });
  expect(bench.did).toEqual(['dial ana']);
  const phases = ['CA1', 'CA2'].map((id) => bench.calls.items.get(id)?.value.phase);
  expect(new Set(phases)).toEqual(new Set(['ringing', 'waiting']));
});

test('two clicks at once put the customer on hold once', async () => {
  const bench = memoryPorts([agent('ana')]);
  await talking(bench, 'CA1');
  const click: Event = { type: 'HoldAsked', by: 'ana', key: 'k1', party: 'customer', on: true };
  await Promise.all([handleEvent(bench.ports, 'CA1', click), handleEvent(bench.ports, 'CA1', click)]);
  expect(bench.did.filter((what) => what === 'hold CA1')).toHaveLength(1);
});

test('the next event does what a Function killed after its save left undone', async () => {
  const bench = memoryPorts([agent('ana')]);
  await talking(bench, 'CA1');
  const never = new Promise<never>(() => undefined);
  const dying = { ...bench.ports, telephony: { ...bench.ports.telephony, hold: () => never } };
  const click: Event = { type: 'HoldAsked', by: 'ana', key: 'k1', party: 'customer', on: true };
  void handleEvent(dying, 'CA1', click);
  await found(() => bench.calls.items.get('CA1')?.value.customer.hold || undefined);
  const later = { ...bench.ports.budget, now: () => bench.ports.budget.now() + 20_000 };
  await handleEvent({ ...bench.ports, budget: later }, 'CA1', { type: 'WaitLoopTicked' });
  expect(bench.did).toContain('hold CA1');
  expect(bench.calls.items.get('CA1')?.value.pending).toEqual([]);
});

test('a conflict that never ends is refused as something to try again', async () => {
  const bench = memoryPorts([agent('ana')]);
  await talking(bench, 'CA1');
  const save = () => Promise.reject(new ConflictError('always'));
  const busy = { ...bench.ports, calls: { ...bench.ports.calls, save } };
  const click: Event = { type: 'EndAsked', by: 'ana', key: 'k1' };
  expect(await handleEvent(busy, 'CA1', click)).toEqual({ kind: 'refused', code: 'try-again' });
});
