import { createConsole } from './console/console.ts';
import { createControl } from './control/control-api.ts';
import { liveLines } from './control/live-lines.ts';
import type { Account } from './account.ts';
import type { BeliefSettings } from './beliefs.ts';
import { SystemClock } from './clock.ts';
import type { HttpHandler } from './http.ts';
import { ClipLibrary } from './media/clip-library.ts';
import { MediaEngine } from './media/media-engine.ts';
import type { Certificates } from './outside/certificates.ts';
import { pointers, type Reached } from './outside/welcome.ts';
import { PhoneBook } from './phones/phone-book.ts';
import { SwitchLine } from './phones/switch-line.ts';
import { serve, type RunningServer } from './server.ts';
import { answerSdkRequest } from './signalling/sdk-http.ts';
import { DEFAULT_TIMING } from './signalling/ports.ts';
import { SwitchCalls } from './signalling/switch-calls.ts';
import { VoiceGateway } from './signalling/voice-gateway.ts';
import { Reachability } from './sync/reachability.ts';
import { acceptSyncSocket } from './sync/stream.ts';
import { createLocalTwilio, type LocalTwilio } from './twilio.ts';

export interface LocalServiceOptions {
  /** The deployed service; 0 chooses a free port. */
  readonly port: number;
  /** REST, console and control API; 0 chooses a free port. */
  readonly twilioPort: number;
  readonly account: Account;
  /** The account's first number, E.164. */
  readonly number: string;
  /** Its behaviour where Twilio documents nothing. */
  readonly beliefs?: BeliefSettings;
  /** Where Functions find their packages; the working directory when absent. */
  readonly packages?: string;
  /** Makes the REST port an HTTPS proxy as well; `file` is where others find what to trust. */
  readonly https?: { readonly certificates: Certificates; readonly file: string };
  /** Fills the account before its number is made sure of. */
  readonly prepare?: (twilio: LocalTwilio) => void;
  /** The longest time that a call waits for a page whose socket closed, whatever the page asked for. */
  readonly missPagesAfterMs?: number;
}

export interface LocalService {
  readonly port: number;
  readonly twilioPort: number;
  readonly twilio: LocalTwilio;
  stop(): Promise<void>;
}

/**
 * Starts a local Twilio with sound, signalling, phones and both ports.
 * @throws Error that says what to do when a port is taken
 */
export async function startLocalService(options: LocalServiceOptions): Promise<LocalService> {
  const clock = new SystemClock();
  const media: MediaEngine = new MediaEngine({
    clock,
    hearing: (callSid) => twilio.phoneSwitch.hearing(callSid),
  });
  const twilio: LocalTwilio = createLocalTwilio({
    clock,
    account: options.account,
    ...(options.beliefs && { beliefs: options.beliefs }),
    ...(options.packages !== undefined && { packages: options.packages }),
    recorder: media,
    media,
    functionsRest: 'network',
    clips: (http, log) => new ClipLibrary({ clock, log, http }),
  });
  options.prepare?.(twilio);
  if (!twilio.numbers.find(options.number)) twilio.numbers.buy(options.number);
  const parts = attach(twilio, media, options.missPagesAfterMs);
  const failed = failureLog(twilio);
  const service = await serve(options.port, serviceHandler(twilio), {
    sockets: parts.serviceSockets,
    failed,
  });
  try {
    const rest = await serveTwilio(twilio, parts, service.port, { ...options, failed });
    process.env['EMULATOR_TWILIO_PORT'] = String(rest.port);
    const stop = async () => {
      letGo(parts, media, twilio);
      await Promise.all([service.close(), rest.close()]);
    };
    return { port: service.port, twilioPort: rest.port, twilio, stop };
  } catch (error) {
    await service.close();
    throw error;
  }
}

/** Opens the second port: REST, console and control API, and the proxy where there are certificates. */
async function serveTwilio(
  twilio: LocalTwilio,
  parts: Attached,
  port: number,
  {
    twilioPort,
    https,
    failed,
  }: Pick<LocalServiceOptions, 'twilioPort' | 'https'> & { failed: (error: unknown) => void },
): Promise<RunningServer> {
  const certificate = https && { certificate: https.file };
  const reached = (): Reached => ({ port, twilioPort: rest.port, ...certificate });
  const rest: RunningServer = await serve(twilioPort, twilioHandler(twilio, parts, reached), {
    failed,
    ...(https && { certificates: https.certificates }),
  });
  return rest;
}

/** What a request's handler threw stands in the log, with its stack. */
function failureLog({ log }: LocalTwilio): (error: unknown) => void {
  return (error) => {
    const message = `The emulator failed: ${error instanceof Error ? error.stack : String(error)}`;
    log.record({ kind: 'warning', message });
  };
}

function letGo({ gateway, reachability }: Attached, media: MediaEngine, { sync }: LocalTwilio): void {
  gateway.close();
  media.close();
  reachability.close();
  sync.close();
}

type Attached = ReturnType<typeof attach>;

function attach(twilio: LocalTwilio, media: MediaEngine, resumeWithin: number = DEFAULT_TIMING.resumeWithin) {
  const { beliefs, clock, log, account, devices, phoneSwitch, sync: store, faults, functions } = twilio;
  const calls = new SwitchCalls(phoneSwitch);
  const timing = { resumeWithin };
  const gateway = new VoiceGateway({ account, beliefs, clock, log, devices, media, calls, timing });
  const line = new SwitchLine(phoneSwitch);
  const reachability = new Reachability(twilio);
  const onEndpoint = reachability.endpoint.bind(reachability);
  const phones = new PhoneBook({ clock, devices, line, media, clips: twilio.clips });
  const reset = (): void => {
    phones.reset();
    phoneSwitch.reset();
    faults.set([]);
    log.clear();
    functions.clear();
  };
  return {
    gateway,
    media,
    phones,
    reachability,
    reset,
    serviceSockets: {
      '/__emulator/voice': gateway.accept.bind(gateway),
      '/__emulator/sync': (socket: Parameters<typeof gateway.accept>[0]) =>
        acceptSyncSocket(socket, { account, clock, store, onEndpoint }),
    },
  };
}

/** The deployed service, and the files that its pages' SDKs fetch. */
function serviceHandler({ functions }: LocalTwilio): HttpHandler {
  return async (request) => answerSdkRequest(request) ?? functions.handle(request);
}

/** Twilio's own hosts by name; on any other name the console and the control API. */
function twilioHandler(twilio: LocalTwilio, parts: Attached, reached: () => Reached): HttpHandler {
  const { clock, log, faults, phoneSwitch, functions, numbers } = twilio;
  const { phones, reset, media, gateway } = parts;
  const control = createControl({
    account: twilio.account,
    log,
    faults,
    beliefs: twilio.beliefs,
    phoneSwitch,
    functions,
    phones,
    reset,
    pages: gateway,
    sound: (callSid) => media.heard(callSid),
  });
  const people = createConsole({
    clock,
    log,
    faults,
    phones,
    reset,
    lines: () => liveLines(phoneSwitch),
    places: {
      numbers: () => numbers.list().map(({ phoneNumber }) => phoneNumber),
      pointers: () => pointers(reached()),
      agentPage: () => (functions.build ? `http://localhost:${reached().port}/` : undefined),
    },
  });
  return async (request) => {
    if (request.host.endsWith('.twilio.com')) return twilio.rest(request);
    if (request.host.endsWith('.twil.io')) return twilio.functions.handle(request);
    return request.path.startsWith('/emulator/') ? control(request) : people(request);
  };
}
