import { randomBytes } from 'node:crypto';

/** A name for the sessions from now on. It never repeats, also when an account is removed and added again. */
export function newEpoch(): string {
  return randomBytes(8).toString('hex');
}
