/** `npm run deploy`: builds and deploys with the Serverless toolkit. Plain `twilio serverless:deploy` after a build does the same. */
import { Command } from 'commander';
import { build } from './build.ts';
import { deployWithToolkit } from './provision/deploy.ts';
import { checkLogin, connect, findLogin } from './provision/login.ts';
import { deployable, missingVariables } from './provision/variables.ts';
import { openWorkspace } from './provision/workspace.ts';

const command = new Command('npm run deploy --')
  .description('Build and deploy to the account of .env. Calls go on; pages offer to reload.')
  .option('--dist <folder>', 'deploy a build that is there instead of building');

async function main(): Promise<void> {
  const { dist } = command.parse().opts<{ dist?: string }>();
  const { env } = openWorkspace();
  const missing = missingVariables(env);
  if (missing.length > 0) throw new Error(`.env lacks ${missing.join(', ')}: npm run setup`);
  const login = findLogin(env, process.env);
  if (!login) throw new Error('No credentials: npm run setup');
  await checkLogin(connect(login), login);
  if (!dist) console.log(`Built ${(await build()).id}.`);
  const credentials = { accountSid: login.username, authToken: login.password };
  const domain = await deployWithToolkit(credentials, deployable(env), dist ? { dist } : {});
  console.log(`Deployed to https://${domain}/index.html`);
}

main().catch((error: Error) => {
  console.error(error.message);
  process.exitCode = 1;
});
