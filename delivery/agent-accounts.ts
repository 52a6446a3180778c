import { randomBytes } from 'node:crypto';
import type { Twilio } from 'twilio';
import type { Agent } from '../src/core/model/agent.ts';
import type { Account } from '../src/auth/account.ts';
import { AGENT_ID, isName, NAME_AT_MOST } from '../src/core/model/names.ts';
import { newEpoch } from '../src/auth/epoch.ts';
import { hashPassword, type ScryptCost } from '../src/auth/passwords.ts';
import { identityOf } from '../src/core/model/identity.ts';
import {
  FEWEST_CHARACTERS,
  LONGEST_PASSCODE,
  passcodeProblem,
  SHORTEST_PASSCODE,
  type PasscodeProblem,
} from '../src/auth/passcode-rules.ts';
import { READ_BY_PAGES } from '../src/sync/agent-store.ts';
import { OBJECTS } from '../src/sync/sync-service.ts';

/** A new agent. Without a passcode, one is made up. */
export interface NewAgent {
  readonly id: string;
  readonly name: string;
  readonly role: Account['role'];
  readonly passcode?: string;
}

const AT_A_TIME = 10;

/**
 * Adds an agent with an account and an item in the map of agents. An existing agent stays as they are. A caller that
 * lets somebody choose a passcode checks it first.
 * @param cost of the passcode's hash; the product's own when left out
 * @returns the passcode; undefined when the agent was there already
 * @throws Error when the id or the name will not do
 */
export async function addAgent(
  client: Twilio,
  service: string,
  agent: NewAgent,
  cost?: ScryptCost,
): Promise<string | undefined> {
  const { id, role } = agent;
  const name = agent.name.trim();
  const passcode = agent.passcode ?? newPasscode();
  checkId(id);
  checkName(name);
  const hash = await hashPassword(passcode, cost);
  const fresh = { disabled: false, epoch: newEpoch(), wrongTries: 0, lockedUntil: 0 };
  const account: Account = { id, name, role, hash, ...fresh };
  const presence: Agent = { id, name, role, presence: 'offline', since: 0, idleSince: 0, seenAt: 0 };
  // The account comes last. So an agent with an account is complete, even after an interruption.
  await Promise.all([
    addItem(client, service, OBJECTS.agents, id, presence),
    client.sync.v1
      .services(service)
      .syncMaps.create({ uniqueName: OBJECTS.recent(id) })
      .catch(ignoreExisting),
  ]);
  const isNew = await addItem(client, service, OBJECTS.accounts, id, account);
  return isNew ? passcode : undefined;
}

/** Every account, by id. */
export async function listAccounts(client: Twilio, service: string): Promise<readonly Account[]> {
  const items = await client.sync.v1.services(service).syncMaps(OBJECTS.accounts).syncMapItems.list();
  return items.map(({ data }) => data as Account).sort((one, other) => (one.id < other.id ? -1 : 1));
}

type Changeable = Pick<Account, 'disabled' | 'hash' | 'authenticator'>;

/**
 * Changes an account, unlocks it and ends its sessions. The agent's pages lose the permission to read anything at once,
 * and their tokens name nobody any more. The service refuses them within a minute. A call on the line goes on.
 * @throws Error for an unknown agent
 */
export async function changeAccount(
  client: Twilio,
  service: string,
  id: string,
  change: { readonly [K in keyof Changeable]?: Changeable[K] | undefined },
): Promise<void> {
  const item = itemOf(client, service, OBJECTS.accounts, id);
  const { data, revision } = await item.fetch().catch((error: unknown) => {
    ignoreMissing(error);
    throw new Error(`There is no agent "${id}". \`npm run agents -- list\` names them.`);
  });
  const account = data as Account;
  const fresh = { epoch: newEpoch(), wrongTries: 0, lockedUntil: 0, browsers: undefined };
  const next = { ...account, ...change, ...fresh };
  await item.update({ ifMatch: revision, data: next });
  const identity = identityOf(account);
  await Promise.all([
    forbidReading(client, service, identity),
    goOffline(client, service, id),
    forbidCalls(client, service, id, identity),
  ]);
}

/** Removes the account and the presence. An unknown agent counts as removed. */
export async function removeAgent(client: Twilio, service: string, id: string): Promise<void> {
  const { accounts, agents } = OBJECTS;
  const item = itemOf(client, service, accounts, id);
  const account = (await item.fetch().catch(ignoreMissing))?.data as Account | undefined;
  await item.remove().catch(ignoreMissing);
  const identity = account ? identityOf(account) : id;
  await forbidCalls(client, service, id, identity);
  await Promise.all([
    itemOf(client, service, agents, id).remove().catch(ignoreMissing),
    client.sync.v1.services(service).syncMaps(OBJECTS.recent(id)).remove().catch(ignoreMissing),
    forbidReading(client, service, identity),
  ]);
}

/** A token that is out already can read nothing more. The next sign-in gives the permission to a new name. */
async function forbidReading(client: Twilio, service: string, identity: string): Promise<void> {
  const maps = READ_BY_PAGES.map((name) => client.sync.v1.services(service).syncMaps(name));
  await Promise.all(maps.map((map) => map.syncMapPermissions(identity).remove().catch(ignoreMissing)));
}

/**
 * Takes away the calls that rang at their place, so many at a time. The list names them as long as their documents are
 * kept.
 */
async function forbidCalls(client: Twilio, service: string, id: string, identity: string): Promise<void> {
  const sync = client.sync.v1.services(service);
  const rung = await sync
    .syncMaps(OBJECTS.recent(id))
    .syncMapItems.list({ pageSize: 100 })
    .catch(ignoreMissing);
  const calls = (rung ?? []).map(({ key }) => key);
  for (let first = 0; first < calls.length; first += AT_A_TIME) {
    const removals = calls
      .slice(first, first + AT_A_TIME)
      .map((call) => sync.documents(OBJECTS.call(call)).documentPermissions(identity).remove());
    await Promise.all(removals.map((removal) => removal.catch(ignoreMissing)));
  }
}

/** No call is offered to an agent who was signed out. Another writer at the same moment has a call for them. */
async function goOffline(client: Twilio, service: string, id: string): Promise<void> {
  const item = itemOf(client, service, OBJECTS.agents, id);
  const found = await item.fetch().catch(ignoreMissing);
  const agent = found?.data as Agent | undefined;
  if (!found || !agent || agent.call !== undefined || agent.presence === 'offline') return;
  const data: Agent = { ...agent, presence: 'offline', since: Date.now() };
  await item.update({ ifMatch: found.revision, data }).catch(ignoreConflict);
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
  const items = client.sync.v1.services(service).syncMaps(map).syncMapItems;
  return (await items.create({ key, data }).catch(ignoreExisting)) !== undefined;
}

const ignoreMissing = ignore(404);
const ignoreExisting = ignore(409);
const ignoreConflict = ignore(412);

function ignore(status: number): (error: unknown) => undefined {
  return (error) => {
    if ((error as { status?: number }).status !== status) throw error;
  };
}

/** Makes up a passcode. */
export function newPasscode(): string {
  return randomBytes(9).toString('base64url');
}

/** @throws Error that says what a sign-in name is made of */
export function checkId(id: string): void {
  if (!AGENT_ID.test(id))
    throw new Error(`"${id}" will not do: use letters, digits and underscore, at most 32.`);
}

/** @throws Error that says how long a name may be */
export function checkName(name: string): void {
  if (isName(name)) return;
  throw new Error(`"${name}" will not do as a name: give 1 to ${NAME_AT_MOST} characters that can be read.`);
}

const PASSCODE_ADVICE: Readonly<Record<PasscodeProblem, string>> = {
  'too-short': `is too short: give at least ${SHORTEST_PASSCODE} characters`,
  'too-long': `is too long: give at most ${LONGEST_PASSCODE} characters`,
  'too-simple': `is too simple: use at least ${FEWEST_CHARACTERS} different characters`,
  'too-common':
    'is guessed soon: use no common words, names or keys in a row. Four words that have nothing to do with each other do',
};

/** @throws Error that says what is wrong with it. @param own the agent's id and name */
export function checkPasscode(passcode: string, own: readonly string[]): void {
  const problem = passcodeProblem(passcode, own);
  if (problem) throw new Error(`The passcode ${PASSCODE_ADVICE[problem]}.`);
}
