/** `npm run tunnel -- --domain <host>`: the build on this computer, against the account of `.env`, behind a tunnel of yours. */
import './terminal/node-version.cjs';
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { localBuildId } from '../delivery/deployment.ts';
import { DIST, openWorkspace } from '../delivery/workspace.ts';
import { checkVariables, deployable, missingVariables } from '../delivery/variables.ts';
import { asTool, commandLine, optionsIn } from './terminal/command-line.ts';
import { freePort, openGate, protectedPaths } from './tunnel/gate.ts';
import { runAsProcess, sayTo, type Surroundings } from './terminal/surroundings.ts';

const ROOT = join(__dirname, '..');
const LOOPBACK = join(ROOT, 'delivery/loopback.cjs');
const TOOLKIT = join(ROOT, 'node_modules/twilio-run/bin/twilio-run.js');

interface Options {
  readonly domain: string;
  readonly port: string;
}

export const tunnel = asTool(async (args, surroundings) => {
  const command = commandLine('tunnel', surroundings)
    .description('Run the build on this computer, for a tunnel. Only this computer reaches it.')
    .requiredOption('--domain <host>', "the tunnel's public host, without https://")
    .option('--port <port>', 'where the tunnel has to lead, on 127.0.0.1', '3000');
  const { domain, port } = optionsIn<Options>(command, args);
  const authToken = tokenIn(surroundings);
  const functions = join(DIST, 'functions');
  localBuildId(DIST);
  const inner = await freePort();
  const server = startToolkit(surroundings, domain, inner);
  const paths = protectedPaths(functions);
  const gate = await openGate({ port: Number(port), inner, domain, authToken, protectedPaths: paths });
  sayTo(surroundings)(`https://${domain} has to lead to http://127.0.0.1:${port}. Ctrl-C ends it.`);
  surroundings.stopped.addEventListener('abort', () => server.kill());
  await once(server, 'exit');
  gate.close();
});

/** @throws Error that names what is missing or wrong in `.env` */
function tokenIn({ folder }: Surroundings): string {
  const { env } = openWorkspace(folder);
  const missing = missingVariables(env);
  if (missing.length > 0) throw new Error(`.env lacks ${missing.join(', ')}: npm run setup`);
  checkVariables(deployable(env));
  const token = env.get('AUTH_TOKEN');
  if (!token) throw new Error("AUTH_TOKEN is missing in .env: Twilio's requests are signed with it.");
  return token;
}

function startToolkit({ folder, environment }: Surroundings, domain: string, port: number): ChildProcess {
  const args = ['--require', LOOPBACK, TOOLKIT, 'start', '--load-local-env', '--port', `${port}`];
  const env = { ...environment, DOMAIN_NAME: domain };
  return spawn(process.execPath, args, { cwd: folder, env, stdio: ['ignore', 'inherit', 'inherit'] });
}

if (require.main === module) void runAsProcess(tunnel);
