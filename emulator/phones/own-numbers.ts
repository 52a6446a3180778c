import type { AudioPort } from '../media/audio-port.ts';
import type { Device, DeviceDirectory, Offer } from '../switch/ports.ts';
import type { OutsideLine, PhoneMedia } from './ports.ts';

/** What a call to one of the account's own numbers needs. */
export interface OwnNumbersDeps {
  readonly devices: DeviceDirectory;
  readonly isOwn: (e164: string) => boolean;
  /** Asked for when such a call rings: the line is made after the switch that asks for devices. */
  readonly line: () => OutsideLine;
  /** Absent where nobody listens, as in a simulation. */
  readonly media?: PhoneMedia;
}

/**
 * What an address rings: a page, a phone, or one of the account's own numbers. A call to a number asks its voice URL.
 * Twilio's function templates do so to hand callers on.
 * https://www.twilio.com/docs/voice/api/call-resource#create-a-call-resource
 */
export class OwnNumbers implements DeviceDirectory {
  readonly #deps: OwnNumbersDeps;

  constructor(deps: OwnNumbersDeps) {
    this.#deps = deps;
  }

  find(address: string): readonly Device[] {
    const found = this.#deps.devices.find(address);
    return found.length > 0 || !this.#deps.isOwn(address) ? found : [new OwnNumber(address, this.#deps)];
  }
}

/** The end of a call to an own number. What goes out there comes in again as a call of its own. */
class OwnNumber implements Device {
  readonly id: string;
  #hangUpIncoming = (): void => {};

  constructor(
    readonly address: string,
    private readonly deps: OwnNumbersDeps,
  ) {
    this.id = `own number ${address}`;
  }

  ring(offer: Offer): void {
    const line = this.deps.line();
    // Until it is answered, an incoming call that ends is one that was not taken.
    let farEnded = (): void => {};
    const far = caller(offer.from, () => farEnded());
    const { callSid, answered } = line.dial({ device: far, to: this.address });
    this.#hangUpIncoming = () => line.hangUp(callSid);
    const connect = (): void => {
      if (!offer.answer()) return line.hangUp(callSid);
      const disconnect = this.#connect(offer.callSid, callSid);
      farEnded = () => {
        disconnect();
        line.hangUp(offer.callSid);
      };
      this.#hangUpIncoming = () => {
        disconnect();
        line.hangUp(callSid);
      };
    };
    answered.then(connect, () => offer.reject());
  }

  stopRinging(): void {
    this.#hangUpIncoming();
  }

  hangUp(): void {
    this.#hangUpIncoming();
  }

  /** Lets each side hear the other. The returned function ends it. */
  #connect(outgoing: string, incoming: string): () => void {
    const { media } = this.deps;
    const [near, far]: [Frames, Frames] = [[], []];
    const ports = [
      [outgoing, { read: () => far.shift(), write: (frame) => keep(near, frame) }],
      [incoming, { read: () => near.shift(), write: (frame) => keep(far, frame) }],
    ] satisfies [string, AudioPort][];
    for (const [callSid, port] of ports) media?.attach(callSid, port);
    return () => ports.forEach(([callSid, port]) => media?.detach(callSid, port));
  }
}

/** The caller of the own number, as its voice URL gets it. */
function caller(address: string, hangUp: () => void): Device {
  return { id: `line of ${address}`, address, ring: () => {}, stopRinging: () => {}, hangUp };
}

type Frames = Int16Array[];

/** Each side takes a frame as often as the other leaves one. An older frame that is still there is late. */
function keep(frames: Frames, frame: Int16Array): void {
  if (frames.length > 1) frames.shift();
  frames.push(frame);
}
