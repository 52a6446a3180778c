/**
 * `npm run setup`: puts the product on a Twilio account. Does only what is missing, so it is safe to run again at any
 * time.
 */
import './terminal/node-version.cjs';
import type { Twilio } from 'twilio';
import { build } from '../delivery/build.ts';
import { asTool } from './terminal/command-line.ts';
import { findDeployment } from '../delivery/deployment.ts';
import { checkLogin, findLogin, type Login } from '../delivery/login.ts';
import { questionsIn } from './terminal/questions.ts';
import { colorsOn, runAsProcess, sayTo, type Surroundings } from './terminal/surroundings.ts';
import { checkVariables, deployable } from '../delivery/variables.ts';
import { DIST, openWorkspace, type Workspace } from '../delivery/workspace.ts';
import { ACCOUNT_STEPS } from './setup/account-steps.ts';
import { askLogin } from './setup/ask-login.ts';
import { choicesBy } from './setup/choices.ts';
import { standingOf } from './doctor/concurrency.ts';
import { optionsOf, type Options } from './setup/options.ts';
import { SERVICE_STEPS } from './setup/service-steps.ts';
import { takeSteps, type Outcome, type Setup } from './setup/steps.ts';

export const setup = asTool(
  async (args, surroundings) => {
    const options = optionsOf(args, surroundings);
    const workspace = openWorkspace(surroundings.folder);
    checkVariables(deployable(workspace.env));
    const login = await loginOf(workspace, options, surroundings);
    const client = surroundings.connect(login);
    const dist = options.dist ?? DIST;
    if (!options.dist) await build();
    const { stopped } = surroundings;
    const say = sayTo(surroundings);
    await warn(client, login, say);
    const choices = choicesOf(options, surroundings);
    const setup: Setup = { ...workspace, client, login, dist, stopped, say, choices };
    const dryRun = options.dryRun === true;
    const steps = [...ACCOUNT_STEPS, ...SERVICE_STEPS];
    const outcomes = await takeSteps(steps, setup, { dryRun, report: reportTo(surroundings) });
    say(dryRun ? '\nNothing was changed.' : await ending(setup, outcomes, surroundings));
  },
  { stoppedWords: 'Stopped. Run setup again to go on.' },
);

/** What a person should know about their account before customers call. Setup goes on all the same. */
async function warn(client: Twilio, login: Login, say: (line: string) => void): Promise<void> {
  const standing = await standingOf(client, login);
  if (!standing.ok) return say(`${standing.problem}\n  -> ${standing.mend}`);
  if (standing.advice !== undefined) say(`${standing.note}\n  -> ${standing.advice}`);
}

/**
 * The known credentials, else those that the person gives. Twilio has accepted them.
 * @throws Error when there are none and nobody may be asked
 */
async function loginOf(
  { env }: Workspace,
  { yes, dryRun }: Options,
  surroundings: Surroundings,
): Promise<Login> {
  const login = findLogin(env, surroundings.environment);
  if (login) {
    await checkLogin(surroundings.connect(login), login);
    return login;
  }
  if (yes || (dryRun && !surroundings.input.isTTY)) {
    throw new Error('No credentials: set ACCOUNT_SID and AUTH_TOKEN in .env or the environment.');
  }
  return await askLogin(surroundings);
}

function choicesOf({ yes, number, buy, areaCode, agent = [] }: Options, surroundings: Surroundings) {
  const bought = buy ? { country: buy, ...(areaCode && { areaCode }) } : undefined;
  const flags = { yes: yes === true, number, buy: bought, agents: agent };
  return choicesBy(flags, questionsIn(surroundings));
}

/** One line for each step. On a screen it first shows what is under way. */
function reportTo(surroundings: Surroundings): (name: string, outcome?: Outcome) => void {
  const { output, environment } = surroundings;
  const [colors, say] = [colorsOn(output, environment), sayTo(surroundings)];
  const signs = { there: colors.dim('='), made: colors.green('+'), planned: colors.yellow('?') };
  return (name, outcome) => {
    if (!outcome) return void (output.isTTY && output.write(colors.dim(`  ${name} ...`)));
    const words = outcome.kind === 'planned' ? `would ${outcome.words}` : outcome.words;
    say(`${signs[outcome.kind]} ${name.padEnd(20)} ${words}`);
  };
}

async function ending(
  { client, record }: Setup,
  outcomes: readonly Outcome[],
  { output, environment }: Surroundings,
): Promise<string> {
  const colors = colorsOn(output, environment);
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
    'npm run agents adds agents and resets passcodes, npm run doctor checks everything, npm run teardown takes it back.',
  ].join('\n');
}

if (require.main === module) void runAsProcess(setup);
