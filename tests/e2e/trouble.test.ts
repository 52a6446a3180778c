import { callCenterOfFile, expectHearing, TONES } from '../support/page/call-center.ts';
import { QUICK } from '../support/page/quick-settings.ts';
import { consultRinging, isOver, talking, together } from '../support/page/scenarios.ts';
import { until } from '../../harness/until.ts';

const OUTSIDE = '+15550107001';
const DIRECTORY = JSON.stringify([{ id: 'depot', name: 'Depot', number: OUTSIDE }]);

const center = callCenterOfFile({ ...QUICK, DIRECTORY });

describe('a transfer that cannot be', () => {
  test('the colleague goes offline at the click: it says so; the customer hears nothing (promise: refused)', async () => {
    const [ana, mara] = await talking(center);
    const ben = await center.agentAtWork('ben');
    await ana.page.route('**/api/transfer/start', async (route) => {
      await ben.goOffline();
      await until('Ben is offline', async () => (await center.presenceOf('ben')) === 'offline');
      await route.continue();
    });
    await ana.transferTo('Ben', 'Consult');
    await ana.sees('Ben has gone offline.');
    await expect(ana.button('Choose someone else').isVisible()).resolves.toBe(true);
    await together(ana, mara);
  });

  test('an outside number is busy, then answers: each is told, privately (promise: target-fails)', async () => {
    const [ana, mara] = await talking(center);
    const phone = { From: OUTSIDE, script: [{ tone: TONES.dev }], listenFor: Object.values(TONES) };
    await center.product.control.addPhone({ ...phone, whenRinging: 'busy' });
    await ana.transferTo('Depot', 'Consult');
    await ana.sees('Depot is busy. You are back with the customer.');
    await together(ana, mara);
    await center.product.control.addPhone(phone);
    await ana.transferTo('Depot', 'Consult');
    await expectHearing([
      [ana, [TONES.dev]],
      [mara, []],
    ]);
    await ana.click('Complete transfer');
    await expectHearing([
      [ana, []],
      [mara, [TONES.dev]],
    ]);
  });
});

test('a double click rings once, and completing in two windows at once hands over once (promise: clicked-twice)', async () => {
  const [ana, mara] = await talking(center);
  const other = await ana.secondPage(center.product.pageUrl);
  const ben = await center.agentAtWork('ben');
  const before = await center.legsDialled('ben');
  await ana.click('Transfer');
  const dialog = ana.page.getByRole('dialog');
  await dialog.getByRole('option', { name: /Ben/ }).click();
  await dialog.getByRole('button', { name: /^Consult/ }).dblclick();
  await ben.answer();
  await ana.sees('Private talk with Ben');
  expect(await center.legsDialled('ben')).toBe(before + 1);
  const windows = [ana, other].map((each) => each.button('Complete transfer'));
  // The first click may take the other window's button away before a locator finds it.
  const buttons = await Promise.all(windows.map((button) => button.elementHandle()));
  // A window behind another is not drawn, so a pointer finds nothing there that stands still.
  await Promise.all(buttons.map((button) => button.dispatchEvent('click')));
  await Promise.all([ana.wrapsUp(), other.wrapsUp()]);
  await together(ben, mara);
});

test('every webhook comes twice, joins and leaves late: the call goes the same way (promise: webhooks-fail)', async () => {
  await center.product.control.setFaults([
    { at: 'webhook', match: 'participant-(join|leave)', action: { do: 'delay', ms: 1500 } },
    { at: 'webhook', match: '/voice/', action: { do: 'repeat', times: 2 } },
  ]);
  const [ana, ben, mara] = await consultRinging(center);
  await ben.answer();
  await expectHearing([
    [ana, [TONES.ben]],
    [ben, [TONES.ana]],
    [mara, []],
  ]);
  await ana.click('Complete transfer');
  await ana.wrapsUp();
  await together(ben, mara);
  await mara.hangUp();
  await ben.wrapsUp();
  await center.noGhostRooms();
});

describe('Twilio in trouble', () => {
  test('nobody can be dialled: the agent is told and has the customer, and can try again (promise: rest-fails)', async () => {
    const [ana, mara] = await talking(center);
    const ben = await center.agentAtWork('ben');
    await center.product.control.setFaults([
      { at: 'rest', match: 'POST .*/(Participants|Calls)\\.json', action: { do: 'answer', status: 503 } },
    ]);
    await ana.transferTo('Ben', 'Consult');
    await ana.sees('Ben could not be reached. You are back with the customer.');
    await together(ana, mara);
    await center.product.control.setFaults([]);
    await ana.transferTo('Ben', 'Consult');
    await ben.answer();
    await ana.sees('Private talk with Ben');
  });

  test('Sync is down when a call comes in: greeting and music, and it rings afterwards (promise: sync-out)', async () => {
    const ana = await center.agentAtWork('ana');
    await center.product.control.setFaults([{ at: 'sync', action: { do: 'answer', status: 503 } }]);
    const mara = await center.call('mara');
    await mara.isPlayed(/Thank you for calling/);
    await mara.isPlayed(/music/);
    await center.product.control.setFaults([]);
    await ana.button('Answer').click({ timeout: 45_000 });
    await together(ana, mara);
    await ana.endCall();
    await isOver(mara);
  });
});
