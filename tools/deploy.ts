/** `npm run deploy`: builds and deploys with the Serverless toolkit. Plain `twilio serverless:deploy` after a build does the same. */
import './terminal/node-version.cjs';
import { build } from '../delivery/build.ts';
import { asTool, commandLine, optionsIn } from './terminal/command-line.ts';
import { deployWithToolkit } from '../delivery/deploy.ts';
import { checkLogin, findLogin } from '../delivery/login.ts';
import { runAsProcess, sayTo } from './terminal/surroundings.ts';
import { checkVariables, deployable, missingVariables } from '../delivery/variables.ts';
import { openWorkspace } from '../delivery/workspace.ts';

export const deploy = asTool(
  async (args, surroundings) => {
    const command = commandLine('deploy', surroundings)
      .description('Build and deploy to the account of .env. Calls go on; pages offer to reload.')
      .option('--dist <folder>', 'deploy a build that is there instead of building');
    const { dist } = optionsIn<{ dist?: string }>(command, args);
    const say = sayTo(surroundings);
    const { env } = openWorkspace(surroundings.folder);
    const missing = missingVariables(env);
    if (missing.length > 0) throw new Error(`.env lacks ${missing.join(', ')}: npm run setup`);
    checkVariables(deployable(env));
    const login = findLogin(env, surroundings.environment);
    if (!login) throw new Error('No credentials: npm run setup');
    await checkLogin(surroundings.connect(login), login);
    if (!dist) say(`Built ${(await build()).id}.`);
    const credentials = { accountSid: login.username, authToken: login.password };
    const options = { stopped: surroundings.stopped, ...(dist && { dist }) };
    const domain = await deployWithToolkit(credentials, deployable(env), options);
    say(`Deployed to https://${domain}/index.html`);
  },
  { stoppedWords: 'Stopped. What was deployed before goes on answering.' },
);

if (require.main === module) void runAsProcess(deploy);
