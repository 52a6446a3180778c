import { callCenterOfFile, expectHearing, TONES } from '../support/page/call-center.ts';
import { consulting, conferencing, isOver, talking, together } from '../support/page/scenarios.ts';
import { until } from '../../harness/until.ts';

const center = callCenterOfFile();

describe('a warm transfer, heard at all three ends', () => {
  test('consult: the customer hears only music while agents talk, then the second agent (promise: transfer-completed)', async () => {
    const ana = await center.agentAtWork('ana');
    const mara = await center.call('mara');
    await until('the caller hears a greeting', async () => (await mara.hears(0.5)).sounds);
    await ana.answer();
    await together(ana, mara);

    const ben = await center.agentAtWork('ben');
    await ana.transferTo('Ben', 'Consult', 'Her parcel is late, and she is right.');
    await ben.sees('Her parcel is late, and she is right.');
    await ben.answer();
    await expectHearing([
      [ana, [TONES.ben]],
      [ben, [TONES.ana]],
      [mara, []],
    ]);
    const held = await mara.hears(3);
    expect(held).toEqual({ tones: [], sounds: true });

    await ana.click('Complete transfer');
    await ana.wrapsUp();
    await expectHearing([
      [ben, [TONES.mara]],
      [mara, [TONES.ben]],
      [ana, []],
    ]);
    await mara.hangUp();
    await ben.wrapsUp();
    await center.noGhostRooms();
  });

  test('add: all three talk, the first agent leaves, the second ends the call (promise: transfer-completed, owner-ends)', async () => {
    const [ana, ben, mara] = await conferencing(center);
    await expectHearing([
      [ana, [TONES.ben, TONES.mara]],
      [ben, [TONES.ana, TONES.mara]],
      [mara, [TONES.ana, TONES.ben]],
    ]);
    await ana.click('Complete transfer');
    await expectHearing([
      [ben, [TONES.mara]],
      [mara, [TONES.ben]],
      [ana, []],
    ]);
    await ben.endCall();
    await isOver(mara);
  });

  test('cancel: the colleague is gone and the customer is back with the first agent (promise: transfer-cancelled)', async () => {
    const [ana, ben, mara] = await consulting(center);
    await expectHearing([
      [ana, [TONES.ben]],
      [mara, []],
    ]);
    await ana.click('Cancel transfer');
    await expectHearing([
      [ana, [TONES.mara]],
      [mara, [TONES.ana]],
      [ben, []],
    ]);
    await ana.endCall();
    await isOver(mara);
  });

  test('two calls at the same time never cross', async () => {
    const [ana, mara] = await talking(center);
    const [chika, tom] = [await center.agentAtWork('chika'), await center.call('tom')];
    await chika.answer();
    await chika.sees('Talking with');
    const [ben, dev] = [await center.agentAtWork('ben'), await center.agentAtWork('dev')];
    await Promise.all([ana.transferTo('Ben', 'Consult'), chika.transferTo('Dev', 'Consult')]);
    await Promise.all([ben.answer(), dev.answer()]);
    await expectHearing([
      [ana, [TONES.ben]],
      [ben, [TONES.ana]],
      [chika, [TONES.dev]],
      [dev, [TONES.chika]],
      [mara, []],
      [tom, []],
    ]);
    await Promise.all([ana.click('Complete transfer'), chika.click('Complete transfer')]);
    await expectHearing([
      [ben, [TONES.mara]],
      [mara, [TONES.ben]],
      [dev, [TONES.tom]],
      [tom, [TONES.dev]],
    ]);
    await Promise.all([mara.hangUp(), tom.hangUp()]);
  });
});
