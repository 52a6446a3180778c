import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import { WebSocketServer, type WebSocket } from 'ws';
import type { Certificates } from './outside/certificates.ts';
import { createProxy } from './outside/proxy.ts';
import { isOwnHost, isReadablePath, MOST_BYTES, mayConnect, withoutPort } from './guard.ts';
import type { HttpClient, HttpHandler, HttpRequest, HttpResponse } from './http.ts';
import { publicPage } from './public-pages.ts';

const LOOPBACK = '127.0.0.1';
/** Messages of the SDKs are a few kilobytes. */
const MOST_SOCKET_BYTES = 1024 * 1024;

/** The handler of a WebSocket, by its path. */
export type SocketHandlers = Readonly<Record<string, (socket: WebSocket, request: IncomingMessage) => void>>;

export interface ServeOptions {
  /** The handlers of WebSockets. */
  readonly sockets?: SocketHandlers;
  /** Called with an error of the handler. The client learns only that it failed. */
  readonly failed?: (error: unknown) => void;
  /** The server is an HTTPS proxy as well, and speaks as Twilio's hosts. */
  readonly certificates?: Certificates;
}

export interface RunningServer {
  readonly port: number;
  /** Cuts every connection and frees the port. */
  close(): Promise<void>;
}

/**
 * Node's own five seconds are about as long as a deploy. A client that asks before and after a deploy would meet a
 * connection that is just closing.
 */
const KEPT_OPEN_MS = 60_000;

/**
 * Serves a handler over HTTP, only on loopback and only to this computer's programs and pages.
 * @param port 0 chooses a free one
 * @throws Error that says what to do when the port is taken
 */
export async function serve(
  port: number,
  handler: HttpHandler,
  more: ServeOptions = {},
): Promise<RunningServer> {
  const { sockets = {}, failed = () => undefined, certificates } = more;
  const server = createServer((message, response) => void answer(handler, message, response, failed));
  if (certificates)
    server.on(
      'connect',
      createProxy(certificates, (socket) => void server.emit('connection', socket)),
    );
  server.keepAliveTimeout = KEPT_OPEN_MS;
  const socketServer = new WebSocketServer({ noServer: true, maxPayload: MOST_SOCKET_BYTES });
  server.on('upgrade', (message: IncomingMessage, stream: Duplex, head: Buffer) => {
    const accept = sockets[(message.url ?? '').replace(/\?.*$/s, '')];
    const { host, origin } = message.headers;
    if (!isOwnHost(host) || !mayConnect(origin)) return void stream.end('HTTP/1.1 403 Forbidden\r\n\r\n');
    if (!accept) return void stream.end('HTTP/1.1 404 Not Found\r\n\r\n');
    socketServer.handleUpgrade(message, stream, head, accept);
  });
  await listening(server, port);
  return {
    port: (server.address() as AddressInfo).port,
    close: () => {
      for (const socket of socketServer.clients) socket.terminate();
      server.closeAllConnections();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}

function listening(server: Server, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      const taken = `Port ${port} is in use. Stop what uses it, or choose another with --port and --twilio-port.`;
      reject(error.code === 'EADDRINUSE' ? new Error(taken) : error);
    });
    server.listen(port, LOOPBACK, () => resolve());
  });
}

async function answer(
  handler: HttpHandler,
  message: IncomingMessage,
  response: ServerResponse,
  failed: (error: unknown) => void,
): Promise<void> {
  try {
    const { status, headers, body } = refusalOf(message) ?? (await handler(await requestOf(message)));
    response.writeHead(status, headers as Record<string, string | string[]>).end(body);
  } catch (error) {
    if (error instanceof TooLarge)
      return void response.writeHead(413, { connection: 'close' }).end(error.message);
    failed(error);
    if (!response.headersSent) response.writeHead(500, { 'content-type': 'text/plain' });
    response.end('The emulator failed. Its log says why.');
  }
}

/** The answer before the request itself is read, if there is one. */
function refusalOf(message: IncomingMessage): HttpResponse | undefined {
  const headers = { 'content-type': 'text/plain' };
  if (!isOwnHost(message.headers.host))
    return {
      status: 421,
      headers,
      body: 'The local Twilio answers to localhost and to the names of Twilio.',
    };
  if (isReadablePath((message.url ?? '/').replace(/\?.*$/s, ''))) return undefined;
  return { status: 400, headers, body: 'The path cannot be read.' };
}

class TooLarge extends Error {
  override readonly name = 'TooLarge';
}

/** @throws TooLarge */
async function bodyOf(message: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of message) {
    bytes += (chunk as Buffer).length;
    if (bytes > MOST_BYTES) throw new TooLarge(`A body of more than ${MOST_BYTES} bytes is not read.`);
    chunks.push(chunk as Buffer);
  }
  return Buffer.concat(chunks);
}

async function requestOf(message: IncomingMessage): Promise<HttpRequest> {
  const [path = '/', rawQuery = ''] = (message.url ?? '/').split(/\?(.*)/s);
  const headers = Object.entries(message.headers).map(([name, value]) => [name, [value].flat().join(', ')]);
  return {
    method: message.method ?? 'GET',
    host: meantHost(message),
    path,
    query: new URLSearchParams(rawQuery),
    rawQuery,
    headers: Object.fromEntries(headers) as Record<string, string>,
    body: await bodyOf(message),
  };
}

/** `fetch` cannot send another Host. So the redirect names the intended host in its own header. */
function meantHost({ headers }: IncomingMessage): string {
  const meant = [headers['x-local-twilio-host']].flat()[0] ?? '';
  return withoutPort(isOwnHost(meant) ? meant : (headers.host ?? ''));
}

/**
 * Sends Twilio's requests to the customer's server. A domain that is deployed here goes to the local host of Functions.
 * Twilio's public pages are answered here. All else goes to the network.
 */
export function outgoingHttp(
  functions: { serves(host: string): boolean; readonly handle: HttpHandler },
  network: HttpClient = fetchHttp,
): HttpClient {
  return async (url, request) => {
    const { hostname, pathname, searchParams, search } = new URL(url);
    const known = publicPage(new URL(url));
    if (known) return known;
    if (!functions.serves(hostname)) return network(url, request);
    const headers: Record<string, string> = { host: hostname };
    for (const name of Object.keys(request.headers))
      headers[name.toLowerCase()] = request.headers[name] ?? '';
    return functions.handle({
      method: request.method,
      host: hostname,
      path: pathname,
      query: searchParams,
      rawQuery: search.slice(1),
      headers,
      body: Buffer.from(request.body),
    });
  };
}

async function fetchHttp(url: string, request: Parameters<HttpClient>[1]): Promise<HttpResponse> {
  const { method, headers, body, timeoutMs } = request;
  try {
    const signal = AbortSignal.timeout(Math.max(1, timeoutMs));
    const sent = { method, headers, redirect: 'manual' as const, signal, ...(method !== 'GET' && { body }) };
    const response = await fetch(url, sent);
    const content = Buffer.from(await response.arrayBuffer());
    return { status: response.status, headers: Object.fromEntries(response.headers), body: content };
  } catch (error) {
    throw Object.assign(new Error(`${url} did not answer`, { cause: error }), { code: codeOf(error) });
  }
}

function codeOf(error: unknown): string {
  const { name, cause } = error as { name?: string; cause?: { code?: string } };
  return name === 'TimeoutError' ? 'ETIMEDOUT' : (cause?.code ?? 'ECONNREFUSED');
}
