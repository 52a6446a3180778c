/** `npm run teardown`: removes from the account what setup made, and puts the number's old webhooks back. */
import { confirm } from '@inquirer/prompts';
import { Command } from 'commander';
import colors from 'picocolors';
import { checkLogin, connect, findLogin } from './provision/login.ts';
import { openWorkspace } from './provision/workspace.ts';
import { findRemovals } from './teardown/removals.ts';

const command = new Command('npm run teardown --')
  .description(
    'Take everything back that setup made. Running calls are cut off. The credentials stay in .env.',
  )
  .option('-y, --yes', 'ask nothing')
  .option('--dry-run', 'say what would be removed, and change nothing')
  .option('--release-numbers', 'also give back numbers that setup bought');

async function main(): Promise<void> {
  const options = command.parse().opts<{ yes?: true; dryRun?: true; releaseNumbers?: true }>();
  const { env, record } = openWorkspace();
  const login = findLogin(env, process.env);
  if (!login) throw new Error('No credentials: there is nothing to take back without them.');
  const client = connect(login);
  await checkLogin(client, login);
  const releaseNumbers = options.releaseNumbers === true;
  const removals = await findRemovals({ env, record, client, releaseNumbers });
  console.log(`Account ${login.accountSid}:`);
  for (const { plan } of removals) console.log(`  ${plan}`);
  if (removals.length === 0) console.log('  nothing of ours is left');
  if (options.dryRun) return console.log('Nothing was changed.');
  if (removals.length > 0 && !options.yes && !(await askWhether(removals.length))) return;
  for (const { plan, run } of removals) {
    await run();
    console.log(`${colors.green('-')} ${plan}`);
  }
  env.clear(['SESSION_SECRET']);
}

async function askWhether(count: number): Promise<boolean> {
  return await confirm({ message: `Do these ${count} things? This cannot be undone.`, default: false });
}

main().catch((error: Error) => {
  console.error(colors.red(error.name === 'ExitPromptError' ? 'Stopped.' : error.message));
  process.exitCode = 1;
});
