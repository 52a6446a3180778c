import { randomUUID } from 'node:crypto';
import type { RawData, WebSocket } from 'ws';
import type { Account } from '../account.ts';
import type { Clock } from '../clock.ts';
import type { HttpRequest, HttpResponse } from '../http.ts';
import { TwilioError } from '../twilio-error.ts';
import type { AccessToken } from '../tokens.ts';
import { TokenError, verifyAccessToken } from '../tokens.ts';
import type { Frame } from './frames.ts';
import { readFrame, writeFrame } from './frames.ts';
import type { SyncService } from './objects.ts';
import type { SyncStore } from './store.ts';
import { Subscriptions } from './subscriptions.ts';
import { createTunnel } from './tunnel.ts';

export interface StreamDeps {
  readonly account: Account;
  readonly clock: Clock;
  readonly store: SyncStore;
  /** An identity's socket opened or closed. The listener counts and debounces. */
  readonly onEndpoint?: (service: SyncService, identity: string, connected: boolean) => void;
}

const WARNING_MS = 180_000;

/** Serves one Sync SDK over a socket (Twilsock V3) until it closes. */
export function acceptSyncSocket(socket: WebSocket, deps: StreamDeps): void {
  const session = new StreamSession(socket, deps);
  socket.on('message', (data: RawData) => void session.receive(data as Buffer));
  socket.on('close', () => session.close());
  socket.on('error', () => socket.terminate());
}

interface TunnelledRequest {
  readonly path: string;
  readonly method: string;
  readonly params?: Record<string, string | string[]>;
  readonly headers?: Record<string, string | string[]>;
}

class StreamSession {
  readonly #socket: WebSocket;
  readonly #deps: StreamDeps;
  #timers: (() => void)[] = [];
  #user: { service: SyncService; identity: string } | undefined;
  #subscriptions: Subscriptions | undefined;
  #stopListening: (() => void) | undefined;

  constructor(socket: WebSocket, deps: StreamDeps) {
    this.#socket = socket;
    this.#deps = deps;
  }

  async receive(bytes: Buffer): Promise<void> {
    let frame: Frame;
    try {
      frame = readFrame(bytes);
    } catch {
      this.#send({ method: 'close', status: { code: 406, status: 'NOT_ACCEPTABLE' } });
      this.#socket.close();
      return;
    }
    const { method } = frame.header;
    if (method === 'reply') return;
    if (method === 'init' || method === 'update') await this.#authenticate(frame);
    else if (method === 'message') await this.#tunnel(frame);
    else if (method === 'close') this.#socket.close();
    else this.#reply(frame, {});
  }

  close(): void {
    for (const cancel of this.#timers) cancel();
    this.#stopListening?.();
    if (this.#user) this.#deps.onEndpoint?.(this.#user.service, this.#user.identity, false);
    this.#user = undefined;
  }

  async #authenticate(frame: Frame): Promise<void> {
    try {
      const { account, clock, store } = this.#deps;
      const token = await verifyAccessToken(String(frame.header['token']), account, clock.now());
      if (!token.syncServiceSid) throw new TokenError(20106, 'The Access Token has no Sync grant');
      const service = store.service(token.syncServiceSid);
      if (frame.header['method'] === 'init') this.#begin(service, token.identity);
      this.#watchExpiry(token);
      this.#reply(frame, {
        capabilities: ['client_update'],
        continuation_token: randomUUID(),
        continuation_token_status: { reissued: true },
      });
    } catch (error) {
      const { code, message } = error as TokenError | TwilioError;
      const status = { code: 401, status: 'UNAUTHORIZED', errorCode: code, description: message };
      this.#send({ method: 'reply', id: frame.header['id'], status });
    }
  }

  #begin(service: SyncService, identity: string): void {
    const { store } = this.#deps;
    this.#user = { service, identity };
    const subscriptions = new Subscriptions({ store, service, identity }, (type, payload) =>
      this.#send({ method: 'notification', message_type: type, notification_ctx_id: '' }, payload),
    );
    this.#subscriptions = subscriptions;
    this.#stopListening?.();
    // The writer's own reply goes out first. So the others get the change in the next turn of the event loop.
    this.#stopListening = store.onChange((event) => void setImmediate(() => subscriptions.live(event)));
    this.#deps.onEndpoint?.(service, identity, true);
  }

  #watchExpiry({ expiresAt }: AccessToken): void {
    for (const cancel of this.#timers) cancel();
    const left = expiresAt - this.#deps.clock.now();
    const warn = () => this.#send({ method: 'client_update', client_update_type: 'token_about_to_expire' });
    const expire = () => {
      this.#send({ method: 'close', status: { code: 410, status: 'TOKEN_EXPIRED' } });
      this.#socket.close();
    };
    const { clock } = this.#deps;
    this.#timers = [clock.after(Math.max(left - WARNING_MS, left / 2), warn), clock.after(left, expire)];
  }

  async #tunnel(frame: Frame): Promise<void> {
    const response = await this.#respond(frame);
    const http = { http_status: { code: response.status, status: 'OK' }, http_headers: response.headers };
    const text = String(response.body);
    this.#reply(frame, http, text === '' ? undefined : JSON.parse(text));
  }

  async #respond(frame: Frame): Promise<HttpResponse> {
    const { store } = this.#deps;
    try {
      const user = this.#user;
      if (!user) throw new TwilioError(401, 20003, 'Authenticate');
      const request = requestOf(frame);
      if (request.path !== '/v4/Subscriptions') return await createTunnel({ store, ...user })(request);
      const body = JSON.parse(frame.payload);
      setImmediate(() => this.#subscriptions?.handle(body));
      return json(200, { max_batch_size: 100, estimated_delivery_in_ms: 10_000, ttl_in_s: -1 });
    } catch (error) {
      if (!(error instanceof TwilioError))
        return json(400, { status: 400, code: 54008, message: String(error) });
      return json(error.status, { status: error.status, code: error.code, message: error.message });
    }
  }

  #reply(frame: Frame, fields: object, payload?: unknown): void {
    const status = { code: 200, status: 'OK' };
    this.#send({ method: 'reply', id: frame.header['id'], status, ...fields }, payload);
  }

  #send(header: Record<string, unknown>, payload?: unknown): void {
    if (this.#socket.readyState !== this.#socket.OPEN) return;
    this.#socket.send(writeFrame({ id: `TM${randomUUID()}`, ...header }, payload));
  }
}

function json(status: number, body: object): HttpResponse {
  return { status, headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) };
}

function requestOf({ header, payload }: Frame): HttpRequest {
  const tunnelled = header['http_request'] as TunnelledRequest;
  const [path = '', search = ''] = tunnelled.path.split('?');
  const query = new URLSearchParams(search);
  for (const [name, value] of Object.entries(tunnelled.params ?? {})) {
    for (const one of [value].flat()) query.append(name, decodeURIComponent(one));
  }
  const headers = Object.entries(tunnelled.headers ?? {}).map(([name, value]) => [
    name.toLowerCase(),
    String(value),
  ]);
  return {
    method: tunnelled.method,
    host: 'cds.us1.twilio.com',
    path,
    query,
    headers: Object.fromEntries(headers),
    body: Buffer.from(payload),
  };
}
