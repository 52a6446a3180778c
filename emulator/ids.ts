import { createHash, randomBytes } from 'node:crypto';

/** Makes SIDs: two capital letters and 32 hex digits. */
export type IdSource = (prefix: string) => string;

/** Ids that nobody can guess, for an emulator that people use. */
export const randomIds: IdSource = (prefix) => prefix + randomBytes(16).toString('hex');

/** The same ids in the same order for the same seed, for simulations and tests. */
export function seededIds(seed: string | number): IdSource {
  let next = 0;
  return (prefix) => prefix + createHash('md5').update(`${seed}:${next++}`).digest('hex');
}
