import type { Instant } from '../core/model/ids.ts';
import type { Account, AccountStore, KnownBrowser } from './account.ts';
import type { SecurityEvent } from './security-event.ts';
import { ConflictError } from '../shared/storage.ts';
import { newEpoch } from './epoch.ts';
import { afterCode } from './one-time-code.ts';
import { hashPassword, isOfEarlierCost, isPassword } from './passwords.ts';

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
  /** The code of the second factor, for accounts that have one. */
  readonly code?: string | undefined;
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
 * Checks a passcode, and the code of the second factor where the account has one. Unknown, disabled and locked accounts
 * and wrong passcodes take equally long and give the same answer. The third wrong passcode or code locks for some
 * seconds, the fifth for a minute. Each further one locks for twice as long. A browser in which the agent has signed in
 * before has its own count and lock. So strangers who guess cannot lock the agent out there.
 */
export async function signIn(
  accounts: AccountStore,
  credentials: SignInAttempt,
  now: Instant,
): Promise<SignedIn> {
  const { id, passcode, browser } = credentials;
  const stored = await accounts.load(id);
  const account = stored?.value;
  const isOpen = account !== undefined && !account.disabled && triesOf(account, browser).lockedUntil <= now;
  const isRight = (await isPassword(passcode, account?.hash)) && isOpen;
  const judged = isOpen ? judge(account, credentials, isRight, now) : refused(account, id);
  // The account is written before the answer, even when its count stays at zero. So of several guesses at once only the
  // first is judged. A missing or locked account is written in vain, so that the time tells nothing.
  const isNoted = await write(accounts, await withNewHash(judged, passcode), stored?.revision ?? 'none');
  if (judged.event.what !== 'signed-in') return { account: undefined, event: judged.event };
  if (isNoted) return judged;
  return { account: undefined, event: { what: 'wrong-passcode', agent: id } };
}

/** An account as it is to be written, and what happened. */
interface Judged {
  readonly account: Account;
  readonly event: SecurityEvent;
}

function judge(account: Account, { code, browser }: SignInAttempt, isRight: boolean, now: Instant): Judged {
  const { id: agent, authenticator } = account;
  if (!isRight) return afterWrongTry(account, browser, 'wrong-passcode', now);
  if (!authenticator) return afterRightTry(account, browser);
  if (code === undefined) return { account, event: { what: 'code-asked', agent } };
  const used = afterCode(authenticator, code, now);
  return used
    ? afterRightTry({ ...account, authenticator: used }, browser)
    : afterWrongTry(account, browser, 'wrong-code', now);
}

function refused(account: Account | undefined, id: string): Judged {
  if (!account) return { account: nobody(id), event: { what: 'unknown-name' } };
  const what = account.disabled ? 'tried-while-disabled' : 'tried-while-locked';
  return { account, event: { what, agent: account.id } };
}

async function withNewHash({ account, event }: Judged, passcode: string): Promise<Account> {
  const isDated = event.what === 'signed-in' && isOfEarlierCost(account.hash);
  return isDated ? { ...account, hash: await hashPassword(passcode) } : account;
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

function afterRightTry(account: Account, browser: string): Judged {
  const others = account.browsers?.filter((each) => each.browser !== browser) ?? [];
  const browsers = [{ browser, ...NO_TRIES }, ...others].slice(0, MOST_BROWSERS);
  const next = { ...renewedAccount(account), ...NO_TRIES, browsers };
  return { account: next, event: { what: 'signed-in', agent: account.id } };
}

function afterWrongTry(
  account: Account,
  browser: string,
  what: 'wrong-passcode' | 'wrong-code',
  now: Instant,
): Judged {
  const wrongTries = triesOf(account, browser).wrongTries + 1;
  const lock = lockMs(wrongTries);
  const tries = { wrongTries, lockedUntil: now + lock };
  const isKnown = triesOf(account, browser) !== account;
  const browsers = account.browsers?.map((each) => (each.browser === browser ? { ...each, ...tries } : each));
  const event = { what, agent: account.id, ...(lock > 0 && { lockedSeconds: lock / 1000 }) };
  return { account: isKnown && browsers ? { ...account, browsers } : { ...account, ...tries }, event };
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
