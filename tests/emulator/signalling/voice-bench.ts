import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { jwt } from 'twilio';
import { WebSocketServer } from 'ws';
import type { Account } from '../../../emulator/account.ts';
import { SystemClock } from '../../../emulator/clock.ts';
import { EventLog } from '../../../emulator/event-log.ts';
import type { HttpRequest } from '../../../emulator/http.ts';
import { MediaEngine } from '../../../emulator/media/media-engine.ts';
import type { AudioPort } from '../../../emulator/media/audio-port.ts';
import { DeviceRegistry } from '../../../emulator/signalling/device-registry.ts';
import type { ClientCall, ClientCalls, PlacedCall, VoiceTiming } from '../../../emulator/signalling/ports.ts';
import { answerSdkRequest, injectRedirect } from '../../../emulator/signalling/sdk-http.ts';
import { VoiceGateway } from '../../../emulator/signalling/voice-gateway.ts';
import type { Device, Offer } from '../../../emulator/switch/ports.ts';

const SDK = readFileSync(join(dirname(require.resolve('@twilio/voice-sdk')), '../dist/twilio.min.js'));
const PAGE = '<!doctype html><html><head><script src="/twilio.min.js"></script></head><body></body></html>';
const KEY = { sid: `SK${'1'.repeat(32)}`, secret: 'a'.repeat(32), friendlyName: 'bench' };
const APPLICATION_SID = `AP${'1'.repeat(32)}`;

/** A happening that tests wait for: `hangup CA1`, `digits CA1 5`, `answer CA1`. */
type Happening = string;

/**
 * The signalling and media parts behind a web server, with the least of a switch: everybody connected hears everybody
 * else, and what pages do is written down.
 */
export class VoiceBench implements ClientCalls {
  readonly clock = new SystemClock();
  readonly log = new EventLog(this.clock);
  readonly devices = new DeviceRegistry();
  readonly connected = new Set<string>();
  readonly account: Account = {
    accountSid: `AC${'1'.repeat(32)}`,
    authToken: 'b'.repeat(32),
    apiKeys: new Map([[KEY.sid, KEY]]),
  };
  readonly media = new MediaEngine({
    clock: this.clock,
    hearing: (callSid) => ({ voices: this.#othersThan(callSid) }),
  });
  readonly gateway: VoiceGateway;
  readonly placed: ClientCall[] = [];
  #happened: Happening[] = [];
  #listeners = new Set<() => void>();
  #server: Server | undefined;
  #nextSid = 1;

  constructor(timing: Partial<VoiceTiming> = {}) {
    const { account, clock, log, devices, media } = this;
    this.gateway = new VoiceGateway({ account, clock, log, devices, media, calls: this, timing });
  }

  async start(): Promise<string> {
    this.#server = createServer((request, response) => {
      const answer = answerSdkRequest({ path: request.url?.split('?')[0] ?? '' } as HttpRequest);
      if (answer)
        response.writeHead(answer.status, answer.headers as Record<string, string>).end(answer.body);
      else if (request.url === '/twilio.min.js')
        response.setHeader('Content-Type', 'text/javascript').end(SDK);
      else response.setHeader('Content-Type', 'text/html').end(injectRedirect(PAGE));
    });
    const sockets = new WebSocketServer({ server: this.#server, path: '/__emulator/voice' });
    sockets.on('connection', (socket) => this.gateway.accept(socket));
    await new Promise<void>((resolve) => this.#server?.listen(0, '127.0.0.1', resolve));
    return `http://localhost:${(this.#server.address() as AddressInfo).port}/`;
  }

  async stop(): Promise<void> {
    this.gateway.close();
    this.media.close();
    this.#server?.closeAllConnections();
    await new Promise((resolve) => this.#server?.close(resolve));
  }

  token(identity: string, ttl = 600): string {
    const token = new jwt.AccessToken(this.account.accountSid, KEY.sid, KEY.secret, { identity, ttl });
    token.addGrant(
      new jwt.AccessToken.VoiceGrant({ incomingAllow: true, outgoingApplicationSid: APPLICATION_SID }),
    );
    return token.toJwt();
  }

  /** Rings the only page of an identity. */
  ring(identity: string, parameters: Record<string, string> = {}): { callSid: string; device: Device } {
    const callSid = this.newSid();
    const [device] = this.devices.find(`client:${identity}`);
    if (!device) throw new Error(`${identity} is not registered`);
    device.ring(this.#offer(callSid, identity, parameters));
    return { callSid, device };
  }

  /** A caller made of software: says and hears through `port`. */
  attachCaller(port: AudioPort): string {
    const callSid = this.newSid();
    this.media.attach(callSid, port);
    this.connected.add(callSid);
    return callSid;
  }

  newSid(): string {
    return `CA${String(this.#nextSid++).padStart(32, '0')}`;
  }

  place(call: ClientCall): PlacedCall {
    const callSid = this.newSid();
    this.placed.push(call);
    this.connected.add(callSid);
    return { callSid, answered: Promise.resolve() };
  }

  hangUp(callSid: string): void {
    this.connected.delete(callSid);
    this.happen(`hangup ${callSid}`);
  }

  pressDigits(callSid: string, digits: string): void {
    this.happen(`digits ${callSid} ${digits}`);
  }

  happen(what: Happening): void {
    this.#happened.push(what);
    for (const listener of this.#listeners) listener();
  }

  /** Resolves once it has happened; the test's own timeout is the limit. */
  async happened(what: Happening): Promise<void> {
    await this.until(() => this.#happened.includes(what));
  }

  /** Resolves with the next line of the log that matches. */
  async untilLogged(pattern: RegExp): Promise<void> {
    await new Promise<void>((resolve) => {
      const unsubscribe = this.log.subscribe(({ message }) => {
        if (!message || !pattern.test(message)) return;
        unsubscribe();
        resolve();
      });
    });
  }

  async until(condition: () => boolean): Promise<void> {
    await new Promise<void>((resolve) => {
      const check = (): void => {
        if (!condition()) return;
        this.#listeners.delete(check);
        unsubscribe();
        resolve();
      };
      const unsubscribe = this.log.subscribe(() => setImmediate(check));
      this.#listeners.add(check);
      check();
    });
  }

  #offer(callSid: string, identity: string, parameters: Record<string, string>): Offer {
    return {
      callSid,
      from: '+15551230000',
      to: `client:${identity}`,
      accountSid: this.account.accountSid,
      parameters,
      answer: () => {
        this.connected.add(callSid);
        this.happen(`answer ${callSid}`);
        return true;
      },
      reject: () => this.happen(`reject ${callSid}`),
    };
  }

  #othersThan(callSid: string): string[] {
    return this.connected.has(callSid) ? [...this.connected].filter((other) => other !== callSid) : [];
  }
}
