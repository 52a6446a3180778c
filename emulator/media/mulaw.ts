/**
 * G.711 mu-law, the code of telephone networks: 8 bits for a sample of 16, by tables made once.
 * https://www.itu.int/rec/T-REC-G.711
 */
const BIAS = 0x84;
const CLIP = 32635;

/** The byte for silence. */
const MULAW_SILENCE = 0xff;

function encodeSample(sample: number): number {
  const sign = sample < 0 ? 0x80 : 0;
  const magnitude = Math.min(Math.abs(sample), CLIP) + BIAS;
  const exponent = 31 - Math.clz32(magnitude >> 7);
  const mantissa = (magnitude >> (exponent + 3)) & 0x0f;
  return ~(sign | (exponent << 4) | mantissa) & 0xff;
}

function decodeByte(byte: number): number {
  const bits = ~byte & 0xff;
  const exponent = (bits >> 4) & 0x07;
  const magnitude = (((bits & 0x0f) << 3) + BIAS) << exponent;
  return bits & 0x80 ? BIAS - magnitude : magnitude - BIAS;
}

const ENCODED = Uint8Array.from({ length: 65536 }, (_, index) => encodeSample((index << 16) >> 16));
const DECODED = Int16Array.from({ length: 256 }, (_, byte) => decodeByte(byte));

/** One byte for each sample. */
export function encodeMulaw(samples: Int16Array): Buffer {
  const bytes = Buffer.allocUnsafe(samples.length);
  for (let i = 0; i < samples.length; i++) bytes[i] = ENCODED[(samples[i] ?? 0) & 0xffff] ?? MULAW_SILENCE;
  return bytes;
}

/** One sample for each byte. */
export function decodeMulaw(bytes: Uint8Array): Int16Array {
  const samples = new Int16Array(bytes.length);
  for (let i = 0; i < bytes.length; i++) samples[i] = DECODED[bytes[i] ?? MULAW_SILENCE] ?? 0;
  return samples;
}
