import { SystemClock } from '../../../emulator/clock.ts';
import { FRAME_SAMPLES, type AudioPort } from '../../../emulator/media/audio-port.ts';
import { MediaEngine } from '../../../emulator/media/media-engine.ts';
import { tone } from '../../../emulator/media/tones.ts';
import { readWav } from '../../../emulator/media/wav.ts';
import { classify } from '../../../emulator/media/analysis.ts';
import type { Hearing } from '../../../emulator/switch/ports.ts';

/** Says one tone for ever and resolves `heard` after so many frames. */
class TonePort implements AudioPort {
  readonly #tone: Int16Array;
  #at = 0;
  #left: number;
  #done: () => void = () => undefined;
  readonly heard = new Promise<void>((resolve) => (this.#done = resolve));

  constructor(frequencyHz: number, frames = 30) {
    this.#tone = tone([frequencyHz], 1000);
    this.#left = frames;
  }

  read(): Int16Array {
    this.#at = (this.#at + FRAME_SAMPLES) % 8000;
    return this.#tone.slice(this.#at, this.#at + FRAME_SAMPLES);
  }

  write(): void {
    this.#left -= 1;
    if (this.#left === 0) this.#done();
  }
}

describe('the media engine', () => {
  let hearing: Record<string, Hearing>;
  let media: MediaEngine;

  beforeEach(() => {
    hearing = {};
    media = new MediaEngine({ clock: new SystemClock(), hearing: (callSid) => hearing[callSid] });
  });
  afterEach(() => media.close());

  it('carries voices where the switch says, and nowhere else', async () => {
    hearing = { CA1: { voices: ['CA2'] }, CA2: { voices: [] } };
    const first = new TonePort(500);
    media.attach('CA1', first);
    media.attach('CA2', new TonePort(1000));
    await first.heard;
    expect(media.heard('CA1')).toMatchObject({ kind: 'tone', frequencyHz: 1000 });
    expect(media.heard('CA2')).toMatchObject({ kind: 'silence' });
  });

  it('plays a clip without a gap between frames', async () => {
    const pcm = tone([440], 2000);
    hearing = {
      CA1: {
        voices: [],
        clip: { startedAt: Date.now(), clip: { kind: 'play', content: 'x', durationMs: 2000, pcm } },
      },
    };
    const port = new TonePort(500);
    media.attach('CA1', port);
    await port.heard;
    expect(media.heard('CA1')).toMatchObject({ kind: 'tone', frequencyHz: 439 });
  });

  it('records what a leg says', async () => {
    const port = new TonePort(1000);
    media.attach('CA1', port);
    const stop = media.record(() => ['CA1']);
    await port.heard;
    const { wav, durationMs } = await stop();
    expect(durationMs).toBeGreaterThan(500);
    expect(classify(readWav(wav ?? Buffer.alloc(0)))).toMatchObject({ kind: 'tone', frequencyHz: 1000 });
  });

  it('gives no file for a leg without sound', async () => {
    expect(await media.record(() => ['CA1'])()).not.toHaveProperty('wav');
  });
});
