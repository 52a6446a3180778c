import { callCenterOfFile, TONES } from '../support/page/call-center.ts';
import type { Caller } from '../../harness/caller.ts';

const LONGEST_WAIT_S = 20;
const center = callCenterOfFile({ LONGEST_WAIT_SECONDS: String(LONGEST_WAIT_S) });
const NO_SYNC = { at: 'sync', action: { do: 'answer', status: 503 } } as const;
/** Between two rounds of the music, and on the way to a message, there is silence for a moment. */
const LONGEST_SILENCE_MS = 6000;

/** The longest silence for the caller after their first sound, in milliseconds. */
async function longestSilence(caller: Caller): Promise<number> {
  const heard = await caller.heard();
  const sounds = heard.filter(({ kind }) => kind !== 'silence');
  return Math.max(...sounds.slice(1).map(({ from }, at) => from - (sounds[at]?.to ?? from)));
}

test('with Sync out longer than the longest wait: music, then asked for a message (promise: sync-out)', async () => {
  await center.product.control.setFaults([NO_SYNC]);
  const mara = await center.call('mara', 1);
  await mara.isPlayed(/music/);
  await mara.isPlayed(/Please leave a message/, LONGEST_WAIT_S + 40);
  await mara.isPlayed(/beep/, 30);
  expect(await longestSilence(mara)).toBeLessThan(LONGEST_SILENCE_MS);
  await mara.hangUp();
}, 120_000);

test('a hold longer than the longest wait goes on with Sync out, and ends by a click (promise: sync-out)', async () => {
  const ana = await center.agentAtWork('ana');
  const mara = await center.call('mara');
  await ana.answer();
  await ana.sees('Talking with');
  await ana.click('Hold');
  await mara.isPlayed(/music/);
  expect((await mara.hears(LONGEST_WAIT_S)).sounds).toBe(true);
  await center.product.control.setFaults([NO_SYNC]);
  expect((await mara.hears(15)).sounds).toBe(true);
  await center.product.control.setFaults([]);
  expect((await mara.hears(4)).sounds).toBe(true);
  expect(await longestSilence(mara)).toBeLessThan(LONGEST_SILENCE_MS);
  await ana.click('Resume');
  expect((await mara.hears(3)).tones).toContain(TONES.ana);
}, 120_000);
