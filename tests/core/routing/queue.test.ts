import { chooseAgent, isNearTurn, nextWaiting, positionOf } from '../../../src/core/routing/queue.ts';
import type { Agent } from '../../../src/core/model/agent.ts';
import type { Waiting } from '../../../src/core/model/waiting.ts';
import { agent, settings, START, CallSpec } from '../../support/core/call-spec.ts';

const waits = (call: string, since: number, front = false): Waiting => ({
  call,
  since: START + since,
  front,
});
const world = (agents: readonly Agent[], waiting: readonly Waiting[]) => ({
  now: START + 10_000,
  agents,
  waiting,
  settings,
});
const call = new CallSpec().arrives().state;

describe('the queue', () => {
  it('serves recalled callers first, then the one who came first', () => {
    const queue = world([], [waits('CA2', 2), waits('CA1', 1), waits('CA3', 3, true)]);
    expect(nextWaiting(queue)?.call).toBe('CA3');
    expect(['CA3', 'CA1', 'CA2'].map((id) => positionOf(id, queue))).toEqual([1, 2, 3]);
  });

  it('is not held up by callers who can no longer be there', () => {
    expect(nextWaiting(world([], [waits('CA-ghost', -3_600_000)]))).toBeUndefined();
  });
});

describe('a caller behind ten others', () => {
  const ten = world(
    [],
    Array.from({ length: 10 }, (_, index) => waits(`CA-before-${index}`, -1, true)),
  );

  it('does not look for an agent at their own ticks', () => {
    expect(isNearTurn(call, ten)).toBe(false);
    expect(isNearTurn(call, { ...ten, waiting: ten.waiting.slice(1) })).toBe(true);
  });

  it('does so when their agent vanished and may be back', () => {
    const rescue = { since: START, until: START, first: ['ana'] };
    expect(isNearTurn({ ...call, rescue }, ten)).toBe(true);
  });
});

describe('the choice of an agent', () => {
  it('takes the longest idle', () => {
    const agents = [agent('ben'), agent('ana')];
    expect(chooseAgent(call, world(agents, []), false)?.id).toBe('ana');
  });

  it('takes nobody who is busy, away, or whose page is gone', () => {
    const agents = [
      agent('ana', { presence: 'busy', call: 'CA1', leg: 'a1' }),
      agent('ben', { presence: 'away' }),
      agent('cleo', { seenAt: START - 100_000 }),
    ];
    expect(chooseAgent(call, world(agents, []), true)).toBeUndefined();
  });

  it('rings one who missed the call only when there is nobody else, and not at once', () => {
    const missed = { ...call, missedBy: ['ana'] };
    const both = world([agent('ana'), agent('ben')], []);
    expect(chooseAgent(missed, both, true)?.id).toBe('ben');
    const only = world([agent('ana')], []);
    expect(chooseAgent(missed, only, false)).toBeUndefined();
    expect(chooseAgent(missed, only, true)?.id).toBe('ana');
  });

  it('leaves enough agents to those who came before', () => {
    const earlier = [waits('CA1', -1), waits('CA2', -2)];
    expect(chooseAgent(call, world([agent('ana'), agent('ben')], earlier), false)).toBeUndefined();
    const three = [agent('ana'), agent('ben'), agent('cleo')];
    expect(chooseAgent(call, world(three, earlier), false)).toBeDefined();
  });
});
