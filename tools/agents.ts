/** `npm run agents -- add|list|disable|enable|reset|remove`: who can sign in, on any account. */
import './terminal/node-version.cjs';
import { text } from 'node:stream/consumers';
import type { Command } from 'commander';
import { addressOfKey, newAuthenticator } from '../src/auth/one-time-code.ts';
import { hashPassword } from '../src/auth/passwords.ts';
import {
  addAgent,
  changeAccount,
  checkPasscode,
  listAccounts,
  newPasscode,
  removeAgent,
} from '../delivery/agent-accounts.ts';
import { PROJECT } from '../delivery/project.ts';
import { asTool, commandLine } from './terminal/command-line.ts';
import { openProductAccount, type ProductAccount } from './terminal/product-account.ts';
import { runAsProcess, sayTo, type Surroundings } from './terminal/surroundings.ts';

const PASSCODE_HELP = 'instead of one that is made up; - reads it from the standard input';

/** The data for the subcommands. The account is opened when one of them runs, so that help needs none. */
interface Desk {
  readonly open: () => ProductAccount;
  readonly say: (line: string) => void;
  /** `-` keeps a passcode out of the list of processes and the shell's history. */
  readonly chosenPasscode: (option: string | undefined) => Promise<string | undefined>;
}

function deskIn(surroundings: Surroundings): Desk {
  return {
    open: () => openProductAccount(surroundings),
    say: sayTo(surroundings),
    chosenPasscode: async (option) =>
      option === '-' ? (await text(surroundings.input)).replace(/\r?\n$/, '') : option,
  };
}

function commands(surroundings: Surroundings): Command {
  const desk = deskIn(surroundings);
  const program = commandLine('agents', surroundings).description('Who can sign in to the agent page.');
  program
    .command('add <id> <name>')
    .option('-s, --supervisor', 'give the role of a supervisor')
    .option('-p, --passcode <passcode>', PASSCODE_HELP)
    .description('give somebody an account; prints the passcode')
    .action((id: string, name: string, options: AddOptions) => add(desk, id, name, options));
  program
    .command('list')
    .description('id, name, role and whether they may sign in')
    .action(() => list(desk));
  program
    .command('disable <id>')
    .description('sign them out and let them in no more')
    .action((id: string) => change(desk, id, { disabled: true }, 'is disabled'));
  program
    .command('enable <id>')
    .description('let them in again, also after too many wrong passcodes')
    .action((id: string) => change(desk, id, { disabled: false }, 'is enabled'));
  program
    .command('reset <id>')
    .option('-p, --passcode <passcode>', PASSCODE_HELP)
    .description('give them a new passcode')
    .action((id: string, options: { passcode?: string }) => reset(desk, id, options));
  program
    .command('second-factor <id>')
    .option('--off', 'let the passcode alone be enough again')
    .description('ask them for the code of an authenticator at each sign-in; prints its key')
    .action((id: string, options: { off?: true }) => secondFactor(desk, id, options));
  program
    .command('remove <id>')
    .description('take the account away')
    .action((id: string) => remove(desk, id));
  return program;
}

interface AddOptions {
  readonly supervisor?: true;
  readonly passcode?: string;
}

async function add(desk: Desk, id: string, name: string, options: AddOptions): Promise<void> {
  const { client, service } = desk.open();
  const role = options.supervisor ? 'supervisor' : 'agent';
  const chosen = await desk.chosenPasscode(options.passcode);
  if (chosen !== undefined) checkPasscode(chosen, [id, name]);
  const agent = { id, name, role, ...(chosen !== undefined && { passcode: chosen }) } as const;
  const passcode = await addAgent(client, service, agent);
  if (!passcode) return desk.say(`${id} is there already; nothing was changed.`);
  desk.say(chosen ? `${id} is added.` : `${id} is added. Passcode: ${passcode}`);
}

async function list({ open, say }: Desk): Promise<void> {
  const { client, service } = open();
  for (const { id, name, role, disabled } of await listAccounts(client, service)) {
    say([id, name, role, disabled ? 'disabled' : 'enabled'].join('\t'));
  }
}

async function change(
  { open, say }: Desk,
  id: string,
  to: { readonly disabled: boolean },
  outcome: string,
): Promise<void> {
  const { client, service } = open();
  await changeAccount(client, service, id, to);
  say(`${id} ${outcome}; signed out everywhere within a minute.`);
}

async function reset(desk: Desk, id: string, options: { readonly passcode?: string }): Promise<void> {
  const { client, service } = desk.open();
  const chosen = await desk.chosenPasscode(options.passcode);
  const passcode = chosen ?? newPasscode();
  checkPasscode(passcode, [id]);
  await changeAccount(client, service, id, { hash: await hashPassword(passcode) });
  const outcome = chosen !== undefined ? 'has the new passcode' : `has a new passcode: ${passcode}`;
  desk.say(`${id} ${outcome}; signed out everywhere within a minute.`);
}

async function secondFactor(
  { open, say }: Desk,
  id: string,
  { off }: { readonly off?: true },
): Promise<void> {
  const { client, service } = open();
  const authenticator = off ? undefined : newAuthenticator();
  await changeAccount(client, service, id, { authenticator });
  if (!authenticator)
    return say(`${id} signs in by the passcode alone; signed out everywhere within a minute.`);
  say(`${id} signs in with a code from now on. The key, for an authenticator app: ${authenticator.secret}`);
  say(`The same as an address: ${addressOfKey(authenticator, id, PROJECT)}`);
}

async function remove({ open, say }: Desk, id: string): Promise<void> {
  const { client, service } = open();
  await removeAgent(client, service, id);
  say(`${id} is removed; signed out everywhere within a minute.`);
}

/** What to do about Twilio's error. */
function explain(error: Error): string {
  const { status, code } = error as { status?: number; code?: string | number };
  if (status === 401)
    return 'Twilio refuses ACCOUNT_SID with AUTH_TOKEN or the API key: check them in .env or the environment.';
  if (status === 404)
    return 'SYNC_SERVICE_SID names no Sync service of this product: `npm run setup` makes one.';
  if (status === 412) return 'Somebody else changed this agent at the same moment: run the command again.';
  if (typeof code === 'string')
    return `Twilio cannot be reached (${code}): check the connection and run it again.`;
  return error.message;
}

export const agents = asTool(
  async (args, surroundings) => void (await commands(surroundings).parseAsync(args, { from: 'user' })),
  { explain },
);

if (require.main === module) void runAsProcess(agents);
