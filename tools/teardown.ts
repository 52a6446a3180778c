/** `npm run teardown`: removes from the account what setup made, and puts the number's old webhooks back. */
import './terminal/node-version.cjs';
import { asTool, commandLine, optionsIn } from './terminal/command-line.ts';
import { checkLogin, findLogin } from '../delivery/login.ts';
import { questionsIn } from './terminal/questions.ts';
import { colorsOn, runAsProcess, sayTo, type Surroundings } from './terminal/surroundings.ts';
import { openWorkspace } from '../delivery/workspace.ts';
import { findRemovals, type Removal } from './teardown/removals.ts';

interface Options {
  readonly yes?: true;
  readonly dryRun?: true;
  readonly releaseNumbers?: true;
}

function optionsOf(args: readonly string[], surroundings: Surroundings): Options {
  const command = commandLine('teardown', surroundings)
    .description(
      'Take everything back that setup made. Running calls are cut off. The credentials stay in .env.',
    )
    .option('-y, --yes', 'ask nothing')
    .option('--dry-run', 'say what would be removed, and change nothing')
    .option('--release-numbers', 'also give back numbers that setup bought');
  return optionsIn(command, args);
}

export const teardown = asTool(
  async (args, surroundings) => {
    const options = optionsOf(args, surroundings);
    const { env, record } = openWorkspace(surroundings.folder);
    const login = findLogin(env, surroundings.environment);
    if (!login) throw new Error('No credentials: there is nothing to take back without them.');
    const client = surroundings.connect(login);
    await checkLogin(client, login);
    const releaseNumbers = options.releaseNumbers === true;
    const removals = await findRemovals({ env, record, client, releaseNumbers });
    const say = sayTo(surroundings);
    say(`Account ${login.accountSid}:`);
    for (const { plan } of removals) say(`  ${plan}`);
    if (removals.length === 0) say('  nothing of ours is left');
    if (options.dryRun) return say('Nothing was changed.');
    if (removals.length > 0 && !options.yes && !(await askWhether(removals.length, surroundings)))
      return say('Nothing was changed.');
    await carryOut(removals, surroundings);
    env.clear(['SESSION_SECRET']);
    say('The credentials stay in .env.');
  },
  { stoppedWords: 'Stopped. Run teardown again for the rest.' },
);

async function carryOut(removals: readonly Removal[], surroundings: Surroundings): Promise<void> {
  const { output, environment } = surroundings;
  const sign = colorsOn(output, environment).green('-');
  for (const { plan, run } of removals) {
    surroundings.stopped.throwIfAborted();
    await run();
    sayTo(surroundings)(`${sign} ${plan}`);
  }
}

async function askWhether(count: number, surroundings: Surroundings): Promise<boolean> {
  const message = `Do these ${count} things? This cannot be undone.`;
  return await questionsIn(surroundings).yesOrNo({ message, default: false });
}

if (require.main === module) void runAsProcess(teardown);
