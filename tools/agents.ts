/** `npm run agents -- add|list|disable|enable|reset|remove`: who can sign in, on any account. */
import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { Command } from 'commander';
import twilio, { type Twilio } from 'twilio';
import type { Agent } from '../src/core/agent.ts';
import { AGENT_ID, type Account } from '../src/auth/account.ts';
import { hashPassword } from '../src/auth/passwords.ts';

/** A new agent. Without a passcode, one is made up. */
export interface NewAgent {
  readonly id: string;
  readonly name: string;
  readonly role: Account['role'];
  readonly passcode?: string;
}

const SHORTEST_PASSCODE = 8;

/**
 * Adds an agent with an account and a place among the presences. One who is there already is left as they are.
 * @returns the passcode; undefined when the agent was there already
 * @throws Error when the id or the passcode will not do
 */
export async function addAgent(
  client: Twilio,
  service: string,
  agent: NewAgent,
): Promise<string | undefined> {
  if (!AGENT_ID.test(agent.id))
    throw new Error(`"${agent.id}" will not do: use letters, digits and underscore.`);
  const passcode = agent.passcode ?? newPasscode();
  checkPasscode(passcode);
  const { id, name, role } = agent;
  const hash = await hashPassword(passcode);
  const account: Account = { id, name, role, hash, disabled: false, epoch: 1, wrongTries: 0, lockedUntil: 0 };
  const presence: Agent = { id, name, role, presence: 'offline', since: 0, idleSince: 0, seenAt: 0 };
  // The account last: whoever has one is complete, also when this is interrupted.
  await addItem(client, service, 'agents', id, presence);
  const isNew = await addItem(client, service, 'accounts', id, account);
  return isNew ? passcode : undefined;
}

/** Every account, by id. */
export async function listAccounts(client: Twilio, service: string): Promise<readonly Account[]> {
  const items = await client.sync.v1.services(service).syncMaps('accounts').syncMapItems.list();
  return items.map(({ data }) => data as Account);
}

/**
 * Changes an account and ends its sessions.
 * @throws Error for an unknown agent
 */
export async function changeAccount(
  client: Twilio,
  service: string,
  id: string,
  change: Partial<Pick<Account, 'disabled' | 'hash'>>,
): Promise<void> {
  const item = itemOf(client, service, 'accounts', id);
  const { data, revision } = await item.fetch().catch(() => {
    throw new Error(`There is no agent "${id}". \`npm run agents -- list\` names them.`);
  });
  const account = data as Account;
  const next: Account = { ...account, ...change, epoch: account.epoch + 1, wrongTries: 0, lockedUntil: 0 };
  await item.update({ ifMatch: revision, data: next });
}

/** Removes the account and the presence; an agent who is not there counts as removed. */
export async function removeAgent(client: Twilio, service: string, id: string): Promise<void> {
  await Promise.all(
    ['accounts', 'agents'].map((map) => itemOf(client, service, map, id).remove().catch(ignoreMissing)),
  );
}

function itemOf(client: Twilio, service: string, map: string, key: string) {
  return client.sync.v1.services(service).syncMaps(map).syncMapItems(key);
}

/** @returns false when there is one of that key already */
async function addItem(
  client: Twilio,
  service: string,
  map: string,
  key: string,
  data: object,
): Promise<boolean> {
  try {
    await client.sync.v1.services(service).syncMaps(map).syncMapItems.create({ key, data });
    return true;
  } catch (error) {
    if ((error as { status?: number }).status === 409) return false;
    throw error;
  }
}

function ignoreMissing(error: unknown): void {
  if ((error as { status?: number }).status !== 404) throw error;
}

function newPasscode(): string {
  return randomBytes(9).toString('base64url');
}

function checkPasscode(passcode: string): void {
  if (passcode.length >= SHORTEST_PASSCODE) return;
  throw new Error(`The passcode is too short: give at least ${SHORTEST_PASSCODE} characters.`);
}

/** @throws Error naming the variables that are missing */
function connect(): { readonly client: Twilio; readonly service: string } {
  if (existsSync('.env')) process.loadEnvFile('.env');
  const read = (name: string): string => {
    const value = process.env[name];
    if (!value)
      throw new Error(`${name} is missing: put it into .env or the environment (npm run setup does).`);
    return value;
  };
  return { client: twilio(read('ACCOUNT_SID'), read('AUTH_TOKEN')), service: read('SYNC_SERVICE_SID') };
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

function commands(): Command {
  const program = new Command('npm run agents --').description('Who can sign in to the agent page.');
  program
    .command('add <id> <name>')
    .option('-s, --supervisor', 'give the role of a supervisor')
    .option('-p, --passcode <passcode>', 'instead of one that is made up')
    .action(add);
  program.command('list').action(list);
  program.command('disable <id>').action((id: string) => change(id, { disabled: true }, 'is disabled'));
  program.command('enable <id>').action((id: string) => change(id, { disabled: false }, 'is enabled'));
  program.command('reset <id>').option('-p, --passcode <passcode>').action(reset);
  program.command('remove <id>').action(remove);
  return program;
}

async function add(
  id: string,
  name: string,
  options: { supervisor?: true; passcode?: string },
): Promise<void> {
  const { client, service } = connect();
  const role = options.supervisor ? 'supervisor' : 'agent';
  const { passcode: chosen } = options;
  const passcode = await addAgent(client, service, { id, name, role, ...(chosen && { passcode: chosen }) });
  say(passcode ? `${id} is added. Passcode: ${passcode}` : `${id} is there already; nothing was changed.`);
}

async function list(): Promise<void> {
  const { client, service } = connect();
  for (const { id, name, role, disabled } of await listAccounts(client, service)) {
    say([id, name, role, disabled ? 'disabled' : 'enabled'].join('\t'));
  }
}

async function change(id: string, to: { disabled: boolean }, outcome: string): Promise<void> {
  const { client, service } = connect();
  await changeAccount(client, service, id, to);
  say(`${id} ${outcome}; signed out everywhere within a minute.`);
}

async function reset(id: string, options: { passcode?: string }): Promise<void> {
  const { client, service } = connect();
  const passcode = options.passcode ?? newPasscode();
  checkPasscode(passcode);
  await changeAccount(client, service, id, { hash: await hashPassword(passcode) });
  say(`${id} has a new passcode: ${passcode}`);
}

async function remove(id: string): Promise<void> {
  const { client, service } = connect();
  await removeAgent(client, service, id);
  say(`${id} is removed.`);
}

if (require.main === module) {
  commands()
    .parseAsync()
    .catch((error: Error) => {
      process.stderr.write(`${error.message}\n`);
      process.exitCode = 1;
    });
}
