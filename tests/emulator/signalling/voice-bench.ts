import { readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { dirname, join } from 'node:path';
import { jwt } from 'twilio';
import { WebSocketServer } from 'ws';
import { SystemClock } from '../../../emulator/clock.ts';
import type { HttpRequest } from '../../../emulator/http.ts';
import type { AudioPort } from '../../../emulator/media/audio-port.ts';
import { MediaEngine } from '../../../emulator/media/media-engine.ts';
import type { VoiceTiming } from '../../../emulator/signalling/ports.ts';
import { answerSdkRequest, injectRedirect } from '../../../emulator/signalling/sdk-http.ts';
import { SwitchCalls } from '../../../emulator/signalling/switch-calls.ts';
import { VoiceGateway } from '../../../emulator/signalling/voice-gateway.ts';
import type { CallStatus } from '../../../emulator/switch/records/records.ts';
import { number, site, telephoneExchange } from '../../support/emulator/switch-bench.ts';

const SDK = readFileSync(join(dirname(require.resolve('@twilio/voice-sdk')), '../dist/twilio.min.js'));
const PAGE = '<!doctype html><html><head><script src="/twilio.min.js"></script></head><body></body></html>';
const KEY = { sid: `SK${'1'.repeat(32)}`, secret: 'a'.repeat(32), friendlyName: 'bench' };
const ROOM = '<Dial><Conference beep="false" waitUrl="">room</Conference></Dial>';

/** Signalling, sound and the switch behind a web server: everybody who calls or is called comes into one room. */
export class VoiceBench {
  readonly clock = new SystemClock();
  readonly network = telephoneExchange({ clock: this.clock });
  readonly phoneSwitch = this.network.phoneSwitch;
  readonly devices = this.network.devices;
  readonly media = new MediaEngine({
    clock: this.clock,
    hearing: (callSid) => this.phoneSwitch.hearing(callSid),
  });
  readonly gateway: VoiceGateway;
  #server: Server | undefined;

  constructor(timing: Partial<VoiceTiming> = {}) {
    const { clock, devices, media, network } = this;
    const { account, beliefs, log, say } = network;
    account.apiKeys.set(KEY.sid, KEY);
    for (const path of ['/incoming', '/agent', '/application']) say(path, ROOM);
    say('/keys', '<Gather input="dtmf" numDigits="1" timeout="60" action="/key"/>');
    const calls = new SwitchCalls(this.phoneSwitch);
    this.gateway = new VoiceGateway({ account, beliefs, clock, log, devices, media, calls, timing });
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
    sockets.on('connection', (socket, request) => this.gateway.accept(socket, request));
    await new Promise<void>((resolve) => this.#server?.listen(0, '127.0.0.1', resolve));
    return `http://localhost:${(this.#server.address() as AddressInfo).port}/`;
  }

  async stop(): Promise<void> {
    this.phoneSwitch.reset();
    this.gateway.close();
    this.media.close();
    this.#server?.closeAllConnections();
    await new Promise((resolve) => this.#server?.close(resolve));
  }

  token(identity: string, ttl = 600, outgoingApplicationSid: string | undefined = 'AP1'): string {
    const { accountSid } = this.network.account;
    const token = new jwt.AccessToken(accountSid, KEY.sid, KEY.secret, {
      identity: identity || 'nobody',
      ttl,
    });
    token.identity = identity;
    const application = outgoingApplicationSid && { outgoingApplicationSid };
    token.addGrant(new jwt.AccessToken.VoiceGrant({ incomingAllow: true, ...application }));
    return token.toJwt();
  }

  /** Calls `client:ana`, with parameters for its page after `?`. Returns the CallSid. */
  ring(client: string, path = '/agent'): string {
    return this.phoneSwitch.createCall({ to: `client:${client}`, from: number, url: `${site}${path}` }).sid;
  }

  /** A caller made of software dials in: says and hears through `port`. */
  attachCaller(port: AudioPort, from = '+15551230000'): string {
    const { sid } = this.phoneSwitch.dial(this.network.device(from), number);
    this.media.attach(sid, port);
    return sid;
  }

  /** Resolves once the call has this status; the test's own timeout is the limit. */
  async reached(callSid: string, status: CallStatus): Promise<void> {
    await new Promise<void>((resolve) => {
      const check = (): void => {
        if (this.phoneSwitch.fetchCall(callSid).status !== status) return;
        unsubscribe();
        resolve();
      };
      const unsubscribe = this.phoneSwitch.subscribe(check);
      check();
    });
  }

  /** Resolves with the next line of the log that matches. */
  async untilLogged(pattern: RegExp): Promise<void> {
    await new Promise<void>((resolve) => {
      const unsubscribe = this.network.log.subscribe(({ message }) => {
        if (!message || !pattern.test(message)) return;
        unsubscribe();
        resolve();
      });
    });
  }
}
