import { EventLog } from '../../../emulator/event-log.ts';
import { SystemClock } from '../../../emulator/clock.ts';
import type { HttpClient } from '../../../emulator/http.ts';
import { classify, levelDb, toneLevelDb } from '../../../emulator/media/analysis.ts';
import { ClipLibrary } from '../../../emulator/media/clip-library.ts';
import { decodeMulaw, encodeMulaw } from '../../../emulator/media/mulaw.ts';
import { mixFrame } from '../../../emulator/media/mixer.ts';
import { tone } from '../../../emulator/media/tones.ts';
import { wavFile } from '../../../emulator/media/wav.ts';
import { resample } from '../../../emulator/media/resample.ts';
import { WaveFile } from 'wavefile';

const clock = new SystemClock();

function library(http: HttpClient): ClipLibrary {
  return new ClipLibrary({ clock, log: new EventLog(clock), http });
}

const unreachable: HttpClient = async () => {
  throw Object.assign(new Error('refused'), { code: 'ECONNREFUSED' });
};

function serving(body: Buffer | string, type = 'audio/wav', status = 200): HttpClient {
  return async () => ({ status, headers: { 'content-type': type }, body });
}

describe('mu-law', () => {
  it('gives every byte back', () => {
    const bytes = Uint8Array.from({ length: 256 }, (_, i) => i).filter((byte) => byte !== 0x7f);
    expect([...encodeMulaw(decodeMulaw(bytes))]).toEqual([...bytes]);
  });

  it('keeps a tone at its level', () => {
    const sound = tone([440], 500);
    expect(levelDb(decodeMulaw(encodeMulaw(sound)))).toBeCloseTo(levelDb(sound), 0);
  });
});

describe('the mixer', () => {
  const frame = (value: number): Int16Array => new Int16Array(160).fill(value);
  const voices = new Map([
    ['CA1', frame(1000)],
    ['CA2', frame(300)],
    ['CA3', frame(32000)],
  ]);

  it('adds the voices that reach a leg and no others', () => {
    expect(mixFrame({ voices: ['CA1', 'CA2'] }, voices, 0)).toEqual(frame(1300));
  });

  it('saturates instead of wrapping round', () => {
    expect(mixFrame({ voices: ['CA1', 'CA3'] }, voices, 0)).toEqual(frame(32767));
  });

  it('plays a clip from where it stands and is silent after its end', () => {
    const pcm = Int16Array.from({ length: 240 }, (_, i) => i);
    const clip = { clip: { kind: 'play', content: 'x', durationMs: 30, pcm }, startedAt: 1000 } as const;
    const second = mixFrame({ clip, voices: [] }, voices, 1020);
    expect([second[0], second[79], second[80]]).toEqual([160, 239, 0]);
  });
});

describe('the analysis', () => {
  it('names a tone and its level', () => {
    expect(classify(tone([440], 600))).toMatchObject({ kind: 'tone', frequencyHz: 439 });
    expect(toneLevelDb(tone([440], 500), 440)).toBeCloseTo(levelDb(tone([440], 500)), 1);
    expect(toneLevelDb(tone([440], 500), 1000)).toBeLessThan(-80);
  });

  it('names silence', () => {
    expect(classify(new Int16Array(4096)).kind).toBe('silence');
  });

  it('takes a chord for music', () => {
    expect(classify(tone([262, 330, 392, 523], 600)).kind).toBe('music');
  });
});

describe('sounds to play', () => {
  it('plays a WAV file of another rate at its own pitch and length', async () => {
    const wav = new WaveFile();
    wav.fromScratch(
      1,
      44100,
      '16',
      Int16Array.from({ length: 44100 }, (_, i) => 8000 * Math.sin((2 * Math.PI * 440 * i) / 44100)),
    );
    const clip = await library(serving(Buffer.from(wav.toBuffer()))).play('https://a.test/x.wav');
    expect(clip.durationMs).toBeGreaterThan(990);
    expect(classify(clip.pcm!.subarray(0, 4096))).toMatchObject({ kind: 'tone', frequencyHz: 439 });
  });

  it('plays a mu-law WAV file', async () => {
    const wav = new WaveFile(wavFile(tone([440], 600)));
    wav.toMuLaw();
    const clip = await library(serving(Buffer.from(wav.toBuffer()))).play('https://a.test/x.wav');
    expect(classify(clip.pcm!)).toMatchObject({ kind: 'tone', frequencyHz: 439 });
  });

  it.each([
    ['nothing answers', unreachable, 11200],
    ['the file is missing', serving('', 'text/plain', 404), 11200],
    ['it is a page', serving('<html>', 'text/html'), 12300],
    ['it is no sound', serving(Buffer.from('not a sound'), 'audio/mpeg'), 13520],
  ])("fails with Twilio's code when %s", async (_, http, code) => {
    const clips = library(http);
    await expect(clips.play('https://a.test/x')).rejects.toMatchObject({ code });
    await clips.close();
  });

  it('plays an MP3 file', async () => {
    const header = Buffer.from([0xff, 0xfb, 0x90, 0xc4]);
    const silentFrame = Buffer.concat([header, Buffer.alloc(413)]);
    const file = Buffer.concat(Array.from({ length: 40 }, () => silentFrame));
    const clips = library(serving(file, 'audio/mpeg'));
    const { durationMs } = await clips.play('https://a.test/x.mp3');
    expect(durationMs).toBeGreaterThan(900);
    expect(durationMs).toBeLessThan(1100);
    await clips.close();
  });

  it('mixes channels to one', () => {
    expect([...resample([Float32Array.of(1, 0), Float32Array.of(0, 0)], 8000)]).toEqual([16383, 0]);
  });
});

describe('speech', () => {
  const clips = library(unreachable);
  afterAll(() => clips.close());

  it.each([
    ['en-US', 'Thank you for calling. Please hold the line.'],
    ['ja-JP', 'おでんわ ありがとうございます'],
  ])('really speaks %s', async (language, words) => {
    const clip = await clips.say(words, { language });
    expect(clip.durationMs).toBeGreaterThan(1000);
    expect(classify(clip.pcm!.subarray(0, 8192)).levelDb).toBeGreaterThan(-40);
  });

  it('murmurs in a language that it does not know', async () => {
    const clip = await clips.say('hello there', { language: 'xx-XX' });
    expect(clip.durationMs).toBeGreaterThan(300);
  });
});
