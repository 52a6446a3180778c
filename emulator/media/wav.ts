import { WaveFile } from 'wavefile';
import { SAMPLE_RATE } from './audio-port.ts';

/** A 16-bit mono WAV file at 8 kHz. */
export function wavFile(samples: Int16Array): Buffer {
  const wav = new WaveFile();
  wav.fromScratch(1, SAMPLE_RATE, '16', samples);
  return Buffer.from(wav.toBuffer());
}

/** The sound of a WAV file of any rate and code (PCM, mu-law, A-law, ADPCM), mixed to mono at 8 kHz. Throws on other files. */
export function readWav(file: Buffer): Int16Array {
  const wav = new WaveFile(file);
  if (wav.bitDepth === '8m') wav.fromMuLaw();
  if (wav.bitDepth === '8a') wav.fromALaw();
  if (wav.bitDepth === '4') wav.fromIMAADPCM();
  if (wav.bitDepth !== '16') wav.toBitDepth('16');
  const { sampleRate } = wav.fmt as { sampleRate: number };
  if (sampleRate !== SAMPLE_RATE) wav.toSampleRate(SAMPLE_RATE, { method: 'linear', LPF: true });
  return mono(wav.getSamples(false, Float64Array));
}

function mono(samples: Float64Array | Float64Array[]): Int16Array {
  if (!Array.isArray(samples)) return Int16Array.from(samples);
  const [first = new Float64Array(0)] = samples;
  return Int16Array.from(
    first,
    (_, i) => samples.reduce((sum, channel) => sum + (channel[i] ?? 0), 0) / samples.length,
  );
}
