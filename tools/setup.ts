/** `npm run setup`: puts the product on a Twilio account. Does only what is missing; safe to run again at any time. */
import { input, password } from '@inquirer/prompts';
import { Command } from 'commander';
import colors from 'picocolors';
import type { NewAgent } from './agents.ts';
import { build } from './build.ts';
import { findDeployment } from './provision/deployment.ts';
import { checkLogin, connect, findLogin, type Login } from './provision/login.ts';
import { DIST, openWorkspace, type Workspace } from './provision/workspace.ts';
import { ACCOUNT_STEPS } from './setup/account-steps.ts';
import { choicesBy } from './setup/choices.ts';
import { SERVICE_STEPS } from './setup/service-steps.ts';
import { takeSteps, type Outcome, type Setup } from './setup/steps.ts';

interface Options {
  readonly yes?: true;
  readonly dryRun?: true;
  readonly number?: string;
  readonly buy?: string;
  readonly areaCode?: number;
  readonly agent: readonly NewAgent[];
  readonly dist?: string;
}

const command = new Command('npm run setup --')
  .description(
    'Put the product on a Twilio account. Credentials come from .env, else from ACCOUNT_SID and AUTH_TOKEN (or API_KEY_SID and ' +
      'API_KEY_SECRET) of the environment, else they are asked for. Only what is missing is done.',
  )
  .option('-y, --yes', 'ask nothing: the flags decide')
  .option('--dry-run', 'say what would be done, and change nothing')
  .option('--number <number>', 'the number that customers call: one of the account, as +15550100100')
  .option('--buy <country>', 'buy a number in this country (two letters); with --yes without asking again')
  .option('--area-code <digits>', 'of the number to buy', Number)
  .option('--agent <id:name>', 'add an agent; may be repeated. The first is a supervisor', addAgentFlag, [])
  .option('--dist <folder>', 'deploy a build that is there instead of building');

function addAgentFlag(text: string, before: readonly NewAgent[]): readonly NewAgent[] {
  const [id = '', name] = text.split(':');
  return [...before, { id, name: name ?? id, role: before.length === 0 ? 'supervisor' : 'agent' }];
}

async function main(): Promise<void> {
  const options = command.parse().opts<Options>();
  const workspace = openWorkspace();
  const login = await loginOf(workspace, options);
  const client = connect(login);
  await checkLogin(client, login);
  const dist = options.dist ?? DIST;
  if (!options.dist) await build();
  const setup: Setup = { ...workspace, client, login, dist, say: console.log, choices: choicesOf(options) };
  const dryRun = options.dryRun === true;
  const outcomes = await takeSteps([...ACCOUNT_STEPS, ...SERVICE_STEPS], setup, { dryRun, report });
  console.log(dryRun ? '\nNothing was changed.' : await ending(setup, outcomes));
}

/** @throws Error when there are none and nobody may be asked */
async function loginOf({ env }: Workspace, { yes, dryRun }: Options): Promise<Login> {
  const login = findLogin(env, process.env);
  if (login) return login;
  if (yes || (dryRun && !process.stdin.isTTY)) {
    throw new Error('No credentials: set ACCOUNT_SID and AUTH_TOKEN in .env or the environment.');
  }
  const accountSid = await input({ message: 'Account SID (from https://console.twilio.com)' });
  const secret = await password({ message: 'Auth token', mask: true });
  return { accountSid, username: accountSid, password: secret };
}

function choicesOf({ yes, number, buy, areaCode, agent }: Options) {
  const bought = buy ? { country: buy.toUpperCase(), ...(areaCode && { areaCode }) } : undefined;
  return choicesBy({ yes: yes === true, number, buy: bought, agents: agent });
}

const SIGNS = { there: colors.dim('='), made: colors.green('+'), planned: colors.yellow('?') } as const;

function report(name: string, outcome?: Outcome): void {
  const { isTTY } = process.stdout;
  if (!outcome) return void (isTTY && process.stdout.write(colors.dim(`  ${name} ...`)));
  const words = outcome.kind === 'planned' ? `would ${outcome.words}` : outcome.words;
  console.log(`${isTTY ? '\r' : ''}${SIGNS[outcome.kind]} ${name.padEnd(20)} ${words}`);
}

async function ending({ client, record }: Setup, outcomes: readonly Outcome[]): Promise<string> {
  const made = outcomes.filter(({ kind }) => kind === 'made').map(({ name }) => name);
  const deployed = await findDeployment(client);
  const number = record.numbers()[record.number ?? '']?.phoneNumber;
  return [
    '',
    made.length > 0 ? `Changed: ${made.join(', ')}.` : 'Everything was there already; nothing was changed.',
    '',
    `  Agents open   ${colors.cyan(`https://${deployed?.domain}/index.html`)}`,
    `  Callers dial  ${colors.cyan(number ?? '')}`,
    '',
    'npm run doctor checks it, npm run teardown takes it back.',
  ].join('\n');
}

main().catch((error: Error) => {
  console.error(
    colors.red(error.name === 'ExitPromptError' ? 'Stopped. Run setup again to go on.' : error.message),
  );
  process.exitCode = 1;
});
