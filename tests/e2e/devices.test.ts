import type { AgentPage } from '../../harness/agent-page.ts';
import { until } from '../../harness/until.ts';
import { callCenterOfFile, TONES } from '../support/page/call-center.ts';
import { type AskedOfDevices, withHeadset } from '../support/page/two-of-each-device.ts';

const center = callCenterOfFile();

const asked = ({ page }: AgentPage) =>
  page.evaluate(() => (window as unknown as { askedOfDevices: AskedOfDevices }).askedOfDevices);

/** The microphone's list in the sound settings, or the speaker's. */
const select = ({ page }: AgentPage, index: 0 | 1) => page.locator('dialog select').nth(index);

/** Ana has chosen her headset, and is available. */
async function withChosenHeadset(): Promise<AgentPage> {
  const ana = await center.agentSignedIn('ana', withHeadset);
  await ana.goAvailable();
  await ana.click('Sound settings');
  const [microphone, speaker] = [select(ana, 0), select(ana, 1)];
  await microphone.selectOption('The headset');
  await speaker.selectOption('The earphones');
  await until(
    'the chosen microphone is open',
    async () => (await asked(ana)).microphones.at(-1) === 'headset',
  );
  await until('its level moves', () => levelOf(ana));
  await ana.click('Done');
  return ana;
}

const levelOf = ({ page }: AgentPage) =>
  page
    .locator('dialog [data-meter="mine"]')
    .evaluate((meter: HTMLElement) => Number(meter.style.getPropertyValue('--level')) > 0);

test('chosen devices outlive a reload, for calls, the ring and the test sound', async () => {
  const ana = await withChosenHeadset();
  await ana.reload();
  await ana.backAtWork();
  await until('the ring has its speaker', async () => (await asked(ana)).speakers.includes('earphones'));
  await center.call('mara');
  await ana.answer();
  await ana.sees('Talking with');
  const { microphones, speakers } = await asked(ana);
  expect([microphones.at(-1), speakers.at(-1)]).toEqual(['headset', 'earphones']);
  await ana.click('Sound settings');
  expect(await select(ana, 1).inputValue()).toBe('earphones');
  await ana.sees('the bar should move');
});

test('opened again, the sound settings measure the microphone again', async () => {
  const ana = await withChosenHeadset();
  await ana.click('Sound settings');
  await ana.page
    .locator('dialog [data-meter="mine"]')
    .evaluate((meter: HTMLElement) => meter.removeAttribute('style'));
  await until('its level moves', () => levelOf(ana));
});

test('a headset that dies in a call is told, and another microphone is used', async () => {
  const ana = await withChosenHeadset();
  const mara = await center.call('mara');
  await ana.answer();
  await ana.sees('Talking with');
  await ana.page.evaluate('pullPlug()');
  await ana.sees('The headset was disconnected');
  await until('Mara hears Ana', async () => (await mara.hears(1)).tones.includes(TONES.ana));
  await ana.click('Sound settings');
  const names = await select(ana, 0).locator('option').allTextContents();
  expect(names).toEqual(['System default', 'The laptop']);
});
