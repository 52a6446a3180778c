/** `npm run doctor`: looks at everything that can be wrong and names the command that mends it. */
import './terminal/node-version.cjs';
import type { Twilio } from 'twilio';
import {
  bad,
  examine,
  Missing,
  problemOf,
  ok,
  type Finding,
  type Patient,
  type Result,
} from './doctor/check.ts';
import { CHECKS } from './doctor/checks/checks.ts';
import { libraries } from './doctor/checks/news.ts';
import { describe, differencesIn, type Difference } from './doctor/differences.ts';
import { readLive } from './doctor/live-calls.ts';
import { mend } from './doctor/mend.ts';
import { asTool, commandLine, optionsIn } from './terminal/command-line.ts';
import { findDeployment, type Deployment } from '../delivery/deployment.ts';
import { checkLogin, findLogin, type Login } from '../delivery/login.ts';
import { questionsIn } from './terminal/questions.ts';
import { colorsOn, runAsProcess, sayTo, type Surroundings } from './terminal/surroundings.ts';
import { DIST, openWorkspace } from '../delivery/workspace.ts';

interface Options {
  readonly live?: true;
  readonly mend?: true;
  readonly json?: true;
  readonly newest?: true;
  readonly dist: string;
}

function optionsOf(args: readonly string[], surroundings: Surroundings): Options {
  const command = commandLine('doctor', surroundings)
    .description(
      'Check the account, the deployment and, with --live, the calls. Exit code 0 only when all is well.',
    )
    .option('--live', "compare Twilio's calls and conferences with Sync, and offer to mend what differs")
    .option('--mend', 'with --live: mend without asking')
    .option('--newest', "ask npm whether Twilio's libraries of this project are the newest")
    .option('--json', 'print the results as JSON')
    .option('--dist <folder>', 'the local build', DIST);
  return optionsIn(command, args);
}

/** One visit: results appear as they come, or all together as JSON. */
interface Visit {
  readonly options: Options;
  readonly surroundings: Surroundings;
  readonly note: (result: Result) => void;
}

export const doctor = asTool(async (args, surroundings) => {
  const options = optionsOf(args, surroundings);
  const say = sayTo(surroundings);
  const results: Result[] = [];
  const note = (result: Result): void => {
    results.push(result);
    if (!options.json) say(lineOf(result, surroundings));
  };
  const patient = await admit({ options, surroundings, note });
  if (patient) {
    // One after the other: results appear in order, and the account's limits are respected.
    for (const check of CHECKS) {
      surroundings.stopped.throwIfAborted();
      note(await examine(check, patient));
    }
    if (options.newest) note(await examine(libraries(registryIn(surroundings)), patient));
    if (options.live) await checkLive(patient, { options, surroundings, note });
  }
  if (options.json) say(JSON.stringify(results, null, 2));
  return results.every((result) => result.ok) ? 0 : 1;
});

/** npm tells the commands that it runs where it gets packages from. */
function registryIn({ environment }: Surroundings): string {
  return (environment['npm_config_registry'] ?? 'https://registry.npmjs.org').replace(/\/$/, '');
}

/** Without credentials no other check can run. */
async function admit({ options, surroundings, note }: Visit): Promise<Patient | undefined> {
  const name = 'Credentials';
  const workspace = openWorkspace(surroundings.folder);
  const login = findLogin(workspace.env, surroundings.environment);
  if (!login) {
    note({ name, ...bad('There are none') });
    return undefined;
  }
  const { connect } = surroundings;
  const client = await connected(connect, login).catch((error: Error) => {
    note({ name, ...bad(error.message, 'correct them in .env, or the environment') });
  });
  if (!client) return undefined;
  note({ name, ...ok(login.accountSid) });
  let found: Promise<Deployment> | undefined;
  const deployment = () => (found ??= findDeployment(client).then(deployed));
  return { ...workspace, client, connect, login, dist: options.dist, deployment };
}

async function connected(connect: Surroundings['connect'], login: Login): Promise<Twilio> {
  const client = connect(login);
  await checkLogin(client, login);
  return client;
}

function deployed(deployment: Deployment | undefined): Deployment {
  if (!deployment) throw new Missing('Nothing is deployed');
  return deployment;
}

async function checkLive(patient: Patient, { options, surroundings, note }: Visit): Promise<void> {
  const name = 'Live calls';
  const found = await lastingDifferences(patient).catch(problemOf);
  if ('ok' in found) return note({ name, ...found });
  if (found.length === 0) return note({ name, ...ok('Twilio and Sync agree') });
  for (const difference of found) {
    const { problem, mend: cure } = describe(difference);
    const wanted = options.mend || (!options.json && (await wantsMended(problem, cure, surroundings)));
    const finding = wanted
      ? await mended(difference, patient)
      : bad(problem, `npm run doctor -- --live --mend (${cure})`);
    note({ name, ...finding });
  }
}

/** One that cannot be mended keeps no other from it. */
async function mended(difference: Difference, patient: Patient): Promise<Finding> {
  const { problem, mend: cure } = describe(difference);
  try {
    await mend(difference, patient);
    return ok(`${problem}: mended (${cure})`);
  } catch (error) {
    return bad(`${problem}, and could not be mended`, (error as Error).message);
  }
}

/** Keeps what differs twice. A call that moves on between two requests differs only once. */
async function lastingDifferences(patient: Patient): Promise<readonly Difference[]> {
  const numbers = Object.values(patient.record.numbers()).map(({ phoneNumber }) => phoneNumber);
  const look = async () => differencesIn(await readLive(patient), numbers, Date.now());
  const before = new Set((await look()).map((difference) => describe(difference).problem));
  return before.size === 0
    ? []
    : (await look()).filter((difference) => before.has(describe(difference).problem));
}

async function wantsMended(problem: string, cure: string, surroundings: Surroundings): Promise<boolean> {
  if (!surroundings.input.isTTY) return false;
  return await questionsIn(surroundings).yesOrNo({
    message: `${problem}. Mend it (${cure})?`,
    default: true,
  });
}

function lineOf(result: Result, { output, environment }: Surroundings): string {
  const colors = colorsOn(output, environment);
  const name = result.name.padEnd(23);
  const advice = (text: string) => `\n     ${' '.repeat(23)}${colors.cyan(`-> ${text}`)}`;
  if (!result.ok) return `${colors.red('bad')}  ${name}${result.problem}${advice(result.mend)}`;
  if (result.advice === undefined) return `${colors.green('ok')}   ${name}${result.note}`;
  return `${colors.yellow('warn')} ${name}${result.note}${advice(result.advice)}`;
}

if (require.main === module) void runAsProcess(doctor);
