/** `npm run build`: bundles each Function and the page into `dist/`, exactly as they are deployed. */
import { createHash, randomBytes } from 'node:crypto';
import { existsSync, renameSync } from 'node:fs';
import { copyFile, mkdir, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { basename, dirname, join, relative } from 'node:path';
import { fileProblems } from '../src/company-settings.ts';
import { Command } from 'commander';
import { premiumProblems } from './premium-numbers.ts';
import { build as bundle, type BuildOptions, type Plugin } from 'esbuild';

const ROOT = join(__dirname, '..');
const SOURCE = join(ROOT, 'src');
/** Styles and words in folders are bundled with the page's script. */
const COPIED = /(\.(html|wav|mp3|xml|svg)|^[^/]+\.(css|json))$/;
const NOT_SERVED = /(^|\/)tsconfig\.json$/;
/** The page asks for this from time to time, to see that a newer build is deployed. */
const BUILD_FILE = 'build.json';

/**
 * The platform has the helper library. The build bundles its submodules, because to load all of it takes a tenth of a
 * second.
 */
const TWILIO_IS_THERE: Plugin = {
  name: 'twilio-is-there',
  setup: (build) => build.onResolve({ filter: /^twilio$/ }, ({ path }) => ({ path, external: true })),
};

/** The result of a build. */
export interface Built {
  readonly id: string;
  readonly functions: readonly string[];
  readonly assets: readonly string[];
}

/**
 * Builds `src/functions` and `src/assets` into a folder.
 * @throws Error with esbuild's messages when the source has an error, or with what is wrong in `src/settings.json`
 */
export async function build(into = join(ROOT, 'dist')): Promise<Built> {
  await checkSettings();
  const id = await idOfSource();
  const next = `${into}.${process.pid}-${randomBytes(4).toString('hex')}`;
  try {
    const [functions, assets] = await Promise.all([
      buildFunctions(join(next, 'functions')),
      buildAssets(join(next, 'assets'), id),
    ]);
    takePlace(next, into);
    return { id, functions, assets };
  } finally {
    await Promise.all([next, oldOf(next)].map((folder) => rm(folder, { recursive: true, force: true })));
  }
}

/**
 * The new build takes the place of the old one at once. So another process that deploys meanwhile finds a whole one.
 */
function takePlace(next: string, into: string): void {
  if (existsSync(into)) renameSync(into, oldOf(next));
  renameSync(next, into);
}

function oldOf(next: string): string {
  return `${next}-old`;
}

/** Functions trust the settings of their build. */
async function checkSettings(): Promise<void> {
  const text = await readFile(join(SOURCE, 'settings.json'), 'utf8');
  const settings = JSON.parse(text) as Record<string, unknown>;
  const premium = premiumProblems(settings['directory']).map((problem) => ({
    setting: 'directory',
    problem,
  }));
  const problems = [...fileProblems(settings), ...premium];
  if (problems.length === 0) return;
  const words = problems.map(({ setting, problem }) => `${setting}: ${problem}`);
  throw new Error(`src/settings.json is wrong. ${words.join('; ')}`);
}

const FUNCTIONS = join(SOURCE, 'functions');

/** Bundles only the Functions, each into its own file. */
export async function buildFunctions(into: string): Promise<readonly string[]> {
  const files = await filesIn(FUNCTIONS);
  const entryPoints = files.map((file) => join(FUNCTIONS, file));
  await bundle({ ...FOR_FUNCTIONS, entryPoints, outbase: FUNCTIONS, outdir: into });
  return files;
}

/**
 * Bundles all Functions into one CommonJS file that exports each by its name: `voice/tick.protected`. Their shared code
 * is there only once. `plugins` come before the build's own.
 * @throws Error with esbuild's messages when the source has an error
 */
export async function bundleFunctionsTogether(plugins: readonly Plugin[]): Promise<{
  readonly names: readonly string[];
  readonly source: string;
}> {
  const names = (await filesIn(FUNCTIONS)).map((file) => file.replace(/\.ts$/, ''));
  const imports = names.map((name, index) => `import * as f${index} from './${name}.ts';`);
  const exports = names.map((name, index) => `f${index} as '${name}'`);
  const contents = [...imports, `export { ${exports.join(', ')} };`].join('\n');
  const { outputFiles } = await bundle({
    ...FOR_FUNCTIONS,
    stdin: { contents, resolveDir: FUNCTIONS, loader: 'ts' },
    plugins: [...plugins, ...FUNCTION_PLUGINS],
    write: false,
  });
  return { names, source: outputFiles[0]?.text ?? '' };
}

async function buildAssets(into: string, id: string): Promise<readonly string[]> {
  const folder = join(SOURCE, 'assets');
  const files = (await filesIn(folder)).filter((file) => !NOT_SERVED.test(file));
  const copied = files.filter((file) => COPIED.test(file));
  const scripts = files.filter((file) => file.endsWith('.ts') && !file.includes('/'));
  await Promise.all(copied.map((file) => copy(join(folder, file), join(into, file))));
  // `/` serves only an asset of this path.
  if (copied.includes('index.html')) await copy(join(folder, 'index.html'), join(into, 'assets/index.html'));
  await writeInto(join(into, BUILD_FILE), JSON.stringify({ id }));
  await buildScripts(
    scripts.map((file) => join(folder, file)),
    into,
  );
  return [...copied, ...scripts];
}

async function buildScripts(entryPoints: readonly string[], outdir: string): Promise<void> {
  await bundle({
    ...COMMON,
    entryPoints: [...entryPoints],
    outdir,
    platform: 'browser',
    target: 'es2022',
    format: 'iife',
    jsx: 'automatic',
    define: { 'process.env.NODE_ENV': '"production"' },
  });
}

const COMMON: BuildOptions = {
  bundle: true,
  minify: true,
  charset: 'utf8',
  sourcemap: false,
  legalComments: 'none',
  logLevel: 'error',
};

const FUNCTION_PLUGINS: readonly Plugin[] = [TWILIO_IS_THERE];

const FOR_FUNCTIONS = {
  ...COMMON,
  platform: 'node',
  target: 'node20',
  format: 'cjs',
  // From the ESM builds of dependencies esbuild can keep only what is used.
  mainFields: ['module', 'main'],
  plugins: [...FUNCTION_PLUGINS],
} satisfies BuildOptions;

/** Whether the build in a folder is of the source as it is now. */
export async function isOfPresentSource(folder: string): Promise<boolean> {
  const text = await readFile(join(folder, 'assets', BUILD_FILE), 'utf8').catch(() => '{}');
  return (JSON.parse(text) as { id?: string }).id === (await idOfSource());
}

/** The same source has the same id, so that a second deploy of it asks no page to reload. */
async function idOfSource(): Promise<string> {
  const hash = createHash('sha256').update(await readFile(__filename));
  for (const file of await filesIn(SOURCE)) hash.update(file).update(await readFile(join(SOURCE, file)));
  return hash.digest('hex').slice(0, 12);
}

async function filesIn(folder: string): Promise<readonly string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile() && !basename(entry.name).startsWith('.'));
  return files
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)).replaceAll('\\', '/'))
    .sort();
}

async function copy(from: string, to: string): Promise<void> {
  await mkdir(dirname(to), { recursive: true });
  await copyFile(from, to);
}

async function writeInto(path: string, content: string): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, content);
}

async function main(): Promise<void> {
  new Command('npm run build --').description('Build the Functions and the page into dist/.').parse();
  const started = Date.now();
  const { id, functions, assets } = await build();
  const made = `${functions.length} Functions and ${assets.length} assets`;
  process.stdout.write(`Built ${made} as ${id} in ${Date.now() - started} ms.\n`);
}

if (require.main === module) {
  main().catch((error: Error) => {
    process.stderr.write(`${error.message}\n`);
    process.exitCode = 1;
  });
}
