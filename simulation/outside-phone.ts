import type { Device, Offer } from '../emulator/switch/ports.ts';
import type { Random } from './random.ts';
import type { World } from './world.ts';

/** A phone of the directory. It answers, is busy or lets it ring, and hangs up after a while. */
export class OutsidePhone implements Device {
  readonly id: string;
  #ringing: string | undefined;

  constructor(
    private readonly world: World,
    private readonly random: Random,
    readonly address: string,
  ) {
    this.id = `outside-${address}`;
  }

  register(): void {
    this.world.local.devices.add(this);
  }

  ring(offer: Offer): void {
    const { clock } = this.world;
    this.#ringing = offer.callSid;
    const does = this.random.weighted({ answer: 7, reject: 1, ignore: 2 });
    if (does === 'ignore') return;
    clock.after(this.random.milliseconds(1, 6), () => {
      if (this.#ringing !== offer.callSid) return;
      this.#ringing = undefined;
      if (does === 'reject') offer.reject();
      else if (offer.answer()) this.#talk(offer.callSid);
    });
  }

  stopRinging(): void {
    this.#ringing = undefined;
  }

  hangUp(): void {
    // The line is free again.
  }

  #talk(callSid: string): void {
    this.world.clock.after(this.random.milliseconds(5, 60), () =>
      this.world.local.phoneSwitch.hangUp(callSid),
    );
  }
}
