import type { Device, Offer } from '../emulator/switch/ports.ts';
import type { Random } from './random.ts';
import { NUMBER, type World } from './world.ts';

/** A customer: calls, stays for as long as chance says, and hangs up. */
export class SimulatedCaller implements Device {
  readonly id: string;
  readonly address: string;
  call: string | undefined;
  /** The customer themselves ended the call. */
  hungUp = false;
  dialledAt = Infinity;
  overAt = Infinity;

  constructor(
    private readonly world: World,
    private readonly random: Random,
    index: number,
  ) {
    this.id = `caller-${index}`;
    this.address = `+1555${String(1_000_000 + index)}`;
  }

  get isOver(): boolean {
    return this.overAt < Infinity;
  }

  /** @param staysMs how long they stay, in milliseconds */
  dial(staysMs: number): void {
    this.dialledAt = this.world.clock.now();
    this.call = this.world.local.phoneSwitch.dial(this, NUMBER).sid;
    this.world.clock.after(staysMs, () => this.leave());
  }

  /** How long they stay, in milliseconds. Some hang up soon. @param usualSeconds how long most stay, on average */
  patience(usualSeconds: number): number {
    if (this.random.happens(0.1)) return this.random.milliseconds(0.2, 8);
    return 3000 + this.random.waiting(usualSeconds);
  }

  leave(): void {
    if (this.isOver || this.call === undefined) return;
    this.hungUp = true;
    this.overAt = this.world.clock.now();
    this.world.local.phoneSwitch.hangUp(this.call);
  }

  hangUp(): void {
    this.overAt = Math.min(this.overAt, this.world.clock.now());
  }

  ring(offer: Offer): void {
    offer.reject();
  }

  stopRinging(): void {
    // Nobody calls a caller.
  }
}
