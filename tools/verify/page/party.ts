/** A telephone in a page without buttons: `npm run verify` drives it from outside. */
import { Call, Device } from '@twilio/voice-sdk';

/** Something that the Voice SDK told. */
export interface Told {
  /** Milliseconds since the page was opened. */
  readonly at: number;
  readonly what: string;
  /** An error's code, or which parameters an incoming call carried. */
  readonly detail?: string;
}

/** What can be done with the telephone. */
export interface PartyPage {
  /** Registers, so that calls to the identity ring here. */
  register(token: string): Promise<void>;
  /** Calls the application. @returns the call's SID once it is answered */
  connect(token: string, params: Record<string, string>): Promise<string>;
  /** Answers what rings. */
  accept(): void;
  reject(): void;
  hangUp(): void;
  told(): readonly Told[];
}

function createParty(): PartyPage {
  const told: Told[] = [];
  let call: Call | undefined;
  let device: Device | undefined;
  const note = (what: string, detail?: string): void => {
    told.push({ at: Math.round(performance.now()), what, ...(detail !== undefined && { detail }) });
  };
  const follow = (next: Call): Call => {
    call = next;
    for (const event of ['accept', 'cancel', 'disconnect', 'reject', 'ringing', 'reconnecting'] as const)
      next.on(event, () => note(event));
    next.on('error', (error: { code?: number }) => note('error', String(error.code)));
    return next;
  };
  const open = (token: string): Device => {
    device ??= new Device(token, { logLevel: 'error' });
    device.on('error', (error: { code?: number }) => note('error', String(error.code)));
    return device;
  };
  return {
    async register(token) {
      const made = open(token);
      made.audio?.incoming(false);
      made.on('registered', () => note('registered'));
      made.on('incoming', (incoming: Call) => {
        note('incoming', [...incoming.customParameters.keys()].sort().join(','));
        follow(incoming);
      });
      await made.register();
    },
    async connect(token, params) {
      const next = follow(await open(token).connect({ params }));
      if (next.status() !== Call.State.Open)
        await new Promise<void>((resolve, reject) => {
          next.once('accept', () => resolve());
          next.once('disconnect', () => reject(new Error('The call ended before it was answered.')));
          next.once('error', (error: Error) => reject(error));
        });
      return next.parameters['CallSid'] ?? '';
    },
    accept: () => call?.accept(),
    reject: () => call?.reject(),
    hangUp: () => call?.disconnect(),
    told: () => told,
  };
}

Object.assign(window, { party: createParty() });
