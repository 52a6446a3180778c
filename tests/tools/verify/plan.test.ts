import { PassThrough } from 'node:stream';
import { beliefNames } from '../../../emulator/beliefs.ts';
import { connect } from '../../../delivery/login.ts';
import { announcement, costOf, planOf } from '../../../tools/verify/plan.ts';

function plan(...args: readonly string[]) {
  const [input, output, errors] = [new PassThrough(), new PassThrough(), new PassThrough()];
  const { signal: stopped } = new AbortController();
  return planOf(args, { folder: '.', environment: {}, input, output, errors, connect, stopped });
}

const namesOf = ({ probes }: ReturnType<typeof plan>) => probes.map(({ name }) => name);

test('without a word everything is tried, and then the story is played', () => {
  expect(namesOf(plan())).toEqual(expect.arrayContaining([...beliefNames(), 'handlerTaken', 'signIn']));
  expect(plan().story).toBe(true);
});

test.each([
  [['--beliefs'], namesOf(plan()), false],
  [['--story'], [], true],
  [['--only', 'loneHold', 'signIn'], ['loneHold', 'signIn'], false],
])('%j tries what it says, and no more', (args, names, story) => {
  expect([namesOf(plan(...args)), plan(...args).story]).toEqual([names, story]);
});

test('what will be done is said for each experiment, with what all of it costs at most', () => {
  const whole = plan();
  const { minutes, invocations } = costOf(whole);
  const text = announcement(whole).join('\n');
  for (const { name, plan: words } of whole.probes) expect(text).toContain(`  ${name}: ${words}`);
  expect(text).toMatch(
    new RegExp(`At most ${minutes} minutes .* ${invocations} requests .*: \\$0\\.\\d\\d at US`),
  );
  expect(text).toContain('Play it when nobody is at work and no customer calls');
});

test('on a local Twilio no price is named', () => {
  expect(announcement(plan('--local')).join('\n')).toContain('which costs nothing');
});
