import type { Call } from './call.ts';
import { reachPage } from './page-faults.ts';
import type { SwitchContext } from '../switch-context.ts';
import type { Device, Offer } from '../ports.ts';

export type RingEnd = 'answered' | 'no-answer' | 'busy' | 'canceled';

/** One call that rings on every device of an address. The first to answer wins, and so does the first to reject. */
export class Ringing {
  readonly #call: Call;
  readonly #ringing: Set<Device>;
  readonly #cancelTimer: () => void;
  readonly #ended: (how: RingEnd) => void;
  readonly #context: SwitchContext;
  readonly #late: (() => void)[] = [];
  #isOver = false;

  /** `ended` is called once with the result of the ring. A device that answered belongs to the call by then. */
  constructor(context: SwitchContext, call: Call, ring: RingOptions, ended: (how: RingEnd) => void) {
    this.#call = call;
    this.#ended = ended;
    this.#context = context;
    this.#ringing = new Set(ring.devices);
    this.#cancelTimer = context.clock.after(ring.seconds * 1000 + context.limits.extraRingMs, () =>
      this.stop('no-answer'),
    );
    for (const device of ring.devices) if (!this.#isOver) this.#invite(device, ring);
  }

  /** Ends the ringing without an answer. */
  stop(how: 'no-answer' | 'canceled'): void {
    if (this.#isOver) return;
    for (const device of this.#call.ringingAt) device.stopRinging(this.#call.sid, how);
    this.#finish(how);
  }

  #invite(device: Device, { parameters, taken }: RingOptions): void {
    const reach = () => {
      this.#call.ringingAt.add(device);
      taken();
      device.ring(this.#offer(device, parameters));
    };
    this.#late.push(reachPage(this.#context, 'invite', this.#call.to, reach));
  }

  #offer(device: Device, parameters: Readonly<Record<string, string>>): Offer {
    const { sid, from, to, accountSid } = this.#call;
    const about = { callSid: sid, from, to, accountSid, parameters };
    const isVouchedFor = this.#context.numbers.find(from) !== undefined;
    const [answer, reject] = [() => this.#answer(device), () => this.#reject(device)];
    return { ...about, isVouchedFor, answer, reject };
  }

  #answer(device: Device): boolean {
    if (this.#isOver || !this.#leave(device)) return false;
    for (const other of this.#call.ringingAt) other.stopRinging(this.#call.sid, 'answered-elsewhere');
    this.#call.device = device;
    this.#finish('answered');
    return true;
  }

  #reject(device: Device): void {
    if (this.#isOver || !this.#leave(device)) return;
    if (this.#ringing.size > 0 && this.#context.beliefs.get('rejection') === 'for-one-device') return;
    for (const other of this.#call.ringingAt) other.stopRinging(this.#call.sid, 'canceled');
    this.#finish('busy');
  }

  #leave(device: Device): boolean {
    this.#call.ringingAt.delete(device);
    return this.#ringing.delete(device);
  }

  #finish(how: RingEnd): void {
    this.#isOver = true;
    this.#cancelTimer();
    for (const cancel of this.#late) cancel();
    this.#call.ringingAt.clear();
    this.#ended(how);
  }
}

export interface RingOptions {
  readonly devices: readonly Device[];
  readonly seconds: number;
  readonly parameters: Readonly<Record<string, string>>;
  /** A device has the invitation. */
  readonly taken: () => void;
}
