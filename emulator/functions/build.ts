import { readdir, readFile } from 'node:fs/promises';
import { extname, join, sep } from 'node:path';

/** Which requests a Function or an Asset answers: https://www.twilio.com/docs/serverless/functions-assets/visibility */
export type Visibility = 'public' | 'protected' | 'private';

export interface BuildFunction {
  /** As in the URL: `/voice/incoming`. */
  readonly path: string;
  readonly visibility: Visibility;
  /** CommonJS that sets `exports.handler`. */
  readonly source: string;
}

export interface BuildAsset {
  /** As in the URL: `/index.html`; case-sensitive. */
  readonly path: string;
  readonly visibility: Visibility;
  readonly contentType: string;
  readonly content: Buffer;
}

/** The content of a deployment: code, files and variables, all in memory. */
export interface Build {
  /** `warm-transfer-1234-dev.twil.io` */
  readonly domainName: string;
  readonly serviceSid: string;
  readonly environmentSid: string;
  readonly buildSid: string;
  readonly functions: readonly BuildFunction[];
  readonly assets: readonly BuildAsset[];
  readonly variables: Readonly<Record<string, string>>;
  /** Package name to version, as the build named them. */
  readonly dependencies: Readonly<Record<string, string>>;
}

const FOLDER_BUILD = {
  domainName: 'local-0000-dev.twil.io',
  serviceSid: `ZS${'0'.repeat(32)}`,
  environmentSid: `ZE${'0'.repeat(32)}`,
  buildSid: `ZB${'0'.repeat(32)}`,
  variables: {},
  dependencies: {},
};

/**
 * Reads a built project as the Serverless Toolkit would upload it. That is `functions/**.js` and every file of
 * `assets`. The names give the visibility (`incoming.protected.js` is `/incoming`).
 * @param folder the folder that holds `functions` and `assets`
 * @throws when there is no functions folder
 */
export async function loadBuildFromFolder(folder: string, rest: Partial<Build> = {}): Promise<Build> {
  const functions = await Promise.all(
    (await filesIn(join(folder, 'functions'))).filter(isScript).map(readFunction),
  );
  const assets = await Promise.all((await filesIn(join(folder, 'assets'), true)).map(readAsset));
  return { ...FOLDER_BUILD, functions, assets, ...rest };
}

interface FoundFile {
  readonly file: string;
  readonly path: string;
  readonly visibility: Visibility;
}

const isScript = ({ file }: FoundFile): boolean => file.endsWith('.js');

async function filesIn(folder: string, mayMiss = false): Promise<FoundFile[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch((error: Error) => {
    if (mayMiss) return [];
    throw new Error(`There is nothing to load: ${error.message}. Build the project first.`);
  });
  const files = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  return files
    .toSorted()
    .map((file) => ({ file, ...namedBy(file.slice(folder.length).split(sep).join('/')) }));
}

function namedBy(name: string): { path: string; visibility: Visibility } {
  const match = /\.(protected|private)(?=\.[^./]+$)/.exec(name);
  return {
    path: name.replace(match?.[0] ?? '', ''),
    visibility: (match?.[1] as Visibility | undefined) ?? 'public',
  };
}

async function readFunction({ file, path, visibility }: FoundFile): Promise<BuildFunction> {
  return { path: path.slice(0, -extname(path).length), visibility, source: await readFile(file, 'utf8') };
}

async function readAsset({ file, path, visibility }: FoundFile): Promise<BuildAsset> {
  return { path, visibility, contentType: contentTypeOf(path), content: await readFile(file) };
}

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html',
  '.js': 'application/javascript',
  '.css': 'text/css',
  '.json': 'application/json',
  '.xml': 'text/xml',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.mp3': 'audio/mpeg',
  '.wav': 'audio/wav',
  '.txt': 'text/plain',
};

function contentTypeOf(path: string): string {
  return TYPES[extname(path)] ?? 'application/octet-stream';
}
