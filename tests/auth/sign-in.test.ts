import { hashPassword, isPassword, type ScryptCost } from '../../src/auth/passwords.ts';
import { codeAt, newAuthenticator } from '../../src/auth/one-time-code.ts';
import { signIn } from '../../src/auth/sign-in.ts';
import type { Account, AccountStore } from '../../src/auth/account.ts';
import { ConflictError, type Stored } from '../../src/shared/storage.ts';

const MINUTE = 60_000;
const START = 1_700_000_000_000;
const RIGHT = 'a right passcode';

/** Accounts in memory, with conditional writes like Sync's. Counts the requests. */
class Accounts implements AccountStore {
  readonly asked: string[] = [];
  /** Happens once, between the next reading of an account and what its reader does with it. */
  afterLoad: (() => Promise<unknown>) | undefined;
  readonly #kept = new Map<string, Stored<Account>>();

  put(account: Account): void {
    this.#kept.set(account.id, { value: account, revision: '0' });
  }

  async load(id: string): Promise<Stored<Account> | undefined> {
    this.asked.push('load');
    const stored = this.#kept.get(id);
    const { afterLoad } = this;
    this.afterLoad = undefined;
    await afterLoad?.();
    return stored;
  }

  save(account: Account, revision: string): Promise<void> {
    this.asked.push('save');
    if (this.#kept.get(account.id)?.revision !== revision) return Promise.reject(new ConflictError('stale'));
    this.#kept.set(account.id, { value: account, revision: String(Number(revision) + 1) });
    return Promise.resolve();
  }
}

/** How often an account lets guess is the same however dear each guess is. */
const CHEAP = { N: 16, r: 1, p: 1 };

let accounts: Accounts;

async function keepAccounts(cost?: ScryptCost): Promise<void> {
  const hash = await hashPassword(RIGHT, cost);
  accounts = new Accounts();
  const blank = { role: 'agent', hash, epoch: 1, wrongTries: 0, lockedUntil: 0 } as const;
  accounts.put({ id: 'ana', name: 'Ana', disabled: false, ...blank });
  accounts.put({ id: 'gone', name: 'Gone', disabled: true, ...blank });
}
beforeEach(() => keepAccounts(CHEAP));

const tryIn = (passcode: string, at: number, id = 'ana', browser = 'new') =>
  signIn(accounts, { id, passcode, browser }, at);

const isLetIn = async (passcode: string, at: number, id = 'ana', browser = 'new') =>
  (await tryIn(passcode, at, id, browser)).account !== undefined;

test('the right passcode lets in, also after two mistakes', async () => {
  expect(await isLetIn(RIGHT, START)).toBe(true);
  for (let tries = 0; tries < 2; tries++) expect(await isLetIn('wrong', START)).toBe(false);
  expect(await isLetIn(RIGHT, START)).toBe(true);
});

test.each([
  [3, 5_000],
  [5, MINUTE],
  [6, 2 * MINUTE],
  [14, 60 * MINUTE],
])('after %i wrong passcodes the account is locked for %i ms', async (tries, lockMs) => {
  let now = START;
  for (let one = 0; one < tries; one++) {
    now += 60 * MINUTE + 1;
    expect(await isLetIn('wrong', now)).toBe(false);
  }
  expect(await isLetIn(RIGHT, now + lockMs - 1)).toBe(false);
  expect(await isLetIn(RIGHT, now + lockMs)).toBe(true);
});

test('a sign-in starts the count anew', async () => {
  for (let tries = 0; tries < 2; tries++) await isLetIn('wrong', START);
  await isLetIn(RIGHT, START);
  for (let tries = 0; tries < 2; tries++) await isLetIn('wrong', START);
  expect(await isLetIn(RIGHT, START)).toBe(true);
});

test('tries while locked do not lengthen the lock', async () => {
  for (let tries = 0; tries < 9; tries++) await isLetIn('wrong', START);
  expect(await isLetIn(RIGHT, START + 5_000)).toBe(true);
});

test('strangers who guess all day lock nobody out where they have signed in before', async () => {
  expect(await isLetIn(RIGHT, START, 'ana', 'own')).toBe(true);
  let now = START;
  for (let guess = 0; guess < 37; guess++) {
    now += 39 * MINUTE;
    await isLetIn('wrong', now, 'ana', `stranger ${guess}`);
  }
  expect(await isLetIn(RIGHT, now, 'ana', 'another')).toBe(false);
  expect(await isLetIn(RIGHT, now, 'ana', 'own')).toBe(true);
  expect(await isLetIn(RIGHT, now, 'ana', 'another')).toBe(true);
});

test('a browser that is known is locked by its own wrong passcodes, and locks no other', async () => {
  await isLetIn(RIGHT, START, 'ana', 'own');
  for (let tries = 0; tries < 3; tries++) await isLetIn('wrong', START, 'ana', 'own');
  expect(await isLetIn(RIGHT, START + 4999, 'ana', 'own')).toBe(false);
  expect(await isLetIn(RIGHT, START + 4999, 'ana', 'new')).toBe(true);
});

test('the account remembers the last five browsers', async () => {
  for (let one = 1; one <= 6; one++) await isLetIn(RIGHT, START, 'ana', `browser ${one}`);
  const known = (await accounts.load('ana'))?.value.browsers?.map(({ browser }) => browser);
  expect(known).toEqual([6, 5, 4, 3, 2].map((one) => `browser ${one}`));
});

test.each([
  ['the right passcode', 'ana', RIGHT, { what: 'signed-in', agent: 'ana' }],
  ['a wrong passcode', 'ana', 'wrong', { what: 'wrong-passcode', agent: 'ana' }],
  ['an unknown name', 'nobody', 'wrong', { what: 'unknown-name' }],
  ['a disabled account', 'gone', RIGHT, { what: 'tried-while-disabled', agent: 'gone' }],
])('%s is told as an event', async (_, id, passcode, event) => {
  expect((await tryIn(passcode, START, id)).event).toEqual(event);
});

test('the passcode that locks is told with the time, and tries meanwhile as such', async () => {
  for (let tries = 0; tries < 2; tries++) await tryIn('wrong', START);
  const locking = { what: 'wrong-passcode', agent: 'ana', lockedSeconds: 5 };
  expect((await tryIn('wrong', START)).event).toEqual(locking);
  expect((await tryIn(RIGHT, START)).event).toEqual({ what: 'tried-while-locked', agent: 'ana' });
});

describe('an account with an authenticator', () => {
  const STEP = Math.floor(START / 30_000);

  async function tryWith(code: string | undefined, passcode = RIGHT, at = START) {
    return (await signIn(accounts, { id: 'ana', passcode, code, browser: 'new' }, at)).event.what;
  }

  let key: string;
  beforeEach(async () => {
    const authenticator = newAuthenticator();
    key = authenticator.secret;
    const stored = await accounts.load('ana');
    if (stored) accounts.put({ ...stored.value, authenticator });
  });

  test('asks for the code only when the passcode is right, and lets in by both', async () => {
    expect(await tryWith(undefined, 'wrong')).toBe('wrong-passcode');
    expect(await tryWith(codeAt(key, STEP), 'wrong')).toBe('wrong-passcode');
    expect(await tryWith(undefined)).toBe('code-asked');
    expect(await tryWith(codeAt(key, STEP))).toBe('signed-in');
    expect(await tryWith(codeAt(key, STEP))).toBe('wrong-code');
  });

  test('is locked by wrong codes as by wrong passcodes', async () => {
    for (let tries = 0; tries < 3; tries++) expect(await tryWith('000000')).toBe('wrong-code');
    expect(await tryWith(codeAt(key, STEP))).toBe('tried-while-locked');
    expect(await tryWith(codeAt(key, STEP), RIGHT, START + 5000)).toBe('signed-in');
  });
});

test('a hash of an earlier version lets in, and is made anew by that', async () => {
  await keepAccounts({ N: 2 ** 15, r: 8, p: 1 });
  expect(await isLetIn('wrong', START)).toBe(false);
  expect((await accounts.load('ana'))?.value.hash).toMatch(/^scrypt\$32768\$8\$1\$/);
  expect(await isLetIn(RIGHT, START)).toBe(true);
  expect((await accounts.load('ana'))?.value.hash).toMatch(/^scrypt\$32768\$8\$3\$/);
  expect(await isLetIn(RIGHT, START)).toBe(true);
});

test.each([0, 1])('guesses made side by side after %i mistakes count as one', async (mistakes) => {
  for (let tries = 0; tries < mistakes; tries++) await isLetIn('wrong', START);
  const guesses = ['wrong', 'wrong', 'wrong', RIGHT, 'wrong'];
  const outcomes = await Promise.all(guesses.map((passcode) => isLetIn(passcode, START)));
  expect(outcomes.filter(Boolean).length).toBeLessThanOrEqual(1);
});

test.each([0, 1])('after %i mistakes, the right one beside a wrong one lets nobody in', async (mistakes) => {
  for (let tries = 0; tries < mistakes; tries++) await isLetIn('wrong', START);
  // The wrong one is written down while the right one is looked at.
  accounts.afterLoad = () => isLetIn('wrong', START);
  expect(await isLetIn(RIGHT, START)).toBe(false);
  expect(await isLetIn(RIGHT, START)).toBe(true);
});

test.each([
  ['an unknown name', 'nobody', 'wrong'],
  ['a disabled account with the right passcode', 'gone', RIGHT],
  ['a wrong passcode', 'ana', 'wrong'],
])('%s is refused with the same requests in the same order', async (_, id, passcode) => {
  expect(await isLetIn(passcode, START, id)).toBe(false);
  expect(accounts.asked).toEqual(['load', 'save']);
});

test('refusals take equally long: each derives a key', async () => {
  await keepAccounts();
  const timeOf = async (id: string): Promise<number> => {
    const times: number[] = [];
    for (let one = 0; one < 3; one++) {
      const started = process.cpuUsage();
      await isLetIn('wrong', START + one * 120 * MINUTE, id);
      const { user, system } = process.cpuUsage(started);
      times.push(user + system);
    }
    return times.sort((one, other) => one - other)[1] ?? 0;
  };
  const [known, unknown, disabled] = [await timeOf('ana'), await timeOf('nobody'), await timeOf('gone')];
  expect(unknown / known).toBeGreaterThan(0.5);
  expect(unknown / known).toBeLessThan(2);
  expect(disabled / known).toBeGreaterThan(0.5);
  expect(disabled / known).toBeLessThan(2);
});

test('a hash tells nothing of the passcode and is different each time', async () => {
  const hash = await hashPassword(RIGHT);
  expect(hash).toMatch(/^scrypt\$32768\$8\$3\$/);
  expect(hash).not.toContain(RIGHT);
  expect(await hashPassword(RIGHT)).not.toBe(hash);
  expect(await isPassword(RIGHT, hash)).toBe(true);
  expect(await isPassword(`${RIGHT}.`, hash)).toBe(false);
});

test('a passcode is the same however its letters were typed', async () => {
  const composed = await hashPassword('caf\u00e9-passcode');
  expect(await isPassword('cafe\u0301-passcode', composed)).toBe(true);
  expect(await isPassword(`\u00a0${RIGHT}\n`, await hashPassword(RIGHT))).toBe(true);
});

test.each(['', 'plain', 'bcrypt$1$2$3$4$5', 'scrypt$$$$$'])(
  'a damaged hash %j lets nobody in',
  async (damaged) => {
    expect(await isPassword('', damaged)).toBe(false);
  },
);
