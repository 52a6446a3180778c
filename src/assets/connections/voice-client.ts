import { Call, Device } from '@twilio/voice-sdk';
import type { CallSid } from '../../core/model/ids.ts';
import type { PageEvent } from '../state/page-event.ts';
import type { ActiveLine, Microphone } from '../state/state.ts';

/** The page's telephone: the Voice SDK's Device with the one call it may hold. */
export interface VoiceClient {
  readonly register: () => Promise<void>;
  readonly updateToken: (token: string) => void;
  /** Answers the call that rings; muted where it replaces a call in which the agent was muted. */
  readonly answer: (muted: boolean) => void;
  readonly reject: () => void;
  readonly mute: (on: boolean) => void;
  readonly sendDigits: (digits: string) => void;
  readonly hangUp: () => void;
  /** Connects again to the agent's own call, muted if they were muted there. */
  readonly rejoin: (call: CallSid, muted: boolean) => Promise<void>;
  readonly useMicrophone: (id: string) => Promise<void>;
  readonly useSpeaker: (id: string) => Promise<void>;
  readonly close: () => void;
}

/** What the telephone needs of the page. */
export interface VoiceClientOptions {
  readonly token: string;
  readonly dispatch: (event: PageEvent) => void;
  readonly tokenNeeded: () => void;
  /** How loud the microphone and the line are now, 0 to 1; many times a second. */
  readonly volume: (mine: number, theirs: number) => void;
  /** The devices that the agent chose. */
  readonly devices: () => ChosenDevices;
}

/** The microphone and the speaker that the agent chose. */
export type ChosenDevices = Pick<Microphone, 'input' | 'output'>;

/**
 * How long Twilio keeps a call whose signalling is lost. Without it the call ends with the connection. The SDK tries
 * once a second, so the call survives a loss of 8 s. This and edge fallback exclude each other.
 * https://www.twilio.com/docs/voice/sdks/javascript/edges#edge-fallback-and-signaling-reconnection
 */
const SIGNALLING_PATIENCE_MS = 9000;

/** Makes the telephone. It rings only after `register`. */
export function createVoiceClient(options: VoiceClientOptions): VoiceClient {
  const device = new Device(options.token, {
    closeProtection: true,
    logLevel: 'error',
    maxCallSignalingTimeoutMs: SIGNALLING_PATIENCE_MS,
    tokenRefreshMs: 60_000,
  });
  const current = createCurrent(options, () => void device.audio?.unsetInputDevice().catch(() => undefined));
  const registration = keepRegistered(device, options.dispatch);
  listen(device, options, registration.refused);
  device.on('incoming', (call: Call) => current.ring(call));
  return {
    register: registration.want,
    updateToken: (token) => {
      device.updateToken(token);
      void registration.renew();
    },
    answer: (muted) => {
      const call = current.call();
      call?.mute(muted);
      void useDevices(device, options.devices()).then(() => call?.accept());
    },
    reject: () => current.call()?.reject(),
    mute: (on) => current.call()?.mute(on),
    sendDigits: (digits) => current.call()?.sendDigits(digits),
    hangUp: () => current.call()?.disconnect(),
    async rejoin(room, muted) {
      await useDevices(device, options.devices());
      const call = await device.connect({ params: { call: room } });
      // The line keeps the mute for a microphone that it may not have yet. So nobody hears a word that was not meant
      // for them.
      call.mute(muted);
      current.take(call, room);
    },
    ...deviceChoice(device),
    close: () => {
      registration.stop();
      device.destroy();
    },
  };
}

function deviceChoice({ audio }: Device): Pick<VoiceClient, 'useMicrophone' | 'useSpeaker'> {
  return {
    useMicrophone: async (id) => audio?.setInputDevice(id),
    useSpeaker: async (id) => {
      await Promise.all([audio?.speakerDevices.set(id), audio?.ringtoneDevices.set(id)]);
    },
  };
}

/** Takes the chosen devices for the call that follows. One that is unplugged leaves the system's default. */
async function useDevices({ audio }: Device, { input, output }: ChosenDevices): Promise<void> {
  await Promise.allSettled([
    input !== undefined && input !== 'default' && audio?.setInputDevice(input),
    output !== undefined && output !== 'default' && audio?.speakerDevices.set(output),
  ]);
}

const AGAIN_SECONDS = 2;

interface Registration {
  readonly want: () => Promise<void>;
  /** Twilio has refused the token, and has forgotten that calls may ring here. The SDK does not know that. */
  readonly refused: () => void;
  /** The page has another token. */
  readonly renew: () => Promise<void>;
  readonly stop: () => void;
}

/**
 * The SDK gives up when the line breaks twice in a row. So we register an agent who wants calls again, until it holds.
 * We do so only while the line is up, as `edge` tells. Otherwise the SDK sends nothing, takes it for sent, and tries
 * again after half a minute.
 */
function keepRegistered(device: Device, dispatch: VoiceClientOptions['dispatch']): Registration {
  let timer: ReturnType<typeof setInterval> | undefined;
  let isForgotten = false;
  const register = async (): Promise<void> => {
    if (device.state === Device.State.Unregistered) await device.register();
  };
  const again = async (): Promise<void> => {
    if (device.edge !== null) await register();
  };
  device.on('registered', () => {
    isForgotten = false;
  });
  device.on('unregistered', () => {
    // It is registered again at once, so the agent need not know.
    if (isForgotten) return;
    dispatch({ type: 'LineChanged', line: { device: 'off' } });
    if (timer) dispatch({ type: 'ConnectionChanged', connection: { signalling: 'reconnecting' } });
  });
  return {
    stop: () => clearInterval(timer),
    refused: () => {
      isForgotten = true;
    },
    async renew() {
      if (!isForgotten || device.state !== Device.State.Registered) return;
      await device.unregister().catch(() => undefined);
      isForgotten = false;
      await register().catch(() => undefined);
    },
    async want() {
      timer ??= setInterval(() => void again().catch(() => undefined), AGAIN_SECONDS * 1000);
      await register();
      await settled(device);
    },
  };
}

async function settled(device: Device): Promise<void> {
  if (device.state !== Device.State.Registering) return;
  await new Promise<void>((resolve) => {
    device.once('registered', resolve);
    device.once('unregistered', resolve);
  });
}

function listen(device: Device, { dispatch, tokenNeeded }: VoiceClientOptions, refused: () => void): void {
  device.audio?.incoming(false);
  device.on('registering', () => dispatch({ type: 'LineChanged', line: { device: 'registering' } }));
  device.on('registered', () => {
    dispatch({ type: 'LineChanged', line: { device: 'registered' } });
    dispatch({ type: 'ConnectionChanged', connection: { signalling: 'ok' } });
  });
  device.on('tokenWillExpire', tokenNeeded);
  device.on('error', (error: { code?: number }) => {
    if (error.code !== undefined && TOKEN_ERRORS.has(error.code)) {
      refused();
      tokenNeeded();
    } else if (error.code !== undefined && SOCKET_ERRORS.has(error.code)) {
      dispatch({ type: 'ConnectionChanged', connection: { signalling: 'reconnecting' } });
    }
  });
}

const TOKEN_ERRORS: ReadonlySet<number> = new Set([20101, 20104, 51007]);
const SOCKET_ERRORS: ReadonlySet<number> = new Set([31000, 31005, 31009, 53000, 53001]);

interface Current {
  readonly call: () => Call | undefined;
  readonly ring: (call: Call) => void;
  readonly take: (call: Call, room: CallSid) => void;
}

/** @param released called when the call is over: the SDK would keep a chosen microphone open */
function createCurrent(options: VoiceClientOptions, released: () => void): Current {
  let current: Call | undefined;
  const { dispatch } = options;
  const drop = (call: Call, isLost = false): void => {
    if (current !== call) return;
    current = undefined;
    released();
    dispatch({ type: isLost ? 'LineLost' : 'LineClosed' });
  };
  const take = (call: Call, room: CallSid): void => {
    current = call;
    dispatch({ type: 'LineOpened', active: { call: room, state: 'connecting', muted: call.isMuted() } });
    follow(call, options, (isLost) => drop(call, isLost));
  };
  return {
    call: () => current,
    take,
    ring(call) {
      current = call;
      const room = call.customParameters.get('call') ?? '';
      dispatch({
        type: 'LineChanged',
        line: { incoming: { call: room, leg: call.customParameters.get('leg') ?? '' } },
      });
      const stopped = (): void => drop(call);
      call.on('cancel', stopped);
      call.on('reject', stopped);
      call.on('accept', () =>
        dispatch({ type: 'LineOpened', active: { call: room, state: 'open', muted: call.isMuted() } }),
      );
      follow(call, options, (isLost) => drop(call, isLost));
    },
  };
}

/** @param closed called once the call is over; says whether its connection was lost rather than hung up */
function follow(
  call: Call,
  { dispatch, volume }: VoiceClientOptions,
  closed: (isLost: boolean) => void,
): void {
  const change = (active: Partial<ActiveLine>): void => dispatch({ type: 'ActiveChanged', active });
  const connection = watchConnection(call);
  const ended = (): void => closed(connection.isLost());
  call.on('accept', () => change({ state: 'open' }));
  call.on('disconnect', ended);
  call.on('mute', (muted: boolean) => change({ muted }));
  call.on('reconnecting', () => change({ state: 'reconnecting' }));
  call.on('reconnected', () => change({ state: 'open' }));
  call.on('volume', volume);
  call.on('warning', (name: string) => {
    const quality = warnings[name];
    if (quality && !(quality === 'no-sound-from-you' && call.isMuted())) change({ quality });
  });
  call.on('warning-cleared', () => dispatch({ type: 'QualityRecovered' }));
  call.on('error', (error: { code?: number }) => {
    if (error.code === 31401 || error.code === 31402) {
      dispatch({
        type: 'MicrophoneChanged',
        microphone: { state: error.code === 31401 ? 'denied' : 'failed' },
      });
    }
    if (call.status() === Call.State.Closed) ended();
  });
  // The SDK reports no more of a call whose connection breaks before it is answered.
  call.on('transportClose', () => {
    if (call.status() === Call.State.Closed) ended();
  });
}

/** Twilio ends a call that was away for too long. The SDK learns that when it is back, or gives up the sound itself. */
function watchConnection(call: Call): { readonly isLost: () => boolean } {
  let isLost = false;
  call.on('reconnecting', () => (isLost = true));
  call.on('reconnected', () => (isLost = false));
  call.on('error', (error: { code?: number }) => {
    if (error.code !== undefined && CONNECTION_ERRORS.has(error.code)) isLost = true;
  });
  return { isLost: () => isLost };
}

/** https://www.twilio.com/docs/api/errors#5-31xxx */
const CONNECTION_ERRORS: ReadonlySet<number> = new Set([31003, 31005, 31009, 53000, 53001, 53405]);

const warnings: Readonly<Record<string, NonNullable<ActiveLine['quality']>>> = {
  'high-rtt': 'poor-network',
  'high-jitter': 'poor-network',
  'high-packet-loss': 'poor-network',
  'high-packets-lost-fraction': 'poor-network',
  'low-mos': 'poor-network',
  'constant-audio-input-level': 'no-sound-from-you',
  'constant-audio-output-level': 'no-sound-to-you',
  'low-bytes-received': 'no-sound-to-you',
  'low-bytes-sent': 'no-sound-from-you',
};
