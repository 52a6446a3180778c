import { BELIEFS, type BeliefSettings, beliefNames, parseBeliefs } from '../emulator/beliefs.ts';
import type { Random } from './random.ts';

/** In half of all scenarios every belief has its first setting. In the others each has any of its settings. */
export function drawBeliefs(random: Random): BeliefSettings {
  if (random.happens(0.5)) return {};
  const drawn = beliefNames().map((name) => [name, random.pick<string>(BELIEFS[name].settings)]);
  return parseBeliefs(Object.fromEntries(drawn));
}

/** Each setting alone that is not the first of its belief. */
export function flippedAlone(): readonly BeliefSettings[] {
  return beliefNames().flatMap((name) =>
    BELIEFS[name].settings.slice(1).map((setting) => parseBeliefs({ [name]: setting })),
  );
}

/** Settings on the command line: `name=setting`, with commas between. */
export function beliefsAsText(beliefs: BeliefSettings): string {
  return Object.entries(beliefs)
    .map((entry) => entry.join('='))
    .join();
}

/** @throws Error that names the unknown belief or setting */
export function beliefsOfText(text: string): BeliefSettings {
  const pairs = text.split(',').filter((pair) => pair !== '');
  return parseBeliefs(Object.fromEntries(pairs.map((pair) => pair.split('=') as [string, string])));
}
