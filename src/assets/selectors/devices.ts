import type { AudioChoice, Microphone, PageState } from '../state/state.ts';

type Lists = Pick<Microphone, 'inputs' | 'outputs'>;

/** The device that is chosen, as far as it is there; else the system's default. */
export function deviceInUse(choices: readonly AudioChoice[], chosen: string | undefined): string {
  return choices.find(({ id }) => id === chosen)?.id ?? 'default';
}

/**
 * The name of a device that has just gone and that matters. The agent chose it, or it is the microphone of a call.
 * @param now the devices that are there now
 */
export function lostDevice({ microphone, line }: PageState, now: Lists): string | undefined {
  const gone = (kind: keyof Lists): readonly AudioChoice[] =>
    microphone[kind].filter(({ id }) => !now[kind].some((other) => other.id === id));
  const [inputs, outputs] = [gone('inputs'), gone('outputs')];
  const lost =
    inputs.find(({ id }) => id === microphone.input) ??
    outputs.find(({ id }) => id === microphone.output) ??
    (line.active ? inputs[0] : undefined);
  return lost?.label;
}

/** What becomes of the microphone's state when the list changes: the last one may have gone, or one has come. */
export function stateAfterChange({ state, inputs }: Microphone, now: Lists): Microphone['state'] {
  if (inputs.length > 0 && now.inputs.length === 0) return 'missing';
  return state === 'missing' && now.inputs.length > 0 ? 'unknown' : state;
}
