import type { Clock } from '../clock.ts';
import type { ClipSource } from '../switch/ports.ts';
import type { ScriptStep } from './phone-setup.ts';
import type { SoftwarePort } from './software-port.ts';

/** A pause this long means that the other has finished the sentence. */
const TURN_PAUSE_MS = 1200;
const LISTEN_EVERY_MS = 100;

export interface ScriptRunnerDeps {
  readonly clock: Clock;
  readonly clips: ClipSource;
  readonly port: SoftwarePort;
  readonly pressDigits: (digits: string) => void;
  readonly hangUp: () => void;
}

/** Runs a script step by step, until it is through or stopped. */
export class ScriptRunner {
  readonly #deps: ScriptRunnerDeps;
  #stopped = false;
  #endPause: () => void = () => undefined;

  constructor(deps: ScriptRunnerDeps) {
    this.#deps = deps;
  }

  /** Resolves when the last step is done or `stop` was called. */
  async run(script: readonly ScriptStep[]): Promise<void> {
    for (const step of script) {
      if (this.#stopped) return;
      await this.#take(step);
    }
  }

  stop(): void {
    this.#stopped = true;
    this.#endPause();
    this.#deps.port.hush();
  }

  async #take(step: ScriptStep): Promise<void> {
    if ('say' in step) await this.#say(step.say);
    else if ('tone' in step) await this.#sound(step.tone, step.seconds);
    else if ('pause' in step) await this.#pause(step.pause * 1000);
    else if ('listen' in step) await this.#listen(step.listen * 1000);
    else if ('digits' in step) this.#deps.pressDigits(step.digits);
    else this.#deps.hangUp();
  }

  async #say(words: string): Promise<void> {
    const clip = await this.#deps.clips.say(words, {});
    if (this.#stopped) return;
    if (clip.pcm) this.#deps.port.speak(clip.pcm);
    await this.#pause(clip.durationMs);
  }

  async #sound(frequencyHz: number, seconds: number | undefined): Promise<void> {
    this.#deps.port.sound(frequencyHz);
    if (seconds === undefined) return;
    await this.#pause(seconds * 1000);
    this.#deps.port.hush();
  }

  /** Waits while music or speech goes on: the phone is on hold, or the other has not finished. */
  async #listen(patienceMs: number): Promise<void> {
    const { clock, port } = this.#deps;
    const startedAt = clock.now();
    let hasHeard = false;
    while (!this.#stopped) {
      const { quietSince } = port.hearing;
      hasHeard ||= quietSince === undefined && port.hearing.segments.length > 0;
      const quietFor = clock.now() - Math.max(startedAt, quietSince ?? (hasHeard ? clock.now() : startedAt));
      if (quietFor >= (hasHeard ? TURN_PAUSE_MS : patienceMs)) return;
      await this.#pause(LISTEN_EVERY_MS);
    }
  }

  #pause(ms: number): Promise<void> {
    return new Promise((resolve) => {
      const cancel = this.#deps.clock.after(ms, resolve);
      this.#endPause = () => {
        cancel();
        resolve();
      };
    });
  }
}
