import { SAMPLE_RATE } from './audio-port.ts';

/** Peak of generated tones: about -15 dB below full scale. */
const PEAK = 6000;

/** A mix of steady tones. */
export function tone(frequenciesHz: readonly number[], durationMs: number, peak = PEAK): Int16Array {
  const scale = peak / Math.max(1, frequenciesHz.length);
  return Int16Array.from({ length: (durationMs * SAMPLE_RATE) / 1000 }, (_, i) =>
    frequenciesHz.reduce((sum, hz) => sum + scale * Math.sin((2 * Math.PI * hz * i) / SAMPLE_RATE), 0),
  );
}

/** The North American ringing tone: 440 and 480 Hz together. */
export function ringTone(durationMs: number): Int16Array {
  return tone([440, 480], durationMs);
}

/** A stand-in where no speech can be made: soft syllables as long as the words would take. */
export function murmur(words: string): Int16Array {
  const syllables = Math.max(2, Math.round(words.length / 3));
  const syllable = Math.round(0.18 * SAMPLE_RATE);
  const pitches = [180, 200, 170, 190];
  return Int16Array.from({ length: syllables * syllable }, (_, i) => {
    const pitch = pitches[Math.floor(i / syllable) % pitches.length] ?? 180;
    const envelope = Math.sin((Math.PI * (i % syllable)) / syllable);
    return 2000 * envelope * Math.sin((2 * Math.PI * pitch * i) / SAMPLE_RATE);
  });
}
