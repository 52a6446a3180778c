import type { Clock } from '../../../emulator/clock.ts';
import { MediaEngine } from '../../../emulator/media/media-engine.ts';
import { PhoneBook } from '../../../emulator/phones/phone-book.ts';
import { DeviceRegistry } from '../../../emulator/signalling/device-registry.ts';
import { VirtualClock } from '../../../emulator/virtual-clock.ts';
import type { Clip, ClipSource } from '../../../emulator/switch/ports.ts';
import { SmallExchange } from './small-exchange.ts';

const MARA = '+12025550143';
const LINE = '+12025550100';

const samples = (seconds: number, hz: number): Int16Array =>
  Int16Array.from({ length: seconds * 8000 }, (_, i) => 9000 * Math.sin((2 * Math.PI * hz * i) / 8000));

class WordsAsTones implements ClipSource {
  readonly said: { words: string; at: number }[] = [];
  readonly #clock: Clock;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  async play(url: string): Promise<Clip> {
    return { kind: 'play', content: url, durationMs: 1000 };
  }

  async say(words: string): Promise<Clip> {
    this.said.push({ words, at: this.#clock.now() });
    return { kind: 'say', content: words, durationMs: 2000, pcm: samples(2, 700) };
  }
}

function setUp() {
  const clock = new VirtualClock(0);
  const exchange = new SmallExchange();
  const devices = new DeviceRegistry();
  const media = new MediaEngine({ clock, hearing: (callSid) => exchange.hearing(callSid) });
  const clips = new WordsAsTones(clock);
  const phones = new PhoneBook({ clock, devices, media, clips, line: exchange.line });
  return { clock, exchange, devices, media, clips, phones };
}

describe('a scripted phone that dials', () => {
  it('does its script step by step and hangs up', async () => {
    const { clock, exchange, phones, clips } = setUp();
    phones.add({
      From: MARA,
      script: [{ say: 'Hello.' }, { digits: '12#' }, { pause: 3 }, { hangUp: true }],
    });
    const { callSid } = phones.dial({ From: MARA, To: LINE });
    await clock.advance(4_000);
    expect(clips.said.map(({ words }) => words)).toEqual(['Hello.']);
    expect(exchange.digits).toEqual(['12#']);
    expect(phones.find(MARA).state).toMatchObject({ status: 'talking', callSid });
    await clock.advance(2_000);
    expect(phones.find(MARA).state.status).toBe('idle');
    expect(exchange.live.size).toBe(0);
  });

  it('waits until the other has spoken and fallen silent', async () => {
    const { clock, exchange, phones, clips } = setUp();
    phones.add({ From: MARA, script: [{ listen: 60 }, { say: 'My turn.' }] });
    phones.dial({ From: MARA, To: LINE });
    const clip = { kind: 'say', content: 'Good day.', durationMs: 4000, pcm: samples(4, 500) } as const;
    exchange.hears = { voices: [], clip: { clip, startedAt: 1000 } };
    await clock.advance(5_000);
    expect(clips.said).toEqual([]);
    await clock.advance(2_000);
    expect(clips.said).toHaveLength(1);
    expect(clips.said[0]?.at).toBeGreaterThanOrEqual(6000);
  });

  it('speaks at last to somebody who says nothing', async () => {
    const { clock, phones, clips } = setUp();
    phones.add({ From: MARA, script: [{ listen: 5 }, { say: 'Hello?' }] });
    phones.dial({ From: MARA, To: LINE });
    await clock.advance(4_000);
    expect(clips.said).toEqual([]);
    await clock.advance(2_000);
    expect(clips.said).toHaveLength(1);
  });

  it('writes down what it hears', async () => {
    const { clock, exchange, phones } = setUp();
    const { callSid } = phones.dial({ From: MARA, To: LINE });
    await clock.advance(2_000);
    const clip = { kind: 'play', content: 'tone.wav', durationMs: 2000, pcm: samples(2, 660) } as const;
    exchange.hears = { voices: [], clip: { clip, startedAt: clock.now() } };
    await clock.advance(4_000);
    const heard = phones.heard(callSid);
    expect(heard[0]).toMatchObject({ kind: 'silence', tones: [] });
    const tone = heard.find(({ kind }) => kind === 'tone');
    expect(Math.abs((tone?.tones[0] ?? 0) - 660)).toBeLessThan(5);
    expect(heard.at(-1)?.kind).toBe('silence');
  });

  it('hangs up after the time it was given, in the middle of its script', async () => {
    const { clock, exchange, phones } = setUp();
    phones.add({ From: MARA, script: [{ tone: 440 }], hangUpAfter: 10 });
    phones.dial({ From: MARA, To: LINE });
    await clock.advance(9_000);
    expect(exchange.live.size).toBe(1);
    await clock.advance(2_000);
    expect(exchange.live.size).toBe(0);
  });
});

describe('a phone that rings', () => {
  it.each([
    ['answer', true],
    ['reject', false],
    ['busy', false],
  ])('%s: decides after its seconds', async (whenRinging, answered) => {
    const { clock, exchange, phones, devices } = setUp();
    phones.add({ From: MARA, whenRinging, after: 3 });
    const [device] = devices.find(MARA);
    const { outcome } = exchange.ring(device!, LINE);
    expect(phones.find(MARA).state).toMatchObject({ status: 'ringing', from: LINE });
    await clock.advance(4_000);
    await expect(outcome).resolves.toBe(answered);
    expect(phones.find(MARA).state.status).toBe(answered ? 'talking' : 'idle');
  });

  it('never answers until the ringing stops', async () => {
    const { clock, exchange, phones, devices } = setUp();
    phones.add({ From: MARA, whenRinging: 'never' });
    const [device] = devices.find(MARA);
    const { callSid } = exchange.ring(device!, LINE);
    await clock.advance(60_000);
    expect(phones.find(MARA).state.status).toBe('ringing');
    device!.stopRinging(callSid, 'no-answer');
    expect(phones.find(MARA).state.status).toBe('idle');
  });

  it('is busy while it is on a call', async () => {
    const { clock, exchange, phones, devices } = setUp();
    phones.dial({ From: MARA, To: LINE });
    await clock.advance(1_000);
    const { outcome } = exchange.ring(devices.find(MARA)[0]!, LINE);
    await expect(outcome).resolves.toBe(false);
  });
});

describe('requests that cannot be done', () => {
  it.each([
    [{}, '"From" is missing'],
    [{ From: MARA, colour: 'red' }, '"colour" is not known here'],
    [{ From: '12345' }, '"From" is not right. Expected a phone number in E.164 form'],
    [{ From: MARA, after: -1 }, '"after" is not right. Expected a number of seconds'],
    [{ From: MARA, script: [{ sing: 'la' }] }, '"script.0" is not right. Expected one of {say}'],
  ])('%j is refused and says what is expected', (request, message) => {
    const { phones } = setUp();
    expect(() => phones.add(request)).toThrow(message);
    expect(phones.list()).toEqual([]);
  });

  it('a second call from the same phone is refused', () => {
    const { phones } = setUp();
    phones.dial({ From: MARA, To: LINE });
    expect(() => phones.dial({ From: MARA, To: LINE })).toThrow('on a call already');
  });

  it('digits that no keypad has, and unknown calls, are refused', () => {
    const { phones } = setUp();
    const { callSid } = phones.dial({ From: MARA, To: LINE });
    expect(() => phones.press(callSid, 'abc')).toThrow('0-9, *, # and w');
    expect(() => phones.press('CA0', '1')).toThrow('No outside phone');
  });
});
