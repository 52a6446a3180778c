import type { Device, Offer } from '../emulator/switch/ports.ts';
import type { Chance } from './chance.ts';
import { NUMBER, type World } from './world.ts';

/** A customer: calls, stays for as long as chance says, and hangs up. */
export class Caller implements Device {
  readonly id: string;
  readonly address: string;
  call: string | undefined;
  /** The customer themselves ended the call. */
  hungUp = false;
  dialledAt = Infinity;
  overAt = Infinity;

  constructor(
    private readonly world: World,
    private readonly chance: Chance,
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
    this.call = this.world.local.exchange.dial(this, NUMBER).sid;
    this.world.clock.after(staysMs, () => this.leave());
  }

  /** How long they stay, in milliseconds: some hang up soon. @param usualSeconds how long most stay, on average */
  patience(usualSeconds: number): number {
    if (this.chance.happens(0.1)) return this.chance.milliseconds(0.2, 8);
    return 3000 + this.chance.waiting(usualSeconds);
  }

  leave(): void {
    if (this.isOver || this.call === undefined) return;
    this.hungUp = true;
    this.overAt = this.world.clock.now();
    this.world.local.exchange.hangUp(this.call);
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
