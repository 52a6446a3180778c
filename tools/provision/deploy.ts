import { spawn } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const ROOT = join(__dirname, '../..');

/** The variables of the deployed service; each is documented in `.env.example`. */
export type Variables = Readonly<Record<string, string>>;

export interface Credentials {
  readonly accountSid: string;
  readonly authToken: string;
}

/** A module that the toolkit loads first, with its environment: how it reaches a local Twilio. */
export interface Preload {
  readonly module: string;
  readonly env: Readonly<Record<string, string>>;
}

/**
 * Deploys the built `dist/` with the Serverless toolkit, unchanged, from a copy of the project: a deploy to one account leaves
 * no trace in the working folder that a deploy to another would trip over.
 * @returns the host of the deployed service
 * @throws Error with the toolkit's own words when the deploy failed
 */
export async function deployWithToolkit(
  credentials: Credentials,
  variables: Variables,
  preload?: Preload,
): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'warm-transfer-deploy-'));
  try {
    for (const name of ['package.json', '.twilioserverlessrc', 'dist']) {
      cpSync(join(ROOT, name), join(folder, name), { recursive: true });
    }
    // The toolkit takes a folder without one of its customary names for no project at all, whatever its configuration says.
    mkdirSync(join(folder, 'src'));
    // The toolkit reads the credentials from here and deploys all but them.
    const all = { ACCOUNT_SID: credentials.accountSid, AUTH_TOKEN: credentials.authToken, ...variables };
    const lines = Object.entries(all).map(([name, value]) => `${name}=${value}\n`);
    writeFileSync(join(folder, '.env'), lines.join(''), { mode: 0o600 });
    return domainIn(await runToolkit(folder, preload));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function runToolkit(folder: string, preload?: Preload): Promise<string> {
  const toolkit = join(ROOT, 'node_modules/twilio-run/bin/twilio-run.js');
  const require = preload ? ['--require', preload.module] : [];
  const args = [...require, toolkit, 'deploy', '--cwd', folder, '-o', 'json'];
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, args, {
      cwd: folder,
      env: { ...process.env, ...preload?.env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let output = '';
    let errors = '';
    child.stdout.on('data', (data: Buffer) => (output += data.toString()));
    child.stderr.on('data', (data: Buffer) => (errors += data.toString()));
    child.on('error', reject);
    child.on('close', (code) =>
      code === 0 ? resolve(output) : reject(new Error(`The deploy failed:\n${errors}\n${output}`)),
    );
  });
}

function domainIn(output: string): string {
  const domain = /"domain":\s*"([^"]+)"/.exec(output)?.[1] ?? /([\w-]+\.twil\.io)/.exec(output)?.[1];
  if (!domain) throw new Error(`The deploy named no domain:\n${output}`);
  return domain;
}
