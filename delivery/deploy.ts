import { spawn } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { adviceAbout } from './deploy-refusals.ts';
import { checkVariables } from './variables.ts';

const ROOT = join(__dirname, '..');
const END_WITH_PARENT = join(__dirname, 'end-with-parent.cjs');

/** The variables of the deployed service; each is documented in `.env.example`. */
export type Variables = Readonly<Record<string, string>>;

/** The account, or an API key of it, with its secret. */
export interface Credentials {
  readonly accountSid: string;
  readonly authToken: string;
}

/** A module that the toolkit loads first, with its environment, to reach a local Twilio. */
export interface Preload {
  readonly module: string;
  readonly env: Readonly<Record<string, string>>;
}

export interface DeployOptions {
  readonly preload?: Preload;
  /** The build; the project's own when left out. */
  readonly dist?: string;
  /**
   * Stops the toolkit. Its uploads until then do no harm, because only its last request shows a build to the public.
   */
  readonly stopped?: AbortSignal;
}

/**
 * Deploys the built `dist/` with the unchanged Serverless toolkit, from a copy of the project. So a deploy to one
 * account leaves no files in the working folder that disturb a deploy to another.
 * @returns the host of the deployed service
 * @throws Error with the toolkit's own words when the deploy failed. Also when it was stopped, or the variables are too
 * big or wrong.
 */
export async function deployWithToolkit(
  credentials: Credentials,
  variables: Variables,
  options: DeployOptions = {},
): Promise<string> {
  checkVariables(variables);
  const folder = mkdtempSync(join(tmpdir(), 'warm-transfer-deploy-'));
  try {
    for (const name of ['package.json', '.twilioserverlessrc']) cpSync(join(ROOT, name), join(folder, name));
    cpSync(options.dist ?? join(ROOT, 'dist'), join(folder, 'dist'), { recursive: true });
    // The toolkit needs folders with its usual names, whatever its configuration says. Otherwise it finds no project.
    mkdirSync(join(folder, 'src'));
    return await deployFolder(folder, credentials, variables, options);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/**
 * Deploys a folder that holds a whole project, as the Serverless toolkit wants it.
 * @param folder gets a `.env` with secrets: remove it afterwards
 * @returns the host of the deployed service
 * @throws Error with the toolkit's own words, without the secrets, when the deploy failed or was stopped
 */
export async function deployFolder(
  folder: string,
  credentials: Credentials,
  variables: Variables,
  options: DeployOptions = {},
): Promise<string> {
  try {
    // The toolkit reads the credentials from here and deploys all but them.
    const all = { ACCOUNT_SID: credentials.accountSid, AUTH_TOKEN: credentials.authToken, ...variables };
    const lines = Object.entries(all).map(([name, value]) => `${name}=${value}\n`);
    writeFileSync(join(folder, '.env'), lines.join(''), { mode: 0o600 });
    return domainIn(await runToolkit(folder, options));
  } catch (error) {
    throw withoutSecrets(error, [credentials.authToken, ...Object.values(variables)]);
  }
}

function runToolkit(folder: string, { preload, stopped }: DeployOptions): Promise<string> {
  const toolkit = join(ROOT, 'node_modules/twilio-run/bin/twilio-run.js');
  const require = preload ? ['--require', preload.module] : [];
  const args = ['--require', END_WITH_PARENT, ...require, toolkit, 'deploy', '--cwd', folder, '-o', 'json'];
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, args, {
      cwd: folder,
      env: { ...process.env, ...preload?.env },
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    });
    let output = '';
    let errors = '';
    child.stdout?.on('data', (data: Buffer) => (output += data.toString()));
    child.stderr?.on('data', (data: Buffer) => (errors += data.toString()));
    stopped?.addEventListener('abort', () => child.kill());
    child.on('error', reject);
    child.on('close', (code) => {
      if (code === 0) return resolve(output);
      const what = stopped?.aborted ? 'The deploy was stopped' : 'The deploy failed';
      const advice = adviceAbout(`${errors}\n${output}`);
      reject(new Error([`${what}:`, errors, output, ...(advice ? [advice] : [])].join('\n')));
    });
  });
}

/** The toolkit's own words may repeat secrets. */
function withoutSecrets(error: unknown, secrets: readonly string[]): Error {
  const text = error instanceof Error ? error.message : String(error);
  const long = secrets.filter((secret) => secret.length >= 8);
  return new Error(long.reduce((so, secret) => so.replaceAll(secret, '***'), text));
}

function domainIn(output: string): string {
  const domain = /"domain":\s*"([^"]+)"/.exec(output)?.[1] ?? /([\w-]+\.twil\.io)/.exec(output)?.[1];
  if (!domain) throw new Error(`The deploy named no domain:\n${output}`);
  return domain;
}
