import { MediaEngine } from '../../../emulator/media/media-engine.ts';
import { tone } from '../../../emulator/media/tones.ts';
import type { PhoneMedia } from '../../../emulator/phones/ports.ts';
import type { ClipSource } from '../../../emulator/switch/ports.ts';
import { number, site, telephoneExchange } from '../../support/emulator/switch-bench.ts';

/** Every file is a tone of 660 Hz, every sentence one of 1000 Hz; both last ten seconds. */
const clips: ClipSource = {
  play: async (url) => ({ kind: 'play', content: url, durationMs: 10_000, pcm: tone([660], 10_000) }),
  say: async (words) => ({ kind: 'say', content: words, durationMs: 10_000, pcm: tone([1000], 10_000) }),
};

function setUp() {
  const late: PhoneMedia = {
    attach: (callSid, port) => media.attach(callSid, port),
    detach: (callSid, port) => media.detach(callSid, port),
  };
  const it = telephoneExchange({ clips, media: late });
  const { clock, phoneSwitch } = it;
  const media: MediaEngine = new MediaEngine({ clock, hearing: (callSid) => phoneSwitch.hearing(callSid) });
  const call = () => phoneSwitch.createCall({ to: number, from: number, url: `${site}/outgoing` });
  const incoming = () => phoneSwitch.listCalls().find(({ direction }) => direction === 'inbound')!;
  return { ...it, media, call, incoming };
}

// A call to a number of the same account comes in at that number. Twilio's function templates hand callers on that way.
test('a call to one of the account’s own numbers rings its voice URL', async () => {
  const it = setUp();
  it.say('/incoming', '<Play>/music.wav</Play>');
  it.say('/outgoing', '<Say>Hello</Say>');
  const { sid } = it.call();
  await it.clock.advance(1000);
  expect(it.askedOf('/incoming')[0]!.params).toMatchObject({ From: number, To: number });
  expect(it.phoneSwitch.fetchCall(sid).status).toBe('in-progress');
  expect(it.incoming()).toMatchObject({ status: 'in-progress', from: number, to: number });
});

test('each side of such a call hears the other, and its end ends both', async () => {
  const it = setUp();
  it.say('/incoming', '<Dial><Client>ana</Client></Dial>');
  it.say('/outgoing', '<Say>Hello</Say><Pause length="60"/>');
  const ana = it.device('client:ana');
  const { sid } = it.call();
  await it.clock.advance(1000);
  ana.offer!.answer();
  it.media.attach(ana.offer!.callSid, { read: () => tone([500], 20), write: () => {} });
  await it.clock.advance(2000);
  const heard = (callSid: string) => it.media.heard(callSid)?.frequencyHz;
  expect(heard(ana.offer!.callSid)).toBeCloseTo(1000, -2);
  expect(heard(it.incoming().sid)).toBeCloseTo(500, -2);
  it.phoneSwitch.hangUp(ana.offer!.callSid);
  await it.clock.advance(0);
  expect(it.phoneSwitch.fetchCall(sid).status).toBe('completed');
  expect(it.incoming().status).toBe('completed');
});

test('such a call is busy where the number rejects it, and is over with whoever called', async () => {
  const it = setUp();
  it.say('/incoming', '<Reject/>');
  const refused = it.call();
  await it.clock.advance(1000);
  expect(it.phoneSwitch.fetchCall(refused.sid).status).toBe('busy');
  it.say('/incoming', '<Play>/music.wav</Play>');
  it.say('/outgoing', '<Pause length="60"/>');
  const { sid } = it.call();
  await it.clock.advance(1000);
  it.phoneSwitch.updateCall(sid, { status: 'completed' });
  await it.clock.advance(0);
  expect(it.incoming().status).toBe('completed');
});
