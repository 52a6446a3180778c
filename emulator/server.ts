import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import { WebSocketServer, type WebSocket } from 'ws';
import type { HttpClient, HttpHandler, HttpRequest, HttpResponse } from './http.ts';

const LOOPBACK = '127.0.0.1';

/** Which handler takes a WebSocket opened at a path. */
export type SocketHandlers = Readonly<Record<string, (socket: WebSocket, request: IncomingMessage) => void>>;

export interface RunningServer {
  readonly port: number;
  /** Cuts every connection and frees the port. */
  close(): Promise<void>;
}

/**
 * Node's own five seconds are about as long as a deploy takes: a client that asked before it and asks again after it would meet a
 * connection that is just being closed.
 */
const KEPT_OPEN_MS = 60_000;

/**
 * Serves a handler over HTTP on loopback alone.
 * @param port 0 chooses a free one
 * @throws Error that says what to do when the port is taken
 */
export async function serve(
  port: number,
  handler: HttpHandler,
  sockets: SocketHandlers = {},
): Promise<RunningServer> {
  const server = createServer((message, response) => void answer(handler, message, response));
  server.keepAliveTimeout = KEPT_OPEN_MS;
  const socketServer = new WebSocketServer({ noServer: true });
  server.on('upgrade', (message: IncomingMessage, stream: Duplex, head: Buffer) => {
    const accept = sockets[(message.url ?? '').replace(/\?.*$/s, '')];
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
): Promise<void> {
  try {
    const { status, headers, body } = await handler(requestOf(message, await bodyOf(message)));
    response.writeHead(status, headers as Record<string, string | string[]>).end(body);
  } catch (error) {
    if (!response.headersSent) response.writeHead(500, { 'content-type': 'text/plain' });
    response.end(`The emulator failed: ${error instanceof Error ? error.stack : String(error)}`);
  }
}

async function bodyOf(message: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of message) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}

function requestOf(message: IncomingMessage, body: Buffer): HttpRequest {
  const [path = '/', rawQuery = ''] = (message.url ?? '/').split(/\?(.*)/s);
  const headers = Object.entries(message.headers).map(([name, value]) => [name, [value].flat().join(', ')]);
  return {
    method: message.method ?? 'GET',
    host: (message.headers.host ?? '').replace(/:\d+$/, ''),
    path,
    query: new URLSearchParams(rawQuery),
    rawQuery,
    headers: Object.fromEntries(headers) as Record<string, string>,
    body,
  };
}

/**
 * Sends Twilio's requests to the customer: to the local host of Functions where the address is one of its domains, to
 * the network otherwise.
 */
export function outgoingHttp(
  functions: { serves(host: string): boolean; readonly handle: HttpHandler },
  network: HttpClient = fetchHttp,
): HttpClient {
  return async (url, request) => {
    const { hostname, pathname, searchParams, search } = new URL(url);
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
