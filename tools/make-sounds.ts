/** `npm run sounds`: composes the waiting music and writes it as 8 kHz mu-law WAV, the format that Twilio plays without converting. */
import './terminal/node-version.cjs';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { WaveFile } from 'wavefile';
import { takesNoArguments } from './terminal/no-arguments.ts';

const RATE = 8000;
const BEAT_SECONDS = 0.5;
const FOLDER = join(__dirname, '../src/assets/sounds');

/** Chords as MIDI notes: the bass first, then the notes that the arpeggio walks through. */
const LONG_PIECE = [
  [45, 60, 64, 69, 72],
  [41, 57, 60, 65, 69],
  [48, 60, 64, 67, 72],
  [43, 59, 62, 67, 71],
  [45, 60, 64, 69, 76],
  [41, 57, 65, 69, 72],
  [48, 64, 67, 72, 76],
  [43, 59, 67, 71, 74],
];
const SHORT_PIECE = LONG_PIECE.slice(0, 2);

const frequencyOf = (midiNote: number): number => 440 * 2 ** ((midiNote - 69) / 12);

/** A soft plucked string: three partials that fade, the higher the quicker. */
function pluck(frequency: number, seconds: number): number {
  const partials = [1, 0.35, 0.12];
  const sound = partials.reduce(
    (sum, level, index) =>
      sum +
      level *
        Math.exp(-seconds * (2.2 + 1.6 * index)) *
        Math.sin(2 * Math.PI * frequency * (index + 1) * seconds),
    0,
  );
  const attack = Math.min(1, seconds / 0.008);
  return sound * attack;
}

function addNote(samples: Float64Array, frequency: number, startSeconds: number, level: number): void {
  const start = Math.round(startSeconds * RATE);
  const length = Math.round(2.4 * RATE);
  for (let offset = 0; offset < length; offset += 1) {
    // Wrapped around, so that the end of the piece flows into its beginning.
    const at = (start + offset) % samples.length;
    samples[at] = (samples[at] ?? 0) + level * pluck(frequency, offset / RATE);
  }
}

/** Each chord lasts six beats: the bass on the first, then the arpeggio up and down. */
function compose(chords: readonly (readonly number[])[]): Int16Array {
  const chordSeconds = 6 * BEAT_SECONDS;
  const samples = new Float64Array(Math.round(chords.length * chordSeconds * RATE));
  chords.forEach(([bass = 45, ...notes], chord) => {
    const start = chord * chordSeconds;
    addNote(samples, frequencyOf(bass), start, 0.3);
    [0, 1, 2, 3, 2, 1].forEach((step, beat) => {
      addNote(samples, frequencyOf(notes[step] ?? 60), start + beat * BEAT_SECONDS, beat === 0 ? 0.16 : 0.22);
    });
  });
  return Int16Array.from(samples, (sample) => Math.round(Math.max(-1, Math.min(1, sample)) * 0.8 * 32767));
}

function write(name: string, samples: Int16Array): void {
  const wav = new WaveFile();
  wav.fromScratch(1, RATE, '16', samples);
  wav.toMuLaw();
  writeFileSync(join(FOLDER, name), wav.toBuffer());
  process.stdout.write(`${name}: ${(samples.length / RATE).toFixed(1)} s, ${wav.toBuffer().length} bytes\n`);
}

takesNoArguments('npm run sounds', 'Compose the waiting music anew, into src/assets/sounds/.');
mkdirSync(FOLDER, { recursive: true });
write('music.wav', compose(LONG_PIECE));
write('music-short.wav', compose(SHORT_PIECE));
