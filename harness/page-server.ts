import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { build } from 'esbuild';

const ROOT = join(__dirname, '..');

/** The stand-in's answer to one API request: the status and the JSON body. */
export interface Answer {
  readonly status?: number;
  readonly body: unknown;
}
/** Answers by path, as in `session/current`. A path without one gets 503. */
export type Api = Record<string, (body: unknown) => Answer>;

/** The page alone, without the service behind it. */
export interface PageServer {
  readonly url: string;
  /** Changes may be made while the page is open. */
  readonly api: Api;
  /** Every API request so far, oldest first. */
  readonly asked: { readonly path: string; readonly body: unknown }[];
  /** The build that `/build.json` names. */
  deploy(id: string): void;
  close(): Promise<void>;
}

/**
 * Serves the real page with a stand-in API at `/`, and any fixture of `page-states.ts` at `/state.html?name=...`.
 */
export async function startPageServer(api: Api = {}): Promise<PageServer> {
  const files = await bundle();
  const asked: { path: string; body: unknown }[] = [];
  let buildId = 'first';
  const server = createServer((request, response) => {
    const path = new URL(request.url ?? '/', 'http://stand').pathname;
    if (path.startsWith('/api/')) return void answer(request, response, path.slice(5));
    if (path === '/build.json')
      return send(response, 200, 'application/json', JSON.stringify({ id: buildId }));
    const file = files.get(path === '/' ? '/index.html' : path);
    send(response, file ? 200 : 404, file?.type ?? 'text/plain', file?.text ?? 'Not found');
  });
  async function answer(request: IncomingMessage, response: ServerResponse, path: string): Promise<void> {
    const body = await readJson(request);
    asked.push({ path, body });
    const unknown = { status: 503, body: { error: { code: 'unknown', message: `Nothing answers ${path}` } } };
    const found = api[path]?.(body) ?? unknown;
    send(response, found.status ?? 200, 'application/json', JSON.stringify(found.body));
  }
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://localhost:${(server.address() as AddressInfo).port}`,
    api,
    asked,
    deploy: (id) => (buildId = id),
    close: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

type Files = Map<string, { readonly type: string; readonly text: string }>;

async function bundle(): Promise<Files> {
  const { outputFiles } = await build({
    entryPoints: { agent: join(ROOT, 'src/assets/agent.ts'), state: join(__dirname, 'page/show-state.ts') },
    bundle: true,
    minify: true,
    write: false,
    target: 'es2022',
    outdir: '/',
    logLevel: 'error',
  });
  const html = await readFile(join(ROOT, 'src/assets/index.html'), 'utf8');
  const files: Files = new Map(
    outputFiles.map(({ path, text }) => [
      path,
      { type: path.endsWith('.css') ? 'text/css' : 'text/javascript', text },
    ]),
  );
  files.set('/index.html', { type: 'text/html', text: html });
  files.set('/state.html', { type: 'text/html', text: html.replace('/agent.js', '/state.js') });
  return files;
}

/** Without the field that every body of the page carries. */
async function readJson(request: IncomingMessage): Promise<unknown> {
  let text = '';
  for await (const chunk of request) text += String(chunk);
  if (text === '') return undefined;
  const { json: _, ...body } = JSON.parse(text) as Record<string, unknown>;
  return body;
}

function send(response: ServerResponse, status: number, type: string, text: string): void {
  response.writeHead(status, { 'content-type': `${type}; charset=utf-8` }).end(text);
}
