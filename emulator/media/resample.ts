import { WaveFile } from 'wavefile';
import { SAMPLE_RATE } from './audio-port.ts';

/** Mixes channels of -1..1 samples to mono and brings them to 8 kHz, through a low-pass filter. */
export function resample(channels: readonly Float32Array[], sampleRate: number): Int16Array {
  const [first = new Float32Array(0)] = channels;
  const mono = Int16Array.from(first, (_, i) => {
    const sum = channels.reduce((total, channel) => total + (channel[i] ?? 0), 0);
    return Math.max(-32768, Math.min(32767, (sum / channels.length) * 32767));
  });
  if (sampleRate === SAMPLE_RATE) return mono;
  const wav = new WaveFile();
  wav.fromScratch(1, sampleRate, '16', mono);
  wav.toSampleRate(SAMPLE_RATE, { method: 'linear', LPF: true });
  return Int16Array.from(wav.getSamples(false, Float64Array));
}
