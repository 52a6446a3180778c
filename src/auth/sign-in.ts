import type { Instant } from '../core/model/ids.ts';
import type { Account, AccountStore, KnownBrowser } from './account.ts';
import type { SecurityEvent } from './security-event.ts';
import { ConflictError } from '../shared/storage.ts';
import { newEpoch } from './epoch.ts';
import { isPassword } from './passwords.ts';

/**
 * How long sign-ins are locked after so many wrong passcodes. A typing mistake costs nothing; guessing soon costs too
 * much.
 */
const FIRST_LOCKS_MS = [0, 0, 0, 5_000, 15_000];
const MINUTE_MS = 60_000;
const LONGEST_LOCK_MS = 3_600_000;
/** The number of browsers that an account remembers. */
const MOST_BROWSERS = 5;

/** Somebody wants to sign in. */
export interface SignInAttempt {
  readonly id: string;
  readonly passcode: string;
  /** Where they are: see `browserOf`. */
  readonly browser: string;
}

/** What came of it. */
export interface SignedIn {
  /** Undefined when the agent is not let in. */
  readonly account: Account | undefined;
  readonly event: SecurityEvent;
}

/**
 * Checks a passcode. Unknown, disabled and locked accounts and wrong passcodes take equally long and give the same
 * answer. The third wrong passcode locks for some seconds, the fifth for a minute. Each further one locks for twice as
 * long. A browser in which the agent has signed in before has its own count and lock. So strangers who guess cannot
 * lock the agent out there.
 */
export async function signIn(
  accounts: AccountStore,
  { id, passcode, browser }: SignInAttempt,
  now: Instant,
): Promise<SignedIn> {
  const stored = await accounts.load(id);
  const account = stored?.value;
  const isOpen = account !== undefined && !account.disabled && triesOf(account, browser).lockedUntil <= now;
  const isRight = (await isPassword(passcode, account?.hash)) && isOpen;
  // The account is written before the answer, even when its count stays at zero. So of several guesses at once only the
  // first is judged. A missing or locked account is written in vain, so that the time tells nothing.
  const noted = isOpen ? afterTry(account, browser, isRight, now) : (account ?? nobody(id));
  const isNoted = await write(accounts, noted, stored?.revision ?? 'none');
  if (isRight && isNoted) return { account: noted, event: { what: 'signed-in', agent: id } };
  return { account: undefined, event: refusal(account, isOpen, triesOf(noted, browser).lockedUntil - now) };
}

function refusal(account: Account | undefined, isOpen: boolean, lockMs: number): SecurityEvent {
  if (!account) return { what: 'unknown-name' };
  const { id: agent } = account;
  if (!isOpen) return { what: account.disabled ? 'tried-while-disabled' : 'tried-while-locked', agent };
  return { what: 'wrong-passcode', agent, ...(lockMs > 0 && { lockedSeconds: Math.ceil(lockMs / 1000) }) };
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

type Tries = Pick<KnownBrowser, 'wrongTries' | 'lockedUntil'>;

const NO_TRIES: Tries = { wrongTries: 0, lockedUntil: 0 };

function triesOf(account: Account, browser: string): Tries {
  return account.browsers?.find((each) => each.browser === browser) ?? account;
}

function afterTry(account: Account, browser: string, isRight: boolean, now: Instant): Account {
  const { browsers = [] } = account;
  if (isRight) {
    const others = browsers.filter((each) => each.browser !== browser);
    const known = [{ browser, ...NO_TRIES }, ...others].slice(0, MOST_BROWSERS);
    return { ...renewedAccount(account), ...NO_TRIES, browsers: known };
  }
  const wrongTries = triesOf(account, browser).wrongTries + 1;
  const tries = { wrongTries, lockedUntil: now + lockMs(wrongTries) };
  if (triesOf(account, browser) === account) return { ...account, ...tries };
  const noted = browsers.map((each) => (each.browser === browser ? { ...each, ...tries } : each));
  return { ...account, browsers: noted };
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
