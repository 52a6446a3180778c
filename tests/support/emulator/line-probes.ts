import { toneLevelDb } from '../../../emulator/media/analysis.ts';
import { FRAME_MS, type AudioPort } from '../../../emulator/media/audio-port.ts';
import { MediaEngine } from '../../../emulator/media/media-engine.ts';
import { tone } from '../../../emulator/media/tones.ts';
import type { Clock } from '../../../emulator/clock.ts';
import type { Hearing } from '../../../emulator/switch/ports.ts';

const HEARD_ABOVE_DB = -40;

/** Whole cycles of each in a frame, so that one frame is enough to tell them apart. */
const VOICES_HZ = [400, 600, 900, 1300, 1700, 2300];

/** Somebody on a line: a tone for a voice, and every 20 ms of what they hear. */
class LineProbe implements AudioPort {
  readonly frames: Int16Array[] = [];
  readonly #voice: Int16Array;

  constructor(readonly hz: number) {
    this.#voice = tone([hz], FRAME_MS);
  }

  read(): Int16Array {
    return this.#voice;
  }

  write(frame: Int16Array): void {
    this.frames.push(frame);
  }
}

/** The sound of a switch, measured on every line, frame by frame. */
export class LineProbes {
  readonly media: MediaEngine;
  readonly #clock: Clock & { advance(ms: number): Promise<void> };
  readonly #probes = new Map<string, LineProbe>();

  constructor(it: {
    readonly clock: Clock & { advance(ms: number): Promise<void> };
    readonly phoneSwitch: { hearing(callSid: string): Hearing | undefined };
  }) {
    this.#clock = it.clock;
    this.media = new MediaEngine({
      clock: it.clock,
      hearing: (callSid) => it.phoneSwitch.hearing(callSid),
    });
  }

  /** Gives a call a voice, and measures what it hears. */
  attach(name: string, callSid: string): void {
    const probe = new LineProbe(VOICES_HZ[this.#probes.size] ?? 0);
    this.#probes.set(name, probe);
    this.media.attach(callSid, probe);
  }

  /** Forgets what was heard until now. */
  forget(): void {
    for (const { frames } of this.#probes.values()) frames.length = 0;
  }

  /** The voices that each of them has heard since then, even for 20 ms. */
  everHeard(): Readonly<Record<string, readonly string[]>> {
    return this.#each((frames) => frames);
  }

  /** The voices that each of them hears 40 ms from now. */
  async now(): Promise<Readonly<Record<string, readonly string[]>>> {
    await this.#clock.advance(2 * FRAME_MS);
    return this.#each((frames) => frames.slice(-1));
  }

  #each(pick: (frames: readonly Int16Array[]) => readonly Int16Array[]) {
    const heard = [...this.#probes].map(([name, { frames }]) => [name, this.#namesIn(pick(frames))] as const);
    return Object.fromEntries(heard);
  }

  #namesIn(frames: readonly Int16Array[]): readonly string[] {
    const isIn = ({ hz }: LineProbe) => frames.some((frame) => toneLevelDb(frame, hz) > HEARD_ABOVE_DB);
    return [...this.#probes].filter(([, ear]) => isIn(ear)).map(([name]) => name);
  }
}
