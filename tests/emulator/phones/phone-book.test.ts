import type { Clock } from '../../../emulator/clock.ts';
import { MediaEngine } from '../../../emulator/media/media-engine.ts';
import { PhoneBook } from '../../../emulator/phones/phone-book.ts';
import { SwitchLine } from '../../../emulator/phones/switch-line.ts';
import { VirtualClock } from '../../../emulator/virtual-clock.ts';
import type { Clip, ClipSource } from '../../../emulator/switch/ports.ts';
import { number, site, telephoneExchange } from '../../support/emulator/switch-bench.ts';

const MARA = '+12025550143';

const samples = (seconds: number, hz: number): Int16Array =>
  Int16Array.from({ length: seconds * 8000 }, (_, i) => 9000 * Math.sin((2 * Math.PI * hz * i) / 8000));

class WordsAsTones implements ClipSource {
  readonly said: { words: string; at: number }[] = [];
  readonly #clock: Clock;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  async play(url: string): Promise<Clip> {
    return { kind: 'play', content: url, durationMs: 2000, pcm: samples(2, 660) };
  }

  async say(words: string): Promise<Clip> {
    this.said.push({ words, at: this.#clock.now() });
    return { kind: 'say', content: words, durationMs: 2000, pcm: samples(2, 700) };
  }
}

/** Phones on a real switch, whose number is answered by what `TwiML` says. */
function setUp(twiml = '<Pause length="1"/><Dial><Conference waitUrl="">room</Conference></Dial>') {
  const clock = new VirtualClock(0);
  const clips = new WordsAsTones(clock);
  const it = telephoneExchange({ clock, clips });
  it.say('/incoming', twiml);
  const { phoneSwitch, devices } = it;
  const media = new MediaEngine({ clock, hearing: (callSid) => phoneSwitch.hearing(callSid) });
  const phones = new PhoneBook({ clock, devices, media, clips, line: new SwitchLine(phoneSwitch) });
  const dial = () => phones.dial({ From: MARA, To: number });
  return { ...it, clock, media, clips, phones, dial };
}

describe('a scripted phone that dials', () => {
  it('hears it ring, then does its script step by step and hangs up', async () => {
    const it = setUp('<Pause length="1"/><Gather input="dtmf" finishOnKey="#" timeout="30" action="/keys"/>');
    const { clock, phoneSwitch, media, phones, clips } = it;
    it.say('/keys', '<Pause length="60"/>');
    phones.add({
      From: MARA,
      script: [{ say: 'Hello.' }, { digits: '12#' }, { pause: 3 }, { hangUp: true }],
    });
    const { callSid } = it.dial();
    await clock.advance(900);
    expect(phones.find(MARA).state).toMatchObject({ status: 'dialling', callSid });
    expect(media.heard(callSid)).toMatchObject({ kind: 'music', frequencyHz: expect.closeTo(440, -2) });
    await clock.advance(4_100);
    expect(clips.said.map(({ words }) => words)).toEqual(['Hello.']);
    expect(it.askedOf('/keys')[0]?.params).toMatchObject({ Digits: '12' });
    expect(phones.find(MARA).state).toMatchObject({ status: 'talking', callSid });
    await clock.advance(2_000);
    expect(phones.find(MARA).state.status).toBe('idle');
    expect(phoneSwitch.fetchCall(callSid).status).toBe('completed');
  });

  it('waits until the other has spoken and fallen silent', async () => {
    const { clock, phones, clips, dial } = setUp(
      '<Play>/good-day.wav</Play><Play>/good-day.wav</Play><Pause length="60"/>',
    );
    phones.add({ From: MARA, script: [{ listen: 60 }, { say: 'My turn.' }] });
    dial();
    await clock.advance(4_000);
    expect(clips.said).toEqual([]);
    await clock.advance(2_000);
    expect(clips.said).toHaveLength(1);
  });

  it('speaks at last to somebody who says nothing', async () => {
    const { clock, phones, clips, dial } = setUp();
    phones.add({ From: MARA, script: [{ listen: 5 }, { say: 'Hello?' }] });
    dial();
    await clock.advance(5_000);
    expect(clips.said).toEqual([]);
    await clock.advance(3_000);
    expect(clips.said).toHaveLength(1);
  });

  it('writes down what it hears', async () => {
    const { clock, phones, dial } = setUp('<Play>/tone.wav</Play><Pause length="60"/>');
    const { callSid } = dial();
    await clock.advance(6_000);
    const heard = phones.heard(callSid);
    const tone = heard.find(({ kind }) => kind === 'tone');
    expect(Math.abs((tone?.tones[0] ?? 0) - 660)).toBeLessThan(15);
    expect(heard.at(-1)?.kind).toBe('silence');
  });

  it('hangs up after the time it was given, in the middle of its script', async () => {
    const { clock, phoneSwitch, phones, dial } = setUp();
    phones.add({ From: MARA, script: [{ tone: 440 }], hangUpAfter: 10 });
    const { callSid } = dial();
    await clock.advance(10_000);
    expect(phoneSwitch.fetchCall(callSid).status).toBe('in-progress');
    await clock.advance(2_000);
    expect(phoneSwitch.fetchCall(callSid).status).toBe('completed');
  });

  it.each([
    [
      'the other side ends the call',
      ({ phoneSwitch }: Bench, sid: string) => phoneSwitch.updateCall(sid, { status: 'completed' }),
    ],
    [
      'the other side ends the conference',
      ({ phoneSwitch }: Bench) =>
        phoneSwitch.updateConference(phoneSwitch.listConferences()[0]!.sid, { status: 'completed' }),
    ],
    ['it is told to hang up', ({ phones }: Bench, sid: string) => phones.hangUp(sid)],
  ])('is idle again once %s', async (_, end) => {
    const bench = setUp();
    const agent = bench.device('client:ana');
    bench.say('/agent', '<Dial><Conference>room</Conference></Dial>');
    bench.phones.add({ From: MARA, script: [{ tone: 440 }] });
    const { callSid } = bench.dial();
    await bench.clock.advance(1_500);
    bench.phoneSwitch.createCall({ to: 'client:ana', from: number, url: `${site}/agent` });
    await bench.clock.advance(0);
    agent.offer!.answer();
    await bench.clock.advance(0);
    expect(bench.phones.find(MARA).state.status).toBe('talking');
    end(bench, callSid);
    await bench.clock.advance(0);
    expect(bench.phones.find(MARA).state.status).toBe('idle');
  });

  it.each(['<Reject reason="busy"/>', '<Hangup/>'])('is idle again when %s answers it', async (twiml) => {
    const { clock, phones, dial } = setUp(twiml);
    dial();
    await clock.advance(100);
    expect(phones.find(MARA).state.status).toBe('idle');
  });
});

describe('a phone that rings', () => {
  const ring = ({ phoneSwitch }: Bench) =>
    phoneSwitch.createCall({ to: MARA, from: number, twiml: '<Response><Pause length="600"/></Response>' });

  it.each([
    ['answer', 'in-progress'],
    ['reject', 'busy'],
    ['busy', 'busy'],
  ])('%s: decides after its seconds', async (whenRinging, status) => {
    const bench = setUp();
    const { clock, phoneSwitch, phones } = bench;
    phones.add({ From: MARA, whenRinging, after: 3 });
    const { sid } = ring(bench);
    await clock.advance(0);
    expect(phones.find(MARA).state).toMatchObject({ status: 'ringing', from: number });
    await clock.advance(4_000);
    expect(phoneSwitch.fetchCall(sid).status).toBe(status);
    expect(phones.find(MARA).state.status).toBe(status === 'busy' ? 'idle' : 'talking');
  });

  it('never answers until the ringing stops', async () => {
    const bench = setUp();
    const { clock, phoneSwitch, phones } = bench;
    phones.add({ From: MARA, whenRinging: 'never' });
    const { sid } = ring(bench);
    await clock.advance(59_000);
    expect(phones.find(MARA).state.status).toBe('ringing');
    await clock.advance(2_000);
    expect(phones.find(MARA).state.status).toBe('idle');
    expect(phoneSwitch.fetchCall(sid).status).toBe('no-answer');
  });

  it('is busy while it is on a call', async () => {
    const bench = setUp();
    bench.dial();
    await bench.clock.advance(1_500);
    const { sid } = ring(bench);
    await bench.clock.advance(0);
    expect(bench.phoneSwitch.fetchCall(sid).status).toBe('busy');
  });
});

type Bench = ReturnType<typeof setUp>;

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
    const { dial } = setUp();
    dial();
    expect(() => dial()).toThrow('on a call already');
  });

  it('digits that no keypad has, and unknown calls, are refused', () => {
    const { phones, dial } = setUp();
    const { callSid } = dial();
    expect(() => phones.press(callSid, 'abc')).toThrow('0-9, *, # and w');
    expect(() => phones.press('CA0', '1')).toThrow('No outside phone');
  });
});
