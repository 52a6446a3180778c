import type { Clock } from '../../clock.ts';
import { pause } from './interruption.ts';
import type { Clip } from '../ports.ts';

/** What plays to one listener. */
export class Sound {
  #current: { readonly clip: Clip; readonly startedAt: number } | undefined;
  readonly #clock: Clock;
  readonly #changed: () => void;

  constructor(clock: Clock, changed: () => void) {
    this.#clock = clock;
    this.#changed = changed;
  }

  get current(): { readonly clip: Clip; readonly startedAt: number } | undefined {
    return this.#current;
  }

  /** Plays a clip to its end. @throws Interrupted when the signal stops it */
  async play(clip: Clip, signal: AbortSignal): Promise<void> {
    if (signal.aborted) throw signal.reason;
    const playing = { clip, startedAt: this.#clock.now() };
    const finish = () => {
      if (this.#current === playing) this.#set(undefined);
    };
    this.#set(playing);
    signal.addEventListener('abort', finish, { once: true });
    try {
      await pause(this.#clock, clip.durationMs, signal);
    } finally {
      signal.removeEventListener('abort', finish);
      finish();
    }
  }

  stop(): void {
    if (this.#current) this.#set(undefined);
  }

  #set(current: { readonly clip: Clip; readonly startedAt: number } | undefined): void {
    this.#current = current;
    this.#changed();
  }
}
