import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import type { Plugin } from 'esbuild';
import { bundleFunctionsTogether } from '../delivery/build.ts';
import { DIRECTORY } from './directory.ts';
import { BUNDLE, entryOf } from './warm-functions.ts';

const SOURCE = join(__dirname, '../src');

/** A change of one place in the product's source, for one throw-away build. */
export interface Patch {
  /** Under `src/`. */
  readonly file: string;
  readonly snippet: string;
  readonly instead: string;
}

const WITH_DIRECTORY: Patch = {
  file: 'settings.json',
  snippet: '"directory": []',
  instead: `"directory": ${JSON.stringify(DIRECTORY)}`,
};

/**
 * Builds the Functions as they are deployed, with a directory, into their own folder. All are in one file, so that Node
 * loads and optimises their shared code once.
 * @throws Error when a patch's snippet is not found exactly once
 */
export async function buildForSimulation(
  patches: readonly Patch[] = [],
): Promise<{ folder: string; remove(): void }> {
  const { names, source } = await bundleFunctionsTogether([patching([...patches, WITH_DIRECTORY])]);
  const folder = mkdtempSync(join(tmpdir(), 'simulated-'));
  writeFileSync(join(folder, BUNDLE), source);
  for (const name of names) writeInto(join(folder, 'functions', `${name}.js`), entryOf(name));
  cpSync(join(SOURCE, 'assets/fallback.xml'), join(folder, 'assets/fallback.xml'));
  return { folder, remove: () => rmSync(folder, { recursive: true, force: true }) };
}

function writeInto(path: string, content: string): void {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, content);
}

function patching(patches: readonly Patch[]): Plugin {
  const sources = new Map<string, string>();
  for (const { file, snippet, instead } of patches) {
    const source = sources.get(file) ?? readFileSync(join(SOURCE, file), 'utf8');
    const parts = source.split(snippet);
    if (parts.length !== 2)
      throw new Error(`src/${file} has the snippet ${parts.length - 1} times: ${snippet}`);
    sources.set(file, parts.join(instead));
  }
  return {
    name: 'patched',
    setup: (build) =>
      build.onLoad({ filter: /\.(ts|json)$/ }, ({ path }) => {
        const contents = sources.get(relative(SOURCE, path));
        return contents === undefined
          ? undefined
          : { contents, loader: path.endsWith('.json') ? 'json' : 'ts' };
      }),
  };
}
