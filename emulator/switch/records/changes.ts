import type { SwitchChange } from './records.ts';

/** Tells listeners what changed in the switch. */
export class Changes {
  readonly #listeners = new Set<(change: SwitchChange) => void>();

  tell(change: SwitchChange): void {
    for (const listener of this.#listeners) listener(change);
  }

  subscribe(listener: (change: SwitchChange) => void): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }
}
