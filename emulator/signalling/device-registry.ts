import type { Device, DeviceDirectory } from '../switch/ports.ts';

/** Every device that can ring now: registered pages, the console's phones, scripted callers. */
export class DeviceRegistry implements DeviceDirectory {
  readonly #devices = new Map<string, Device>();

  /** Makes the device reachable at its address; a device with the same id is replaced. */
  add(device: Device): void {
    this.#devices.set(device.id, device);
  }

  /** Makes the device unreachable. A newer device that took its id over stays. */
  remove(device: Device): void {
    if (this.#devices.get(device.id) === device) this.#devices.delete(device.id);
  }

  /** The devices at `client:ana` or `+15551230000`, in the order in which they came. */
  find(address: string): readonly Device[] {
    return this.list().filter((device) => device.address === address);
  }

  list(): readonly Device[] {
    return [...this.#devices.values()];
  }
}
