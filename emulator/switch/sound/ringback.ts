import type { Call } from '../calls/call.ts';
import type { Clip } from '../ports.ts';
import type { Sound } from './sound.ts';

/** Two seconds of tone and four of silence. */
const ringback: Clip = { kind: 'tone', content: 'ringback', durationMs: 6000 };

/** Plays the ringing tone until the signal stops it. */
export function ringBack(sound: Sound, signal: AbortSignal): void {
  const ring = async () => {
    for (;;) await sound.play(ringback, signal);
  };
  ring().catch(() => undefined);
}

/** The party who dials hears the ringing tone until the call is answered or over. */
export function ringUntilAnswered(call: Call): void {
  const tone = new AbortController();
  const stop = () => tone.abort();
  call.answerListeners.add(stop);
  call.endListeners.add(stop);
  ringBack(call.sound, tone.signal);
}
