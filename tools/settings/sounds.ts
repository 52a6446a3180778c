import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * The sounds that a company may replace by its own, with their longest length in seconds. The music is the clock of a
 * call: what is due happens at the end of a round.
 */
export const SOUNDS = { 'music.wav': 30, 'music-short.wav': 8 } as const;

/** PCM and mu-law, of the kinds of WAV that Twilio plays: https://www.twilio.com/docs/voice/twiml/play#supported-audio-file-types */
const KINDS: ReadonlySet<number> = new Set([1, 7]);

/**
 * What is wrong with the sounds of a folder, and what to do.
 * @param folder `src/assets/sounds`
 */
export function soundProblems(folder: string): readonly string[] {
  return Object.entries(SOUNDS).flatMap(([name, atMost]) => {
    const problem = problemOf(join(folder, name), atMost);
    return problem === undefined ? [] : [`${name}: ${problem}`];
  });
}

function problemOf(file: string, atMostSeconds: number): string | undefined {
  if (!existsSync(file)) return 'it is not there: npm run sounds composes it';
  const wav = waveIn(readFileSync(file));
  if (!wav || !KINDS.has(wav.kind))
    return 'it is no WAV with PCM or mu-law: convert it, for example by ffmpeg -i mine.mp3 -ar 8000 -ac 1 -c:a pcm_mulaw music.wav';
  const seconds = wav.bytes / wav.bytesPerSecond;
  if (seconds <= atMostSeconds) return undefined;
  return `it lasts ${Math.round(seconds)} s, at most ${atMostSeconds} s will do: the clock of a call ticks once a round`;
}

interface Wave {
  readonly kind: number;
  readonly bytesPerSecond: number;
  /** Of the sound alone. */
  readonly bytes: number;
}

/** Reads the parts of a RIFF file. @returns undefined for what is no WAV file */
function waveIn(file: Buffer): Wave | undefined {
  if (file.toString('latin1', 0, 4) !== 'RIFF' || file.toString('latin1', 8, 12) !== 'WAVE') return undefined;
  let found: Pick<Wave, 'kind' | 'bytesPerSecond'> | undefined;
  for (let at = 12; at + 8 <= file.length;) {
    const [name, size] = [file.toString('latin1', at, at + 4), file.readUInt32LE(at + 4)];
    const start = at + 8;
    if (name === 'fmt ' && start + 16 <= file.length)
      found = { kind: file.readUInt16LE(start), bytesPerSecond: file.readUInt32LE(start + 8) };
    if (name === 'data') return found && { ...found, bytes: Math.min(size, file.length - start) };
    at = start + size + (size % 2);
  }
  return undefined;
}
