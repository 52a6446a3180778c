import { UnrulyCall } from './unruly-call.ts';

/**
 * Plays the choices, one step each; the same choices play the same call.
 * @param look is shown the call after each step
 */
export function playRandomCall(
  choices: readonly number[],
  look: (unruly: UnrulyCall) => void = () => undefined,
): UnrulyCall {
  let index = 0;
  let state = choices.length + 1;
  const next = () => {
    index = (index + 1) % Math.max(choices.length, 1);
    state = (state * 1_103_515_245 + (choices[index] ?? 0) + 12_345) % 2_147_483_648;
    return state >>> 8;
  };
  const unruly = new UnrulyCall(next);
  unruly.start();
  unruly.begin(choices[0] ?? 0);
  for (const choice of choices) {
    unruly.step(choice);
    look(unruly);
  }
  return unruly;
}
