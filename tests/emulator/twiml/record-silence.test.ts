import { FRAME_SAMPLES, type AudioPort } from '../../../emulator/media/audio-port.ts';
import { MediaEngine } from '../../../emulator/media/media-engine.ts';
import { tone } from '../../../emulator/media/tones.ts';
import type { Hearing } from '../../../emulator/switch/ports.ts';
import { VirtualClock } from '../../../emulator/virtual-clock.ts';
import { number, telephoneExchange } from '../../support/emulator/switch-bench.ts';

const frame = tone([440], 1000).slice(0, FRAME_SAMPLES);

/** A caller who speaks for so many milliseconds, and the result of Record, with the real mixer. */
async function recordedCaller(speaksMs: number) {
  const clock = new VirtualClock();
  let hearing = (_callSid: string): Hearing | undefined => undefined;
  const media = new MediaEngine({ clock, hearing: (callSid) => hearing(callSid) });
  const it = telephoneExchange({ clock, recorder: media });
  hearing = (callSid) => it.phoneSwitch.hearing(callSid);
  it.say('/incoming', '<Record action="/recorded" timeout="3" playBeep="false"/><Say>Nothing</Say>');
  it.say('/recorded', '<Say>Thanks</Say>');
  const call = it.phoneSwitch.dial(it.device('+15551230000'), number);
  const port: AudioPort = {
    read: () => (clock.now() - call.createdAt < speaksMs ? frame : undefined),
    write: () => undefined,
  };
  media.attach(call.sid, port);
  await clock.advance(speaksMs + 3100);
  const hears = it.phoneSwitch.hearing(call.sid)?.clip?.clip.content;
  media.close();
  return { ...it, call, hears };
}

test('Record ends on silence', async () => {
  const it = await recordedCaller(4000);
  expect(it.askedOf('/recorded')[0]?.params).toMatchObject({ Digits: '', RecordingDuration: '7' });
  expect(it.hears).toBe('Thanks');
});

test('Record of nothing but silence is no recording, and the next verb follows', async () => {
  const it = await recordedCaller(0);
  expect(it.askedOf('/recorded')).toEqual([]);
  expect(it.phoneSwitch.listRecordings(it.call.sid)).toEqual([]);
  expect(it.hears).toBe('Nothing');
});
