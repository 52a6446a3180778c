import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build as bundle } from 'esbuild';
import { deployFolder, type Credentials } from '../../delivery/deploy.ts';
import { LAB } from './objects.ts';

const ROOT = join(__dirname, '../..');

/**
 * Deploys the laboratory's Functions and its page as a service of their own.
 * @param variables of the Functions
 * @param stopped stops the toolkit
 * @returns the host of the service
 * @throws Error with the toolkit's words when the deploy failed
 */
export async function deployLab(
  credentials: Credentials,
  variables: Readonly<Record<string, string>>,
  stopped: AbortSignal,
): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), `${LAB}-`));
  try {
    await buildInto(folder);
    writeProject(folder);
    return await deployFolder(folder, credentials, variables, { stopped });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function buildInto(folder: string): Promise<void> {
  const common = { bundle: true, minify: true, logLevel: 'error' } as const;
  const page = { ...common, platform: 'browser', target: 'es2022', format: 'iife' } as const;
  const answer = { ...common, platform: 'node', target: 'node20', format: 'cjs' } as const;
  const entry = join(__dirname, 'echo/answer.ts');
  await Promise.all([
    ...['open.js', 'guarded.protected.js'].map((name) =>
      bundle({ ...answer, entryPoints: [entry], outfile: join(folder, 'dist/functions', name) }),
    ),
    bundle({
      ...page,
      entryPoints: [join(__dirname, 'page/party.ts')],
      outfile: join(folder, 'dist/assets/party.js'),
    }),
  ]);
  cpSync(join(__dirname, 'page/index.html'), join(folder, 'dist/assets/index.html'));
}

/** The same runtime, handler and helper library as the product's, so that the results hold for it. */
function writeProject(folder: string): void {
  const { dependencies } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as {
    dependencies: Record<string, string>;
  };
  const manifest = { name: LAB, version: '0.0.0', private: true, dependencies };
  writeFileSync(join(folder, 'package.json'), JSON.stringify(manifest));
  cpSync(join(ROOT, '.twilioserverlessrc'), join(folder, '.twilioserverlessrc'));
  mkdirSync(join(folder, 'src'));
}
