import type { Clock } from '../../clock.ts';
import type { FarSound } from '../ports.ts';

/** https://www.twilio.com/docs/voice/answering-machine-detection */
export type AnsweredBy =
  | 'human'
  | 'fax'
  | 'machine_start'
  | 'machine_end_beep'
  | 'machine_end_silence'
  | 'machine_end_other'
  | 'unknown';

/** What is looked for, and for how long. Milliseconds, but for `timeoutSeconds`. */
interface DetectionLimits {
  /** `DetectMessageEnd` waits for the end of a machine's greeting. */
  readonly mode: 'Enable' | 'DetectMessageEnd';
  readonly timeoutSeconds: number;
  /** Somebody who speaks for longer is a machine. */
  readonly speechThreshold: number;
  /** A pause that ends what somebody says. */
  readonly speechEndThreshold: number;
  /** Silence from the start for so long says nothing. */
  readonly silenceTimeout: number;
}

/** A wish to know who answers. */
export interface MachineDetection extends DetectionLimits {
  /** Told in the background. A call of `Calls` without it waits for the result instead. */
  readonly background: boolean;
  readonly callback?: { readonly url: string; readonly method: 'GET' | 'POST' };
}

/** https://www.twilio.com/docs/voice/answering-machine-detection#optional-api-tuning-parameters */
export const DETECTION_DEFAULTS = {
  timeoutSeconds: 30,
  speechThreshold: 2400,
  speechEndThreshold: 1200,
  silenceTimeout: 5000,
} as const;

/** Listens to who answered, and decides by how long they speak: people say little and wait. */
export class Detector {
  readonly #clock: Clock;
  readonly #limits: DetectionLimits;
  readonly #found: (who: AnsweredBy) => void;
  readonly #cancelTimeout: () => void;
  #cancelNext: () => void;
  #spokeFrom: number | undefined;
  #isMachine = false;
  #isOver = false;

  /** `found` is called once. */
  constructor(clock: Clock, limits: DetectionLimits, found: (who: AnsweredBy) => void) {
    this.#clock = clock;
    this.#limits = limits;
    this.#found = found;
    const timedOut = () => this.#end(this.#isMachine ? 'machine_end_other' : 'unknown');
    this.#cancelTimeout = clock.after(limits.timeoutSeconds * 1000, timedOut);
    this.#cancelNext = clock.after(limits.silenceTimeout, () => this.#end('unknown'));
  }

  /** The far end begins to sound like this. */
  hear(sound: FarSound): void {
    if (this.#isOver) return;
    this.#cancelNext();
    if (sound === 'fax') this.#end('fax');
    else if (sound === 'beep') this.#beeped();
    else if (sound === 'speech') this.#speaks();
    else this.#fallsSilent();
  }

  /** The call is over; nothing is found any more. */
  stop(): void {
    this.#isOver = true;
    this.#cancelNext();
    this.#cancelTimeout();
  }

  #beeped(): void {
    if (this.#limits.mode === 'DetectMessageEnd') this.#end('machine_end_beep');
    else this.#end('machine_start');
  }

  #speaks(): void {
    this.#spokeFrom ??= this.#clock.now();
    const left = this.#limits.speechThreshold - (this.#clock.now() - this.#spokeFrom);
    this.#cancelNext = this.#clock.after(Math.max(0, left), () => this.#spokeLong());
  }

  #spokeLong(): void {
    this.#isMachine = true;
    if (this.#limits.mode === 'Enable') this.#end('machine_start');
  }

  #fallsSilent(): void {
    const { speechEndThreshold, silenceTimeout } = this.#limits;
    if (this.#spokeFrom === undefined)
      this.#cancelNext = this.#clock.after(silenceTimeout, () => this.#end('unknown'));
    else this.#cancelNext = this.#clock.after(speechEndThreshold, () => this.#hasSpoken());
  }

  #hasSpoken(): void {
    this.#end(this.#isMachine ? 'machine_end_silence' : 'human');
  }

  #end(who: AnsweredBy): void {
    if (this.#isOver) return;
    this.stop();
    this.#found(who);
  }
}
