/** Telephone audio: signed 16-bit samples at 8 kHz, in frames of 20 ms. */
export const SAMPLE_RATE = 8000;
export const FRAME_MS = 20;
export const FRAME_SAMPLES = (SAMPLE_RATE * FRAME_MS) / 1000;

/** The far end of a leg's sound: a browser over WebRTC, a scripted caller, a recorder of a test. */
export interface AudioPort {
  /** What the far end says in the next 20 ms (160 samples), or undefined for silence. Called 50 times a second. */
  read(): Int16Array | undefined;
  /** What the far end hears in the next 20 ms; the frame is the port's to keep. Called 50 times a second. */
  write(frame: Int16Array): void;
}
