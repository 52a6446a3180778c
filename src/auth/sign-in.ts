import type { Instant } from '../core/call.ts';
import type { Stored } from '../call/ports.ts';
import type { Account, AccountStore } from './account.ts';
import { ConflictError } from '../call/ports.ts';
import { isPassword } from './passwords.ts';

const FREE_TRIES = 5;
const FIRST_LOCK_MS = 60_000;
const LONGEST_LOCK_MS = 3_600_000;

/**
 * Checks a passcode. Unknown, disabled and locked accounts and wrong passcodes take equally long and give the same answer.
 * From the fifth wrong passcode on, the account is locked for a minute, then for twice as long each time.
 * @returns the account; undefined when they are not let in
 */
export async function signIn(
  accounts: AccountStore,
  id: string,
  passcode: string,
  now: Instant,
): Promise<Account | undefined> {
  const stored = await accounts.load(id);
  const account = stored?.value;
  const isOpen = account !== undefined && !account.disabled && account.lockedUntil <= now;
  const isRight = await isPassword(passcode, account?.hash);
  if (!stored || !isOpen) return undefined;
  // The count is written before the answer is given: guesses made side by side cannot outrun it.
  const noted = await note(accounts, stored, isRight, now);
  return isRight && noted ? stored.value : undefined;
}

async function note(
  accounts: AccountStore,
  { value: account, revision }: Stored<Account>,
  isRight: boolean,
  now: Instant,
): Promise<boolean> {
  if (isRight && account.wrongTries === 0) return true;
  const wrongTries = isRight ? 0 : account.wrongTries + 1;
  const lockedUntil = now + lockMs(wrongTries);
  try {
    await accounts.save({ ...account, wrongTries, lockedUntil }, revision);
    return true;
  } catch (error) {
    if (error instanceof ConflictError) return false;
    throw error;
  }
}

function lockMs(wrongTries: number): number {
  if (wrongTries < FREE_TRIES) return 0;
  return Math.min(FIRST_LOCK_MS * 2 ** (wrongTries - FREE_TRIES), LONGEST_LOCK_MS);
}
