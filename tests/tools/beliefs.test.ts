import { readFileSync } from 'node:fs';
import { BELIEFS, type Belief } from '../../emulator/beliefs.ts';
import { DIFFERENCES, withBeliefs } from '../../tools/beliefs.ts';

test('docs/emulator-differences.md lists the beliefs: `npm run beliefs` writes it', () => {
  const page = readFileSync(DIFFERENCES, 'utf8');
  expect(page).toBe(withBeliefs(page));
});

test.each(Object.entries<Belief>(BELIEFS))(
  '%s is a question with a source and different settings',
  (_, belief) => {
    expect(belief.question).toMatch(/\?$/);
    expect(belief.source).toMatch(/^https:\/\//);
    expect(new Set(belief.settings).size).toBe(belief.settings.length);
  },
);
