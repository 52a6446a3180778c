import { once } from 'node:events';
import { readdirSync } from 'node:fs';
import { createServer, request, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { createServer as createPort, type AddressInfo } from 'node:net';
import { validateRequest } from 'twilio';

const HOST = '127.0.0.1';
/** As much as the platform takes of a request. */
const LARGEST_BYTES = 1024 * 1024;
const PROTECTED = /\.protected\.js$/;

/** What stands between the tunnel and the toolkit's server. */
export interface GateOptions {
  /** Where the tunnel leads. */
  readonly port: number;
  /** Where the toolkit's server is. */
  readonly inner: number;
  /** The tunnel's public host, which Twilio's signatures are about. */
  readonly domain: string;
  readonly authToken: string;
  readonly protectedPaths: ReadonlySet<string>;
}

/** The paths of the built Functions that only Twilio may ask. */
export function protectedPaths(folder: string): ReadonlySet<string> {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' });
  const own = files.filter((file) => PROTECTED.test(file)).map((file) => file.replaceAll('\\', '/'));
  return new Set(own.map((file) => `/${file.replace(PROTECTED, '')}`));
}

/**
 * Checks what the platform would check: protected Functions answer only requests that Twilio has signed. The toolkit's
 * own server leaves that out. https://www.twilio.com/docs/usage/security#validating-requests
 */
export async function openGate(options: GateOptions): Promise<Server> {
  const gate = createServer((asked, answer) => {
    pass(options, asked, answer).catch(() => answer.writeHead(502).end());
  });
  gate.listen(options.port, HOST);
  await once(gate, 'listening');
  return gate;
}

async function pass(options: GateOptions, asked: IncomingMessage, answer: ServerResponse): Promise<void> {
  const body = await bodyOf(asked);
  if (body === undefined) return void answer.writeHead(413).end();
  if (!isAllowed(options, asked, body)) return void answer.writeHead(403).end();
  const { method, url: path, headers } = asked;
  const forward = request({ host: HOST, port: options.inner, method, path, headers });
  forward.on('response', (response) => {
    answer.writeHead(response.statusCode ?? 502, response.headers);
    response.pipe(answer);
  });
  forward.on('error', () => answer.writeHead(502).end());
  forward.end(body);
}

function isAllowed(options: GateOptions, asked: IncomingMessage, body: Buffer): boolean {
  const { url = '/', headers } = asked;
  const [path = '/'] = url.split('?');
  if (!options.protectedPaths.has(decodeURI(path).replace(/\/+$/, ''))) return true;
  const signature = headers['x-twilio-signature'];
  const parameters = Object.fromEntries(new URLSearchParams(body.toString()));
  return (
    typeof signature === 'string' &&
    validateRequest(options.authToken, signature, `https://${options.domain}${url}`, parameters)
  );
}

async function bodyOf(asked: IncomingMessage): Promise<Buffer | undefined> {
  const parts: Buffer[] = [];
  let bytes = 0;
  for await (const part of asked as AsyncIterable<Buffer>) {
    bytes += part.length;
    if (bytes > LARGEST_BYTES) return undefined;
    parts.push(part);
  }
  return Buffer.concat(parts);
}

/** A port of this computer that nobody listens on. */
export async function freePort(): Promise<number> {
  const listening = createPort().listen(0, HOST);
  await once(listening, 'listening');
  const { port } = listening.address() as AddressInfo;
  listening.close();
  return port;
}
