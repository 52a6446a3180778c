import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { HttpResponse } from '../http.ts';

const PAGE_DIR = join(__dirname, 'page');
const NOWHERE_ELSE =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; media-src blob:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

/** The page's own files by path; the scripts are bundled once, at the first request. */
export class PageFiles {
  readonly #directory: string;
  #script: Promise<string> | undefined;

  constructor(directory = PAGE_DIR) {
    this.#directory = directory;
  }

  /** The file at a path of the console, or undefined where there is none. */
  async serve(path: string): Promise<HttpResponse | undefined> {
    if (path === '/') return this.#file('index.html', 'text/html; charset=utf-8');
    if (path === '/console/console.css') return this.#file('console.css', 'text/css; charset=utf-8');
    if (path === '/console/console.js') {
      this.#script ??= bundle(join(this.#directory, 'console.ts'));
      return answer(await this.#script, 'text/javascript; charset=utf-8');
    }
    return undefined;
  }

  async #file(name: string, type: string): Promise<HttpResponse> {
    return answer(await readFile(join(this.#directory, name), 'utf8'), type);
  }
}

function answer(body: string, type: string): HttpResponse {
  const headers = {
    'content-type': type,
    'cache-control': 'no-store',
    'content-security-policy': NOWHERE_ELSE,
    'x-content-type-options': 'nosniff',
  };
  return { status: 200, headers, body };
}

async function bundle(entry: string): Promise<string> {
  const { build } = await import('esbuild');
  const result = await build({
    entryPoints: [entry],
    bundle: true,
    write: false,
    format: 'esm',
    target: 'es2022',
  });
  return result.outputFiles[0]?.text ?? '';
}
