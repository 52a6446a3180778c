import { callCenterOfFile, expectHearing, TONES } from '../support/page/call-center.ts';
import { isOver, together } from '../support/page/scenarios.ts';

const center = callCenterOfFile({ REASSURE_AFTER_SECONDS: '20', LONGEST_WAIT_SECONDS: '40' });

test('callers are offered in order, told their place, and asked for a message at last (promise: waits-for-agent, offer-fails, hangs-up-early)', async () => {
  const mara = await center.call('mara');
  await mara.isPlayed(/Thank you for calling/);
  const tom = await center.call('tom');
  await tom.isPlayed(/Thank you for calling/);
  await Promise.all([mara.isPlayed(/music/), tom.isPlayed(/music/)]);

  const ana = await center.agentForWhoWaits('ana');
  await ana.answer();
  await expectHearing([
    [ana, [TONES.mara]],
    [mara, [TONES.ana]],
    [tom, []],
  ]);
  await tom.isPlayed(/You are next in line/, 40);

  const ben = await center.agentForWhoWaits('ben');
  await ben.click('Decline');
  await ben.click('No reason');
  await ben.sees('You are away');
  await together(ana, mara);
  await tom.isPlayed(/Please leave a message/, 40);
  await tom.hangUp();
  await isOver(tom);
  await together(ana, mara);
});
