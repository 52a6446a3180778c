import type { Clip } from '../switch/ports.ts';
import { keyLength } from '../switch/sound/key-tones.ts';
import { SAMPLE_RATE } from './audio-port.ts';
import { ringTone, tone } from './tones.ts';

/** Rows and columns of the keypad, in Hz: each key is one of both. */
const KEYPAD = ['123', '456', '789', '*0#'];
const ROWS_HZ = [697, 770, 852, 941];
const COLUMNS_HZ = [1209, 1336, 1477];
const KEY_MS = 200;
const GAP_MS = 50;

const RING_MS = 2000;
const BEEP_HZ = 1000;

/** A slow round of broken chords: C, A minor, F, G. */
const CHORDS_HZ = [
  [262, 330, 392],
  [220, 262, 330],
  [175, 220, 262],
  [196, 247, 294],
];
const NOTE_MS = 500;
const NOTES_PER_CHORD = 6;
const MUSIC_PEAK = 3000;

const made = new WeakMap<Clip, Int16Array>();

/**
 * The sound of a clip that Twilio makes itself: keys, ringing tone and beep. Also a stand-in for its waiting music. The
 * switch names such a clip without samples. Undefined for any other clip.
 */
export function serviceSound(clip: Clip): Int16Array | undefined {
  const known = made.get(clip);
  if (known) return known;
  const sound = makeSound(clip);
  if (sound) made.set(clip, sound);
  return sound;
}

function makeSound({ kind, content, durationMs }: Clip): Int16Array | undefined {
  if (content === 'twilio:music') return waitingMusic();
  if (kind !== 'tone') return undefined;
  if (content === 'ringback') return ringTone(RING_MS);
  if (content === 'beep') return tone([BEEP_HZ], durationMs);
  return join(content.split('').map(keySound));
}

function waitingMusic(): Int16Array {
  const notes = CHORDS_HZ.flatMap((chord) =>
    Array.from({ length: NOTES_PER_CHORD }, (_, i) => plucked(chord[i % chord.length] ?? 0)),
  );
  return join(notes);
}

/** A note that begins at once and dies away. */
function plucked(hz: number): Int16Array {
  const note = tone([hz, 2 * hz], NOTE_MS, MUSIC_PEAK);
  return note.map((sample, i) => sample * Math.exp((-2 * i) / note.length));
}

function keySound(key: string): Int16Array {
  const row = KEYPAD.findIndex((keys) => keys.includes(key));
  const [low, high] = [ROWS_HZ[row], COLUMNS_HZ[KEYPAD[row]?.indexOf(key) ?? -1]];
  const sound = new Int16Array((keyLength(key) * SAMPLE_RATE) / 1000);
  if (low !== undefined && high !== undefined) sound.set(tone([low, high], KEY_MS - GAP_MS));
  return sound;
}

function join(parts: readonly Int16Array[]): Int16Array {
  const whole = new Int16Array(parts.reduce((length, part) => length + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
