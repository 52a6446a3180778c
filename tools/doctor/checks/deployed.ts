import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { deployedBuildId, deployedVariables, localBuildId } from '../../../delivery/deployment.ts';
import { askPublicly } from '../../../delivery/public-page.ts';
import {
  deployable,
  environmentBytes,
  missingVariables,
  MOST_BYTES,
  problemsIn,
} from '../../../delivery/variables.ts';
import { bad, ok, type Check } from '../check.ts';

const DEPLOY = 'npm run deploy';

export const build: Check = {
  name: 'Deployed build',
  run: async ({ dist, deployment }) => {
    const local = localBuildId(dist);
    const deployed = await deployedBuildId((await deployment()).domain);
    if (deployed === local) return ok(`${deployed}, the same as here`);
    return bad(`${deployed ?? 'None'} is deployed, the build here is ${local}`, DEPLOY);
  },
};

/**
 * A Function for Twilio alone must refuse a stranger. Without a signature the platform, or the music itself, answers
 * 400 or 403.
 */
export const protectedFunctions: Check = {
  name: 'Protected Functions',
  run: async ({ dist, deployment }) => {
    const { domain } = await deployment();
    const paths = functionsUnder(join(dist, 'functions'), 'voice');
    const answers = await Promise.all(
      paths.map(async (path) => ({
        path,
        ...(await askPublicly(`https://${domain}${path}`, { method: 'POST' })),
      })),
    );
    const open = answers.filter(({ status }) => status < 400);
    const lost = answers.filter(({ status }) => status === 404 || status >= 500);
    if (open.length > 0) return bad(`These answer anybody: ${namesOf(open)}`, DEPLOY);
    if (lost.length > 0) return bad(`These are not there or fail: ${namesOf(lost)}`, DEPLOY);
    return ok(`${paths.length} refuse requests without Twilio's signature`);
  },
};

/** Every page request but signing in needs a session. */
export const pageFunctions: Check = {
  name: 'Page Functions',
  run: async ({ deployment }) => {
    const { domain } = await deployment();
    const headers = { 'Content-Type': 'application/json' };
    const { status } = await askPublicly(`https://${domain}/api/desk`, {
      method: 'POST',
      headers,
      body: '{"json":true}',
    });
    if (status === 401) return ok('refuse whoever is not signed in');
    return bad(`/api/desk answered a stranger with ${status} instead of 401`, DEPLOY);
  },
};

/** The Functions ignore a variable that breaks the product's own rules, or it locks everybody out. */
export const settings: Check = {
  name: 'Settings',
  run: async ({ client, env, deployment }) => {
    const here = problemsIn(deployable(env));
    if (here.length > 0) return bad(`In .env ${here.join('; ')}`, `correct it in .env, then ${DEPLOY}`);
    const there = problemsIn(await deployedVariables(client, await deployment()));
    if (there.length > 0) return bad(`In the deployment ${there.join('; ')}`, DEPLOY);
    return ok('keep the rules of the Functions');
  },
};

/** The platform gives a Function at most 3 KB of environment, the account's own credentials included. */
export const environment: Check = {
  name: 'Environment',
  run: async ({ client, env, deployment }) => {
    const missing = missingVariables(env);
    if (missing.length > 0) return bad(`.env lacks ${missing.join(', ')}`);
    const there = await deployedVariables(client, await deployment());
    const different = Object.entries(deployable(env)).filter(([name, value]) => there[name] !== value);
    if (different.length > 0)
      return bad(`Not deployed as in .env: ${different.map(([name]) => name).join(', ')}`, DEPLOY);
    const bytes = environmentBytes(there);
    if (bytes <= MOST_BYTES) return ok(`${bytes} of ${MOST_BYTES} bytes`);
    return bad(
      `${bytes} bytes are more than ${MOST_BYTES}`,
      `remove variables of ${(await deployment()).serviceSid} that nothing needs`,
    );
  },
};

function functionsUnder(folder: string, under: string): readonly string[] {
  const files = readdirSync(join(folder, under)).filter((file) => file.endsWith('.js'));
  return files.map((file) => `/${under}/${file.replace(/(\.protected)?\.js$/, '')}`);
}

function namesOf(answers: readonly { readonly path: string; readonly status: number }[]): string {
  return answers.map(({ path, status }) => `${path} (${status})`).join(', ');
}
