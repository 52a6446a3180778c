import type { Clock } from '../clock.ts';
import type { Hearing, Recorder } from '../switch/ports.ts';
import { FRAME_MS, type AudioPort } from './audio-port.ts';
import { SoundMeter, type Sound } from './analysis.ts';
import { mixFrame, type Voices } from './mixer.ts';
import { Recording, type RecordedLeg, type SilenceWatch } from './recording.ts';

/** How far behind the mixer may fall (a busy machine, a laptop asleep) before it skips instead of catching up. */
const CATCH_UP_MS = 200;

export interface MediaEngineDeps {
  readonly clock: Clock;
  /** The sound for a leg now, by the switch's own answer; undefined for a call that is over. */
  readonly hearing: (callSid: string) => Hearing | undefined;
}

interface RunningRecording {
  readonly voices: () => readonly string[];
  readonly recording: Recording;
}

interface AttachedPort {
  readonly port: AudioPort;
  readonly meter: SoundMeter;
}

/**
 * Carries sound between the legs. 50 times a second it reads a frame from every port. It mixes for each leg the voices
 * that the switch names, and writes the frame back. It ticks only while a port is attached.
 */
export class MediaEngine implements Recorder {
  readonly #clock: Clock;
  readonly #hearing: MediaEngineDeps['hearing'];
  readonly #ports = new Map<string, AttachedPort>();
  readonly #recordings = new Set<RunningRecording>();
  #stopTimer: (() => void) | undefined;
  /** The clock's time at the start of the next frame: grows by exactly 20 ms a frame, so nothing drifts. */
  #nextAt = 0;

  constructor(deps: MediaEngineDeps) {
    this.#clock = deps.clock;
    this.#hearing = deps.hearing;
  }

  /** Connects a leg with the far end's sound; replaces the port that was there. */
  attach(callSid: string, port: AudioPort): void {
    this.#ports.set(callSid, { port, meter: new SoundMeter() });
    if (!this.#stopTimer) this.#start();
  }

  /** Disconnects the leg's sound. With `port`, only while that is the leg's port. */
  detach(callSid: string, port?: AudioPort): void {
    if (port && this.#ports.get(callSid)?.port !== port) return;
    this.#ports.delete(callSid);
    if (this.#ports.size === 0) this.close();
  }

  /** The sound that the leg heard over the last half second; undefined without a port. */
  heard(callSid: string): Sound | undefined {
    return this.#ports.get(callSid)?.meter.measure();
  }

  record(voices: () => readonly string[], silence?: SilenceWatch): () => Promise<RecordedLeg> {
    const running = { voices, recording: new Recording(this.#clock.now(), silence) };
    this.#recordings.add(running);
    return async () => {
      this.#recordings.delete(running);
      const hasSound = voices().some((callSid) => this.#ports.has(callSid));
      return running.recording.finish(this.#clock.now(), hasSound);
    };
  }

  /** Stops the timer and lets go of every port. */
  close(): void {
    this.#stopTimer?.();
    this.#stopTimer = undefined;
    this.#ports.clear();
  }

  #start(): void {
    this.#nextAt = this.#clock.now();
    this.#schedule();
  }

  #schedule(): void {
    this.#stopTimer = this.#clock.after(Math.max(0, this.#nextAt - this.#clock.now()), () => this.#catchUp());
  }

  #catchUp(): void {
    const now = this.#clock.now();
    if (Math.abs(now - this.#nextAt) > CATCH_UP_MS) this.#nextAt = now;
    for (; this.#nextAt <= now; this.#nextAt += FRAME_MS) this.#mix(this.#nextAt);
    if (this.#stopTimer) this.#schedule();
  }

  #mix(at: number): void {
    const voices = this.#readVoices();
    for (const [callSid, { port, meter }] of this.#ports) {
      const frame = mixFrame(this.#hearing(callSid) ?? { voices: [] }, voices, at);
      meter.add(frame);
      port.write(frame);
    }
    for (const running of this.#recordings)
      running.recording.add(mixFrame({ voices: running.voices() }, voices, at));
  }

  #readVoices(): Voices {
    const voices = new Map<string, Int16Array>();
    for (const [callSid, { port }] of this.#ports) {
      const frame = port.read();
      if (frame) voices.set(callSid, frame);
    }
    return voices;
  }
}
