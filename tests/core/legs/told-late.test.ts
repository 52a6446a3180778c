import { agent, sidOf, START, CallSpec } from '../../support/core/call-spec.ts';

test.each([
  ['a ring told late is a missed ring all the same (promise: offer-fails)', 18, 0, 20, 'away'],
  ['an end told late is a closed page all the same (promise: offer-fails)', 0, 0, 1, 'offline'],
] as const)('%s', (_what, told, rang, ended, presence) => {
  const spec = new CallSpec(agent('ana'), agent('ben')).arrives().dialled('ana');
  const at = (seconds: number) => ({ leg: 'a1', sid: sidOf('a1'), at: START + seconds * 1000 });
  spec.later(told).when({ type: 'LegRang', ...at(rang) });
  spec.later(20 - told).when({ type: 'LegEnded', ...at(ended), how: 'no-answer' });
  expect(spec.agents.find(({ id }) => id === 'ana')?.presence).toBe(presence);
});
