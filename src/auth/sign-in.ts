import type { Instant } from '../core/model/ids.ts';
import type { Account, AccountStore } from './account.ts';
import { ConflictError } from '../shared/storage.ts';
import { newEpoch } from './epoch.ts';
import { isPassword } from './passwords.ts';

/**
 * How long an account is locked after so many wrong passcodes. A typing mistake costs nothing; guessing soon costs too
 * much.
 */
const FIRST_LOCKS_MS = [0, 0, 0, 5_000, 15_000];
const MINUTE_MS = 60_000;
const LONGEST_LOCK_MS = 3_600_000;

/**
 * Checks a passcode. Unknown, disabled and locked accounts and wrong passcodes take equally long and give the same
 * answer. The third wrong passcode locks the account for some seconds, the fifth for a minute. Each further one locks
 * it for twice as long.
 * @returns the account; undefined when the agent is not let in
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
  const isRight = (await isPassword(passcode, account?.hash)) && isOpen;
  // The account is written before the answer, even when its count stays at zero. So of several guesses at once only the
  // first is judged. A missing or locked account is written in vain, so that the time tells nothing.
  const noted = isOpen ? afterTry(account, isRight, now) : (account ?? nobody(id));
  const isNoted = await write(accounts, noted, stored?.revision ?? 'none');
  return isRight && isNoted ? noted : undefined;
}

async function write(accounts: AccountStore, account: Account, revision: string): Promise<boolean> {
  try {
    await accounts.save(account, revision);
    return true;
  } catch (error) {
    if (error instanceof ConflictError) return false;
    throw error;
  }
}

function afterTry(account: Account, isRight: boolean, now: Instant): Account {
  const wrongTries = isRight ? 0 : account.wrongTries + 1;
  const next = isRight ? renewedAccount(account) : account;
  return { ...next, wrongTries, lockedUntil: now + lockMs(wrongTries) };
}

/** Earlier versions counted epochs, so that they repeated when an account was removed and added again. */
function renewedAccount(account: Account): Account {
  return typeof account.epoch === 'number' ? { ...account, epoch: newEpoch() } : account;
}

function lockMs(wrongTries: number): number {
  const doublings = wrongTries - FIRST_LOCKS_MS.length;
  return FIRST_LOCKS_MS[wrongTries] ?? Math.min(MINUTE_MS * 2 ** doublings, LONGEST_LOCK_MS);
}

function nobody(id: string): Account {
  const nothing = { name: '', role: 'agent', hash: '', epoch: 0, wrongTries: 0, lockedUntil: 0 } as const;
  return { id, ...nothing, disabled: true };
}
