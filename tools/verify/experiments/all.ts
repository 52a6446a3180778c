import type { BeliefName } from '../../../emulator/beliefs.ts';
import type { Experiment } from '../experiment.ts';
import { musicSignature } from './music-signature.ts';

/** One experiment for each belief. The compiler names a belief without one. */
const BY_BELIEF: { readonly [N in BeliefName]?: Experiment<N> } = { musicSignature };

export const EXPERIMENTS: readonly Experiment[] = Object.values(BY_BELIEF);
