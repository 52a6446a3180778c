import { launchBrowser } from '../../../harness/browser.ts';
import { OwnTwilio } from '../../support/emulator/own-twilio.ts';

test('a page of another server registers, and takes a call, by one script tag', async () => {
  const own = await new OwnTwilio().start();
  const browser = await launchBrowser();
  try {
    const address = await own.app('tests/support/emulator/small-app.cjs');
    const page = await (await browser.newContext({ permissions: ['microphone'] })).newPage();
    await page.goto(address);
    await page.waitForFunction(() => document.title === 'registered');
    const called = await fetch(`http://localhost:${own.ready.twilioPort}/emulator/calls`, {
      method: 'POST',
      body: JSON.stringify({ From: '+15551230000', To: own.ready.number }),
    });
    expect(called.status).toBe(201);
    await page.waitForFunction(() => document.title === 'talking');
  } finally {
    await browser.close();
    await own.stop();
  }
}, 60_000);
