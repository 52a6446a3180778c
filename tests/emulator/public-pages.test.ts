import { SystemClock } from '../../emulator/clock.ts';
import { EventLog } from '../../emulator/event-log.ts';
import { ClipLibrary } from '../../emulator/media/clip-library.ts';
import { outgoingHttp } from '../../emulator/server.ts';
import { testCaller } from '../support/emulator/test-caller.ts';

const BUCKET = 'http://com.twilio.music.classical.s3.amazonaws.com/music.mp3';

test.each([
  ['http://twimlets.com/holdmusic?Bucket=com.twilio.music.classical', BUCKET],
  ['http://twimlets.com/holdmusic', BUCKET],
  ['https://demo.twilio.com/docs/voice.xml', 'Thanks for trying our documentation. Enjoy!'],
])('%s plays to a caller who waits', async (waitUrl, heard) => {
  const it = await testCaller(`<Dial><Conference waitUrl="${waitUrl}">r</Conference></Dial>`);
  expect(it.hears()).toBe(heard);
  await it.clock.advance(15_000);
  expect(it.call.conferenceSid).toBeDefined();
});

test.each([
  BUCKET,
  'https://s3.amazonaws.com/com.twilio.music.guitars/x.mp3',
  'https://demo.twilio.com/docs/classic.mp3',
])('%s is a sound', async (url) => {
  const clock = new SystemClock();
  const nowhere = { serves: () => false, handle: () => Promise.reject(new Error('not asked')) };
  const http = outgoingHttp(nowhere, () => Promise.reject(new Error('not asked')));
  const library = new ClipLibrary({ clock, log: new EventLog(clock), http });
  expect((await library.play(url)).durationMs).toBeGreaterThan(5000);
  await library.close();
});
