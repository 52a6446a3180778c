import type { Clock } from '../clock.ts';
import { tone } from '../media/tones.ts';
import type { ClipSource, FarSound } from '../switch/ports.ts';
import type { ScriptStep } from './phone-setup.ts';
import type { SoftwarePort } from './software-port.ts';

/** A pause this long means that the other has finished the sentence. */
const TURN_PAUSE_MS = 1200;
const LISTEN_EVERY_MS = 100;
const BEEP = tone([1000], 600);
/** The answer tone of a fax machine: https://www.itu.int/rec/T-REC-T.30 */
const FAX = tone([2100], 3000);

export interface ScriptRunnerDeps {
  readonly clock: Clock;
  readonly clips: ClipSource;
  readonly port: SoftwarePort;
  readonly pressDigits: (digits: string) => void;
  readonly hangUp: () => void;
  /** Told how the phone begins to sound. */
  readonly voice: (sound: FarSound) => void;
  /** Told when the phone begins to record and, unless the call ends before, when it has recorded. */
  readonly recording: (isOn: boolean) => void;
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
    else if ('beep' in step) await this.#speak('beep', BEEP, 600);
    else if ('fax' in step) await this.#speak('fax', FAX, 3000);
    else if ('record' in step) await this.#record(step.record * 1000);
    else this.#deps.hangUp();
  }

  async #say(words: string): Promise<void> {
    const clip = await this.#deps.clips.say(words, {});
    if (this.#stopped) return;
    await this.#speak('speech', clip.pcm, clip.durationMs);
  }

  async #speak(sound: FarSound, pcm: Int16Array | undefined, ms: number): Promise<void> {
    this.#deps.voice(sound);
    if (pcm) this.#deps.port.speak(pcm);
    await this.#pause(ms);
    this.#deps.voice('silence');
  }

  async #record(ms: number): Promise<void> {
    this.#deps.recording(true);
    await this.#pause(ms);
    if (!this.#stopped) this.#deps.recording(false);
  }

  async #sound(frequencyHz: number, seconds: number | undefined): Promise<void> {
    this.#deps.voice('speech');
    this.#deps.port.sound(frequencyHz);
    if (seconds === undefined) return;
    await this.#pause(seconds * 1000);
    this.#deps.port.hush();
    this.#deps.voice('silence');
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
