import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { buildForSimulation } from '../../simulation/build-functions.ts';
import { playExampleCall } from '../../tools/cost/example-call.ts';

const README = readFileSync(join(__dirname, '../../README.md'), 'utf8');

/** A figure that the README gives of the worked example. */
const told = (unit: string): number => Number(new RegExp(`(\\d+) ${unit}`).exec(README)?.[1]);

test('the worked example of the README is what such a call takes', async () => {
  const built = await buildForSimulation();
  const { functions, minutes, syncReads, syncWrites } = await playExampleCall(built.folder);
  built.remove();
  expect(minutes).toEqual({ caller: 5, browsers: 6, participants: told('participant-minutes') });
  const invocations = Object.values(functions).reduce((sum, count) => sum + count, 0);
  for (const [counted, unit] of [
    [invocations, 'invocations'],
    [syncWrites, 'writes'],
    [syncReads, 'reads'],
  ] as const) {
    // A changed round trip here or there does not make the example untrue.
    expect({ unit, off: Math.abs(counted / told(unit) - 1) > 0.1, counted }).toMatchObject({ off: false });
  }
});
