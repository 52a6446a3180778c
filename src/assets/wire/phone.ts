import { Call, Device } from '@twilio/voice-sdk';
import type { CallSid } from '../../core/call.ts';
import type { Happening } from '../model/happening.ts';
import type { ActiveLine } from '../model/state.ts';

/** The page's telephone: the Voice SDK's Device with the one call it may hold. */
export interface Phone {
  readonly register: () => Promise<void>;
  readonly updateToken: (token: string) => void;
  /** Takes the call that rings; muted where it stands for one in which they were. */
  readonly answer: (muted: boolean) => void;
  readonly reject: () => void;
  readonly mute: (on: boolean) => void;
  readonly sendDigits: (digits: string) => void;
  readonly hangUp: () => void;
  /** Connects again into a call that this agent is a party of, as muted as they were there. */
  readonly rejoin: (call: CallSid, muted: boolean) => Promise<void>;
  readonly useMicrophone: (id: string) => Promise<void>;
  readonly useSpeaker: (id: string) => Promise<void>;
  readonly close: () => void;
}

export interface PhoneOptions {
  readonly token: string;
  readonly tell: (happening: Happening) => void;
  readonly tokenNeeded: () => void;
  /** How loud the microphone and the line are now, 0 to 1; many times a second. */
  readonly volume: (mine: number, theirs: number) => void;
}

/** Makes the telephone; it rings only after `register`. */
export function createPhone(options: PhoneOptions): Phone {
  const device = new Device(options.token, {
    closeProtection: true,
    logLevel: 'error',
    tokenRefreshMs: 60_000,
  });
  const current = createCurrent(options);
  const registration = keepRegistered(device, options.tell);
  listen(device, options, registration.refused);
  device.on('incoming', (call: Call) => current.ring(call));
  return {
    register: registration.want,
    updateToken: (token) => {
      device.updateToken(token);
      void registration.renew();
    },
    answer: (muted) => {
      current.call()?.mute(muted);
      current.call()?.accept();
    },
    reject: () => current.call()?.reject(),
    mute: (on) => current.call()?.mute(on),
    sendDigits: (digits) => current.call()?.sendDigits(digits),
    hangUp: () => current.call()?.disconnect(),
    rejoin: async (call, muted) => {
      const line = await device.connect({ params: { call } });
      // The line keeps it for the microphone, which it may not have yet.
      line.mute(muted);
      current.take(line, call);
    },
    useMicrophone: async (id) => device.audio?.setInputDevice(id),
    useSpeaker: async (id) => {
      await Promise.all([device.audio?.speakerDevices.set(id), device.audio?.ringtoneDevices.set(id)]);
    },
    close: () => {
      registration.stop();
      device.destroy();
    },
  };
}

const againSeconds = 2;

interface Registration {
  readonly want: () => Promise<void>;
  /** The line has refused the token, and with it forgotten that calls may ring here. The SDK does not know that. */
  readonly refused: () => void;
  /** There is another token. */
  readonly renew: () => Promise<void>;
  readonly stop: () => void;
}

/** The SDK gives up when the line breaks twice in a row; an agent who wants calls is registered again until it holds. */
function keepRegistered(device: Device, tell: PhoneOptions['tell']): Registration {
  let timer: ReturnType<typeof setInterval> | undefined;
  let isForgotten = false;
  const register = async (): Promise<void> => {
    if (device.state === Device.State.Unregistered) await device.register();
  };
  device.on('registered', () => {
    isForgotten = false;
  });
  device.on('unregistered', () => {
    // Only to be registered anew at once, which the agent need not hear of.
    if (isForgotten) return;
    tell({ type: 'LineChanged', line: { device: 'off' } });
    if (timer) tell({ type: 'LinksChanged', links: { signalling: 'reconnecting' } });
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
      timer ??= setInterval(() => void register().catch(() => undefined), againSeconds * 1000);
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

function listen(device: Device, { tell, tokenNeeded }: PhoneOptions, refused: () => void): void {
  device.audio?.incoming(false);
  device.on('registering', () => tell({ type: 'LineChanged', line: { device: 'registering' } }));
  device.on('registered', () => {
    tell({ type: 'LineChanged', line: { device: 'registered' } });
    tell({ type: 'LinksChanged', links: { signalling: 'ok' } });
  });
  device.on('tokenWillExpire', tokenNeeded);
  device.on('error', (error: { code?: number }) => {
    if (error.code !== undefined && tokenErrors.has(error.code)) {
      refused();
      tokenNeeded();
    } else if (error.code !== undefined && socketErrors.has(error.code)) {
      tell({ type: 'LinksChanged', links: { signalling: 'reconnecting' } });
    }
  });
}

const tokenErrors: ReadonlySet<number> = new Set([20101, 20104, 51007]);
const socketErrors: ReadonlySet<number> = new Set([31000, 31005, 31009, 53000, 53001]);

interface Current {
  readonly call: () => Call | undefined;
  readonly ring: (call: Call) => void;
  readonly take: (call: Call, room: CallSid) => void;
}

function createCurrent(options: PhoneOptions): Current {
  let current: Call | undefined;
  const { tell } = options;
  const drop = (call: Call): void => {
    if (current !== call) return;
    current = undefined;
    tell({ type: 'LineClosed' });
  };
  const take = (call: Call, room: CallSid): void => {
    current = call;
    tell({ type: 'LineOpened', active: { call: room, state: 'connecting', muted: call.isMuted() } });
    follow(call, options, () => drop(call));
  };
  return {
    call: () => current,
    take,
    ring(call) {
      current = call;
      const room = call.customParameters.get('call') ?? '';
      tell({
        type: 'LineChanged',
        line: { incoming: { call: room, leg: call.customParameters.get('leg') ?? '' } },
      });
      const stopped = (): void => drop(call);
      call.on('cancel', stopped);
      call.on('reject', stopped);
      call.on('accept', () =>
        tell({ type: 'LineOpened', active: { call: room, state: 'open', muted: call.isMuted() } }),
      );
      follow(call, options, stopped);
    },
  };
}

function follow(call: Call, { tell, volume }: PhoneOptions, closed: () => void): void {
  const change = (active: Partial<ActiveLine>): void => tell({ type: 'ActiveChanged', active });
  call.on('accept', () => change({ state: 'open' }));
  call.on('disconnect', closed);
  call.on('mute', (muted: boolean) => change({ muted }));
  call.on('reconnecting', () => change({ state: 'reconnecting' }));
  call.on('reconnected', () => change({ state: 'open' }));
  call.on('volume', volume);
  call.on('warning', (name: string) => {
    const quality = warnings[name];
    if (quality && !(quality === 'no-sound-from-you' && call.isMuted())) change({ quality });
  });
  call.on('warning-cleared', () => tell({ type: 'QualityRecovered' }));
  call.on('error', (error: { code?: number }) => {
    if (error.code === 31401 || error.code === 31402) {
      tell({ type: 'MicrophoneChanged', microphone: { state: error.code === 31401 ? 'denied' : 'failed' } });
    }
    if (call.status() === Call.State.Closed) closed();
  });
}

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
