import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Account } from '../account.ts';
import type { LocalTwilio } from '../twilio.ts';

type Key = Account['apiKeys'] extends Map<string, infer K> ? K : never;
type Numbers = ReturnType<LocalTwilio['numbers']['list']>;
type Applications = ReturnType<LocalTwilio['applications']['list']>;

/** The part of an account that a data folder keeps. */
interface Kept {
  readonly accountSid: string;
  readonly authToken: string;
  readonly apiKeys: readonly Key[];
  readonly numbers: Numbers;
  readonly applications: Applications;
}

const FILE = 'account.json';

/** An account that nobody else knows. SIDs have Twilio's form. */
export function freshAccount(): Account {
  const hex = () => randomBytes(16).toString('hex');
  return { accountSid: `AC${hex()}`, authToken: hex(), apiKeys: new Map() };
}

/** The account of a data folder, or a fresh one. @throws Error that names the file when it cannot be read */
export function openAccount(folder: string): Account {
  const kept = read(folder);
  if (!kept) return freshAccount();
  const { accountSid, authToken } = kept;
  return { accountSid, authToken, apiKeys: new Map(kept.apiKeys.map((key) => [key.sid, key])) };
}

/**
 * Gives a local Twilio the account of its data folder, and saves it there whenever REST changes it. Only the user can
 * read the file.
 */
export function keepAccount(folder: string, twilio: LocalTwilio): void {
  const kept = read(folder);
  for (const number of kept?.numbers ?? []) twilio.numbers.put(number);
  for (const application of kept?.applications ?? []) twilio.applications.put(application);
  save(folder, twilio);
  twilio.log.subscribe(({ kind, method }) => {
    if (kind === 'rest' && method !== 'GET') save(folder, twilio);
  });
}

function read(folder: string): Kept | undefined {
  const file = join(folder, FILE);
  if (!existsSync(file)) return undefined;
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as Kept;
  } catch (error) {
    throw new Error(`${file} cannot be read: mend it or delete it.`, { cause: error });
  }
}

function save(folder: string, { account, numbers, applications }: LocalTwilio): void {
  const kept: Kept = {
    accountSid: account.accountSid,
    authToken: account.authToken,
    apiKeys: [...account.apiKeys.values()],
    numbers: numbers.list(),
    applications: applications.list(),
  };
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, FILE), JSON.stringify(kept, undefined, 2), { mode: 0o600 });
}
