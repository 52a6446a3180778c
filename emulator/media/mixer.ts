import { FRAME_SAMPLES, SAMPLE_RATE } from './audio-port.ts';
import type { Clip, Hearing } from '../switch/ports.ts';
import { serviceSound } from './service-sounds.ts';

const SAMPLES_PER_MS = SAMPLE_RATE / 1000;

/** The sound that each leg sends in one frame, by CallSid: 16-bit samples at 8 kHz. A silent leg is absent. */
export type Voices = ReadonlyMap<string, Int16Array>;

/**
 * One frame of what a leg hears: its clip at this moment, and the voices that reach it. A sum that is too loud for 16
 * bits is cut off there.
 * @param at when the frame begins, in milliseconds of the clock that started the clip
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

/** Adds the part of the clip that plays now. A clip without samples of its own may be a sound of Twilio's. */
function addClip(frame: Int16Array, clip: Clip, elapsedMs: number): void {
  const pcm = clip.pcm ?? serviceSound(clip);
  if (pcm) add(frame, pcm, Math.round(elapsedMs * SAMPLES_PER_MS));
}

/** Adds the samples of `source` from `offset` on. Before its start and after its end nothing is added. */
function add(frame: Int16Array, source: Int16Array, offset: number): void {
  const first = Math.max(0, -offset);
  const end = Math.min(frame.length, source.length - offset);
  for (let i = first; i < end; i++) frame[i] = saturate((frame[i] ?? 0) + (source[i + offset] ?? 0));
}

function saturate(sample: number): number {
  return Math.max(-32768, Math.min(32767, sample));
}
