import type { Page } from 'playwright-core';
import { callCenterOfFile, TONES } from '../support/page/call-center.ts';

const CLOSED = { OPENING_HOURS: JSON.stringify({ timeZone: 'UTC', week: {} }) };

const center = callCenterOfFile(CLOSED);

test('a caller outside opening hours leaves a message, and an agent hears it (promise: waits-for-agent)', async () => {
  const mara = await center.call('mara');
  await mara.isPlayed(/We are closed/);
  await mara.isPlayed(/beep/, 30);
  await mara.hears(2);
  await mara.hangUp();
  const ana = await center.agentAtPage('ana');
  await ana.signIn('ana', 'ana-2468');
  const player = ana.page.getByLabel('Message from +1 555 010 9001', { exact: true });
  await player.waitFor();
  expect(await loudestTone(ana.page, (await player.getAttribute('src')) ?? '')).toBeCloseTo(TONES.mara, -2);
  await ana.click('Done: message from');
  await ana.sees('No new messages');
});

/** The pitch that is heard most in a sound that the page may fetch, in hertz. */
function loudestTone(page: Page, url: string): Promise<number> {
  return page.evaluate(async (address) => {
    const response = await fetch(address);
    if (!response.ok) throw new Error(`${response.status} ${await response.text()}`);
    const sound = await new AudioContext().decodeAudioData(await response.arrayBuffer());
    const samples = sound.getChannelData(0);
    const powerOf = (hertz: number): number => {
      const turn = (2 * Math.PI * hertz) / sound.sampleRate;
      let [real, imaginary] = [0, 0];
      samples.forEach((sample, at) => {
        real += sample * Math.cos(turn * at);
        imaginary += sample * Math.sin(turn * at);
      });
      return Math.hypot(real, imaginary);
    };
    const pitches = Array.from({ length: 60 }, (_, at) => 500 + at * 50);
    return pitches.reduce((best, pitch) => (powerOf(pitch) > powerOf(best) ? pitch : best));
  }, url);
}
