import type { Locator } from 'playwright-core';
import type { AgentPage } from '../../harness/agent-page.ts';
import { callCenterOfFile } from '../support/page/call-center.ts';
import { consulting, isOver, talking, together } from '../support/page/scenarios.ts';

const center = callCenterOfFile();

/** A person's double click, at the second of which what the first has opened is under their pointer. */
async function clickTwice({ page }: AgentPage, opener: Locator, opened: Locator): Promise<void> {
  await opener.click();
  await opened.hover();
  await page.mouse.down({ clickCount: 2 });
  await page.mouse.up({ clickCount: 2 });
}

describe('whoever clicks twice, or in two windows, gets what they asked for once', () => {
  test('every step of a transfer by double click (promise: clicked-twice)', async () => {
    const ana = await center.agentAtWork('ana');
    const ben = await center.agentAtWork('ben');
    const mara = await center.call('mara');
    await ana.button('Answer').dblclick();
    await together(ana, mara);
    await ana.button('Transfer').dblclick();
    const dialog = ana.page.getByRole('dialog');
    await dialog.getByRole('option', { name: /Ben/ }).dblclick();
    await dialog.getByRole('button', { name: /^Consult/ }).dblclick();
    await ben.button('Answer').dblclick();
    await ana.sees('Private talk with Ben');
    await ana.button('Swap').dblclick();
    await ana.sees('Talking with');
    await ana.button('Complete transfer').dblclick();
    await ana.wrapsUp();
    await together(ben, mara);
    await clickTwice(ben, ben.button('End call'), ben.button('End for everyone'));
    await ben.button('End for everyone').dblclick();
    await isOver(mara);
    for (const page of [ana, ben]) expect(await page.button('Dismiss').count()).toBe(0);
  });

  test('the call rings in two windows: one answers, and the other can still steer it (promise: two-pages)', async () => {
    const ana = await center.agentAtWork('ana');
    const second = await ana.secondPage(center.product.pageUrl);
    await second.sees('Ready for calls');
    const mara = await center.call('mara');
    await ana.button('Answer').waitFor();
    await second.answer();
    await second.sees('Talking with');
    await ana.sees('The sound of this call is in another window');
    await ana.click('Mute');
    await second.button('Unmute').waitFor();
    await ana.endCall();
    await isOver(mara);
    await second.wrapsUp();
  });
});

test('Escape asks before it declines, and never ends a call', async () => {
  const ana = await center.agentAtWork('ana');
  const mara = await center.call('mara');
  await ana.button('Answer').waitFor();
  for (let presses = 0; presses < 5; presses += 1) await ana.page.keyboard.press('Escape');
  await ana.button('Answer').or(ana.button('Keep ringing')).first().waitFor();
  if (await ana.button('Keep ringing').count()) await ana.click('Keep ringing');
  await ana.answer();
  await together(ana, mara);
  await ana.click('Transfer');
  for (let presses = 0; presses < 5; presses += 1) await ana.page.keyboard.press('Escape');
  await ana.page.getByRole('dialog').waitFor({ state: 'detached' });
  await together(ana, mara);
});

test('the colleague declines during the cancel: the customer is back, nothing is left', async () => {
  const [ana, mara] = await talking(center);
  const ben = await center.agentAtWork('ben');
  await ana.transferTo('Ben', 'Consult');
  await ben.click('Decline');
  await Promise.all([ben.click('Not my topic'), ana.click('Cancel transfer')]);
  await together(ana, mara);
  await ana.button('Transfer').waitFor();
  await ben.sees('Ready for calls');
});

test('markup in a note is shown as it was written, and does nothing', async () => {
  const note = '<img src=x onerror="document.title=\'broken\'"> & "quoted"';
  const [ana] = await talking(center);
  const ben = await center.agentAtWork('ben');
  await ana.transferTo('Ben', 'Consult', note);
  await ben.sees(note);
  expect(await ben.page.title()).not.toBe('broken');
});

test('signing out with a note that is not saved says so first', async () => {
  const [ana, , mara] = await consulting(center);
  await mara.hangUp();
  await ana.wrapsUp();
  await ana.page.getByLabel('Notes').fill('Call her back.');
  await ana.click('Sign out');
  await ana.sees('Choose a disposition to save your notes.');
  await ana.page.getByLabel('Resolved').check();
  await ana.click('Sign out');
  await ana.page.getByRole('heading', { name: 'Sign in' }).waitFor();
  ana.retire();
});
