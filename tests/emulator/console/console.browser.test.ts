/// <reference lib="dom" />
import type http from 'node:http';
import { source as axe, type AxeResults } from 'axe-core';
import type { Browser, Page } from 'playwright-core';
import { SystemClock } from '../../../emulator/clock.ts';
import { createConsole } from '../../../emulator/console/console.ts';
import type { LiveLines } from '../../../emulator/console/page-protocol.ts';
import { MediaEngine } from '../../../emulator/media/media-engine.ts';
import { pointers } from '../../../emulator/outside/welcome.ts';
import { PhoneBook } from '../../../emulator/phones/phone-book.ts';
import { SwitchLine } from '../../../emulator/phones/switch-line.ts';
import type { ClipSource } from '../../../emulator/switch/ports.ts';
import { launchBrowser } from '../../../harness/browser.ts';
import { giveVoiceAndProbe, listen } from '../../../harness/audio-probe.ts';
import { serve } from '../../support/emulator/loopback.ts';
import { number as LINE, telephoneExchange } from '../../support/emulator/switch-bench.ts';

const CALLER = '+12025550191';
const pulsed = Int16Array.from({ length: 8000 * 60 }, (_, i) =>
  i % 2000 < 1000 ? 9000 * Math.sin((2 * Math.PI * 660 * i) / 8000) : 0,
);
const clips: ClipSource = {
  play: async (url) => ({ kind: 'play', content: url, durationMs: 60_000, pcm: pulsed }),
  say: async (words) => ({ kind: 'say', content: words, durationMs: 1000 }),
};

/** A room as the switch would tell of it: the caller on hold, two agents talking privately. */
const consult = (callSid: string): LiveLines => ({
  calls: [
    {
      callSid,
      from: CALLER,
      to: LINE,
      direction: 'inbound',
      status: 'in-progress',
      voices: [],
      clip: { kind: 'play', content: 'https://x.twil.io/sounds/music.mp3' },
    },
    {
      callSid: 'CA1',
      from: LINE,
      to: 'client:ana',
      direction: 'outbound-api',
      status: 'in-progress',
      voices: [],
    },
    {
      callSid: 'CA2',
      from: LINE,
      to: 'client:ben',
      direction: 'outbound-api',
      status: 'in-progress',
      voices: ['CA1'],
    },
  ],
  conferences: [
    {
      sid: 'CF1',
      friendlyName: callSid,
      status: 'in-progress',
      participants: [
        { callSid, label: 'customer', muted: false, hold: true },
        { callSid: 'CA1', label: 'a1', muted: false, hold: false },
        { callSid: 'CA2', label: 'a2', muted: true, hold: false },
      ],
    },
  ],
});

describe('the console', () => {
  const clock = new SystemClock();
  const { phoneSwitch, devices, log, faults, say, askedOf } = telephoneExchange({ clock, clips });
  const media = new MediaEngine({ clock, hearing: (callSid) => phoneSwitch.hearing(callSid) });
  const phones = new PhoneBook({ clock, devices, media, clips, line: new SwitchLine(phoneSwitch) });
  let lines: LiveLines = { calls: [], conferences: [] };
  let browser: Browser;
  let page: Page;
  let server: http.Server;
  let url: string;

  beforeAll(async () => {
    const handler = createConsole({
      clock,
      log,
      faults,
      phones,
      lines: () => lines,
      places: {
        numbers: () => [LINE],
        agentPage: () => 'http://localhost:3000/',
        pointers: () => pointers({ port: 3000, twilioPort: 3001, certificate: '/tmp/ca.pem' }),
      },
      reset: () => {
        phones.reset();
        log.clear();
        faults.set([]);
      },
    });
    const served = await serve(handler);
    server = served.server;
    url = `http://localhost:${served.port}/`;
    browser = await launchBrowser();
  });

  beforeEach(async () => {
    say('/incoming', '<Gather input="dtmf" numDigits="1" timeout="60" action="/key"/>');
    page = await browser.newPage({ viewport: { width: 1280, height: 900 } });
    await giveVoiceAndProbe(page, 440);
    await page.goto(url);
    await page.getByText('Running').waitFor();
  });

  afterEach(async () => {
    lines = { calls: [], conferences: [] };
    await page.close();
    phones.reset();
  });

  afterAll(async () => {
    await browser?.close();
    phoneSwitch.reset();
    media.close();
    server?.closeAllConnections();
    server?.close();
  });

  async function dial(): Promise<string> {
    await page.getByRole('button', { name: 'Call', exact: true }).click();
    await page.getByText('Connected').waitFor();
    return phones.find(CALLER).state.callSid ?? '';
  }

  it('dials the number and hears it', async () => {
    say('/incoming', '<Play>/tone.wav</Play>');
    const callSid = await dial();
    const heard = await listen(page, [660, 990], 2);
    expect(heard[660]).toBeGreaterThan(-45);
    expect(heard[990]).toBeLessThan(-55);
    await page.getByRole('button', { name: 'Hang up', exact: true }).click();
    await page.getByText('Ready to dial').waitFor();
    expect(phoneSwitch.fetchCall(callSid).status).toBe('completed');
  });

  it('presses keys in a call', async () => {
    await dial();
    const sent = page.waitForResponse((response) => response.url().endsWith('/digits'));
    await page.getByRole('button', { name: '5', exact: true }).click();
    await sent;
    expect(askedOf('/key').at(-1)?.params).toMatchObject({ Digits: '5' });
  });

  it('rings when its number is called, and answers', async () => {
    phones.addPerson(CALLER);
    const { sid } = phoneSwitch.createCall({
      to: CALLER,
      from: LINE,
      twiml: '<Response><Pause length="60"/></Response>',
    });
    await page.getByText(`Rings: ${LINE} calls`).waitFor();
    await page.getByRole('button', { name: 'Answer' }).click();
    await page.getByText('Connected').waitFor();
    expect(phoneSwitch.fetchCall(sid).status).toBe('in-progress');
  });

  it('shows who hears whom, hold, mute and the clip', async () => {
    lines = consult('CA9');
    const table = page.getByRole('table', { name: /CA9/ });
    await table.waitFor();
    const customer = table.getByRole('row', { name: /customer/ });
    await customer.getByText('hold').waitFor();
    await customer.getByText('music.mp3').waitFor();
    expect(await customer.getByText('does not hear').count()).toBe(2);
    const ben = table.getByRole('row', { name: /client:ben/ });
    expect(await ben.getByText('hears', { exact: true }).count()).toBe(1);
  });

  it("shows a webhook's body on click and says what an error code means", async () => {
    log.record({
      kind: 'webhook',
      method: 'POST',
      url: 'https://x.twil.io/voice/incoming',
      status: 500,
      durationMs: 12,
      errorCode: 11200,
      request: 'CallSid=CA9&CallStatus=ringing',
    });
    const line = page.locator('summary', { hasText: '/voice/incoming' });
    await line.getByText('could not fetch').waitFor();
    await line.click();
    await page.getByText('CallStatus = ringing').waitFor();
    await page.getByLabel('Show').selectOption('rest');
    await line.waitFor({ state: 'hidden' });
  });

  it('takes a lost race for an ordinary thing, and names who logs what', async () => {
    const raced = { kind: 'rest', url: 'https://sync.twilio.com/v1/raced', method: 'POST' } as const;
    log.record({ ...raced, status: 412, errorCode: 54103 });
    log.record({ ...raced, url: 'https://sync.twilio.com/v1/broken', status: 503 });
    log.record({ kind: 'function', url: '/voice/tick', message: 'INFO an ordinary line' });
    await page.getByText('/voice/tick  INFO an ordinary line').waitFor();
    await page.getByLabel('errors only').check();
    await page.getByText('/v1/broken').waitFor();
    expect(await page.getByText('/v1/raced').isVisible()).toBe(false);
  });

  it('starts a scripted caller with one click and ends the call with another', async () => {
    await page.getByRole('button', { name: /^Call: Mara/ }).click();
    await page.getByRole('button', { name: /^Hang up: Mara/ }).click();
    await page.getByRole('button', { name: /^Call: Mara/ }).waitFor();
    expect(phoneSwitch.listCalls()[0]).toMatchObject({ from: '+12025550143', status: 'completed' });
  });

  it('puts a mailbox where it can be called, and takes it away', async () => {
    const mailbox = page.getByRole('switch', { name: 'A mailbox, after 20 seconds' });
    const numbers = () => phones.list().map((phone) => phone.number);
    const switchIt = async () => {
      const switched = page.waitForResponse((response) => response.url().endsWith('/answerers'));
      await mailbox.click();
      await switched;
    };
    await switchIt();
    expect(numbers()).toContain('+12025550163');
    await switchIt();
    expect(numbers()).not.toContain('+12025550163');
  });

  it('says how an app of one’s own uses this Twilio', async () => {
    await page.getByText('How it uses this Twilio').click();
    const text = await page.locator('#pointers').innerText();
    for (const { who, how } of pointers({ port: 3000, twilioPort: 3001, certificate: '/tmp/ca.pem' })) {
      expect(text).toContain(who);
      expect(text).toContain(how);
    }
  });

  it('switches a fault on, and reset takes it back', async () => {
    await page.getByText('None is on').click();
    await page.getByRole('switch', { name: 'Sync is down' }).click();
    await page.getByText('On: Sync is down').waitFor();
    expect(faults.list()).toMatchObject([{ id: 'sync-down', at: 'sync' }]);
    await page.getByRole('button', { name: 'Reset' }).click();
    await page.getByText('None is on').waitFor();
    expect(faults.list()).toEqual([]);
  });

  it.each([
    ['light', 1280],
    ['dark', 1280],
    ['light', 360],
    ['dark', 360],
  ] as const)('is accessible and fits: %s, %d px', async (colorScheme, width) => {
    await page.emulateMedia({ colorScheme });
    await page.setViewportSize({ width, height: 900 });
    log.record({
      kind: 'webhook',
      method: 'POST',
      url: 'https://x.twil.io/voice/incoming',
      status: 200,
      durationMs: 31,
    });
    log.record({
      kind: 'rest',
      method: 'POST',
      url: '/2010-04-01/Accounts/AC1/Calls/CA9.json',
      status: 400,
      durationMs: 3,
      errorCode: 21220,
    });
    lines = consult(await dial());
    await page.getByText('hold').waitFor();
    await page.evaluate(axe);
    const results = await page.evaluate(() =>
      (window as unknown as { axe: { run(): Promise<AxeResults> } }).axe.run(),
    );
    expect(results.violations.map(({ id, nodes }) => [id, nodes.map((node) => node.html)])).toEqual([]);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
    if (process.env['SHOTS']) {
      await page.screenshot({
        path: `${process.env['SHOTS']}/console-${colorScheme}-${width}.png`,
        fullPage: true,
      });
    }
  });
});
