import { callCenterOfFile, expectHearing, TONES } from '../support/page/call-center.ts';
import { PAGE_LOSSES, WAYS } from '../support/page/page-losses.ts';
import { QUICK } from '../support/page/quick-settings.ts';
import {
  allTogether,
  conferencing,
  consulting,
  consultRinging,
  handedOver,
  isOver,
  onHold,
  talking,
  together,
} from '../support/page/scenarios.ts';

const center = callCenterOfFile({ MISS_PAGES_AFTER: QUICK.MISS_PAGES_AFTER });

describe('a page that went away in a call comes back', () => {
  test.each(WAYS)(
    'it %s: the call is taken up again (promise: agent-vanishes, page-reloaded)',
    async (way) => {
      const [ana, mara] = await talking(center);
      await PAGE_LOSSES[way].lose(center, 'ana', ana);
      await mara.isPlayed(/sorry/);
      await mara.isPlayed(/music/);
      const back = await PAGE_LOSSES[way].find(center, 'ana', ana);
      if (back !== ana) await back.click('Rejoin call');
      await together(back, mara);
      await back.endCall();
      await isOver(mara);
    },
    60_000,
  );
});

describe('reloading the page (promise: page-reloaded)', () => {
  test('while nobody calls: it says so, and one click takes calls again', async () => {
    const ana = await center.agentAtWork('ana');
    await ana.reload();
    await ana.sees('Ready when you are');
    await ana.sees('This page was closed or reloaded');
    await ana.goAvailable();
    const mara = await center.call('mara');
    await ana.answer();
    await together(ana, mara);
  });

  test('while it rings: the next agent is rung, and the page says so (promise: offer-fails)', async () => {
    const ana = await center.agentAtWork('ana');
    const ben = await center.agentAtWork('ben');
    const mara = await center.call('mara');
    await ana.button('Answer').waitFor();
    await ana.reload();
    await ben.answer();
    await together(ben, mara);
    await ana.sees('You are away');
    await ana.sees('A call rang here when this page was closed or reloaded');
    await ana.button('Go available').waitFor();
  });

  test('while it rings in two windows: the other one is rung again (promise: two-pages)', async () => {
    const ana = await center.agentAtWork('ana');
    const other = await ana.secondPage(center.product.pageUrl);
    await other.sees('Ready for calls');
    const mara = await center.call('mara');
    await Promise.all([ana.button('Answer').waitFor(), other.button('Answer').waitFor()]);
    await ana.reload();
    await other.button('Answer').waitFor();
    expect(await center.presenceOf('ana')).toBe('busy');
    await other.answer();
    await together(other, mara);
  }, 60_000);

  test('while they talk: one click takes the call up again, with its notes and its time', async () => {
    const [ana, mara] = await talking(center);
    await ana.page.getByLabel('Notes').fill('Refund promised.');
    const { startedAt } = await center.callOf(mara);
    await ana.reload();
    await ana.click('Rejoin call');
    await together(ana, mara);
    expect(await ana.page.getByLabel('Notes').inputValue()).toBe('Refund promised.');
    expect((await center.callOf(mara)).startedAt).toBe(startedAt);
    await ana.button('End call').waitFor();
  });

  test('while they talk, on a slow network: a click before the token is not lost', async () => {
    const [ana, mara] = await talking(center);
    await ana.delayTokens(1500);
    await ana.reload();
    await ana.click('Rejoin call');
    await together(ana, mara);
  });

  test('while the customer is on hold: they come off hold to the agent', async () => {
    const [ana, mara] = await onHold(center);
    await ana.reload();
    await ana.click('Rejoin call');
    await together(ana, mara);
  });

  test('while a consult rings: the agent has the customer, and the colleague joins them', async () => {
    const [ana, ben, mara] = await consultRinging(center);
    await ana.reload();
    await ana.click('Rejoin call');
    await together(ana, mara);
    await ben.answer();
    await allTogether(ana, ben, mara);
  });

  test('while a consult rings at it: the initiator has the customer, and may ask again (promise: target-fails)', async () => {
    const [ana, ben, mara] = await consultRinging(center);
    await ben.reload();
    await ana.sees('Ben’s page was closed or reloaded while it rang.');
    await together(ana, mara);
    await ben.backAtWork();
    await ana.transferTo('Ben', 'Consult');
    await ben.answer();
    await ana.sees('Private talk with Ben');
  });

  test('in a consult they asked for: the colleague has the customer, and they can rejoin (promise: initiator-vanishes)', async () => {
    const [ana, ben, mara] = await consulting(center);
    await ana.reload();
    await together(ben, mara);
    await ana.click('Rejoin call');
    await allTogether(ana, ben, mara);
  });

  test('in a consult asked of them: the initiator has the customer, and they can rejoin (promise: target-vanishes)', async () => {
    const [ana, ben, mara] = await consulting(center);
    await ben.reload();
    await together(ana, mara);
    await ben.click('Rejoin call');
    await allTogether(ana, ben, mara);
  });

  test('in a conference: the others go on, and they can rejoin (promise: conference-left)', async () => {
    const [ana, ben, mara] = await conferencing(center);
    await ana.reload();
    await together(ben, mara);
    await ana.click('Rejoin call');
    await allTogether(ana, ben, mara);
  });

  test('after a transfer: the new owner takes the call up again (promise: new-owner-vanishes)', async () => {
    const [, ben, mara] = await handedOver(center);
    await ben.reload();
    await ben.click('Rejoin call');
    await together(ben, mara);
    await ben.button('End call').waitFor();
  });

  test('in wrap-up: it goes on, with what was chosen and written', async () => {
    const [ana, mara] = await talking(center);
    await mara.hangUp();
    await ana.wrapsUp();
    await ana.page.getByLabel('Follow-up needed').check();
    await ana.page.getByLabel('Notes').fill('Call her on Monday.');
    await ana.reload();
    await ana.wrapsUp();
    expect(await ana.page.getByLabel('Follow-up needed').isChecked()).toBe(true);
    expect(await ana.page.getByLabel('Notes').inputValue()).toBe('Call her on Monday.');
    await ana.click('Save');
    await ana.sees('Saved');
    await ana.click('Go available');
    await ana.sees('Ready for calls');
    const again = await center.call('tom');
    await ana.answer();
    await expectHearing([
      [ana, [TONES.tom]],
      [again, [TONES.ana]],
    ]);
  });
});
