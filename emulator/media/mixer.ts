import { FRAME_SAMPLES, SAMPLE_RATE } from './audio-port.ts';
import type { Clip, Hearing } from '../switch/ports.ts';
import { serviceSound } from './service-sounds.ts';

const SAMPLES_PER_MS = SAMPLE_RATE / 1000;

/** Every leg's own sound in one frame, by CallSid; a silent leg is absent. */
export type Voices = ReadonlyMap<string, Int16Array>;

/**
 * One frame of what a leg hears: its clip at this moment plus the voices that reach it, with saturation.
 * @param at milliseconds of the clock at the frame's start
 */
export function mixFrame(hearing: Hearing, voices: Voices, at: number): Int16Array {
  const frame = new Int16Array(FRAME_SAMPLES);
  if (hearing.clip) addClip(frame, hearing.clip.clip, at - hearing.clip.startedAt);
  for (const callSid of hearing.voices) {
    const voice = voices.get(callSid);
    if (voice) add(frame, voice, 0);
  }
  return frame;
}

function addClip(frame: Int16Array, clip: Clip, elapsedMs: number): void {
  const pcm = clip.pcm ?? serviceSound(clip);
  if (pcm) add(frame, pcm, Math.round(elapsedMs * SAMPLES_PER_MS));
}

/** Adds `source`, from `offset` on, to the frame. Samples before its start and past its end are silent. */
function add(frame: Int16Array, source: Int16Array, offset: number): void {
  const first = Math.max(0, -offset);
  const last = Math.min(frame.length, source.length - offset);
  for (let i = first; i < last; i++) frame[i] = saturate((frame[i] ?? 0) + (source[i + offset] ?? 0));
}

function saturate(sample: number): number {
  return Math.max(-32768, Math.min(32767, sample));
}
