import { callCenterOfFile, expectHearing, TONES } from '../support/page/call-center.ts';
import { QUICK } from '../support/page/quick-settings.ts';
import { consulting, consultRinging, isOver, ringing, talking, together } from '../support/page/scenarios.ts';
import { until } from '../../harness/until.ts';

const center = callCenterOfFile(QUICK);

describe('before anybody answers', () => {
  test('an agent who does not answer is set to away and the next one is rung (promise: offer-fails, waits-for-agent)', async () => {
    const [ana, mara] = await ringing(center);
    const ben = await center.agentForWhoWaits('ben');
    await ben.answer();
    await ana.sees('You missed a call');
    await together(ben, mara);
  });

  test('an agent who declines is set to away and the next one is rung (promise: offer-fails)', async () => {
    const [ana, mara] = await ringing(center);
    const ben = await center.agentAtWork('ben');
    await ana.click('Decline');
    await ana.click('No reason');
    await ana.sees('You are away');
    await ben.answer();
    await together(ben, mara);
  });

  test('the customer hangs up while it rings: it stops, and the agent is available (promise: hangs-up-early)', async () => {
    const [ana, mara] = await ringing(center);
    await mara.hangUp();
    await ana.sees('Ready for calls');
    await center.noGhostRooms();
  });

  test('the customer hangs up as the agent answers: the agent is told, no room is left (promise: hangs-up-as-answered)', async () => {
    const [ana, mara] = await ringing(center);
    const late = { at: 'webhook', match: 'connect-agent', action: { do: 'delay', ms: 3000 } };
    await center.product.control.setFaults([late]);
    await ana.answer();
    await until('the leg is answered', () => center.isOnTheLine('ana'));
    await mara.hangUp();
    await ana.sees('The caller hung up before you were connected.');
    await ana.sees('Ready for calls');
    await center.noGhostRooms();
  });

  test('both pages of one agent ring, one answers, the other shows the same call (promise: two-pages)', async () => {
    const ana = await center.agentAtWork('ana');
    const other = await ana.secondPage(center.product.pageUrl);
    await other.sees('Ready for calls');
    const mara = await center.call('mara');
    await Promise.all([ana.sees('Incoming call'), other.sees('Incoming call')]);
    await ana.answer();
    await ana.sees('Talking with');
    await other.sees('The sound of this call is in another window');
    await together(ana, mara);
    await other.endCall();
    await isOver(mara);
    await other.wrapsUp();
  });
});

describe('a long call', () => {
  test('the access token is renewed while they talk, and the call never notices (promise: token-expires)', async () => {
    const ana = await center.agentAtPage('ana');
    const tokens = await ana.shortenTokens(4);
    await ana.signIn('ana', 'ana-2468');
    await ana.goAvailable();
    const mara = await center.call('mara');
    await ana.answer();
    await ana.sees('Talking with');
    const before = tokens();
    await until('two more tokens were fetched', async () => tokens() >= before + 2);
    await together(ana, mara);
  });
});

describe('a transfer that does not go to plan', () => {
  test('the colleague declines, then does not answer: the customer is back each time (promise: target-fails)', async () => {
    const [ana, mara] = await talking(center);
    const ben = await center.agentAtWork('ben');
    await ana.transferTo('Ben', 'Consult');
    await ben.click('Decline');
    await ben.click('In the middle of something');
    await ana.sees('Ben declined: “In the middle of something”');
    await together(ana, mara);
    await ben.sees('Ready for calls');
    await ana.transferTo('Ben', 'Consult');
    await ana.sees('Ben did not answer. You are back with the customer.');
    await together(ana, mara);
    await ben.sees('You missed a call');
  });

  test('cancelling while the colleague rings, and as they answer: one outcome each time (promise: transfer-cancelled)', async () => {
    const [ana, ben, mara] = await consultRinging(center);
    await ben.sees('Ana is transferring a call to you');
    await ana.click('Cancel transfer');
    await ben.sees('Ready for calls');
    await together(ana, mara);
    await ana.transferTo('Ben', 'Consult');
    await ben.button('Answer').waitFor();
    // The cancelling may be quicker than the click: then there is nothing to answer any more.
    const answered = ben.button('Answer').click({ timeout: 5000 });
    await Promise.all([answered.catch(() => undefined), ana.click('Cancel transfer')]);
    await ben.sees(/Ready for calls|Wrap-up/);
    await expectHearing([
      [ana, [TONES.mara]],
      [mara, [TONES.ana]],
      [ben, []],
    ]);
  });

  test('completing while the colleague rings: they get the customer when they answer (promise: completed-early)', async () => {
    const [ana, ben, mara] = await consultRinging(center);
    await ana.click('Complete transfer');
    await ana.wrapsUp();
    expect((await mara.hears(0.6)).sounds).toBe(true);
    await ben.answer();
    await together(ben, mara);
  });

  test('completing while the colleague rings, who declines: the call comes back (promise: completed-early)', async () => {
    const [ana, ben, mara] = await consultRinging(center);
    await ana.click('Complete transfer');
    await ana.wrapsUp();
    await ben.click('Decline');
    await ben.click('Not my topic');
    await ana.sees('A call is coming back to you');
    await ana.answer();
    await together(ana, mara);
  });

  test('sent without talking by somebody who left, and declined: the next agent is rung (promise: blind-fails)', async () => {
    const [ana, mara] = await talking(center);
    const ben = await center.agentAtWork('ben');
    const chika = await center.agentAtWork('chika');
    await ana.transferTo('Ben', 'Send without talking');
    await ben.button('Answer').waitFor();
    await ana.vanish();
    await ben.click('Decline');
    await ben.click('No reason');
    await chika.answer();
    await together(chika, mara);
  });

  test('sent without talking and not answered: the call comes back to who sent it (promise: blind-fails)', async () => {
    const [ana, mara] = await talking(center);
    const ben = await center.agentAtWork('ben');
    await ana.transferTo('Ben', 'Send without talking');
    await Promise.all([ana.wrapsUp(), ben.sees('Ana is transferring a call to you')]);
    await ana.sees('A call is coming back to you');
    await ana.answer();
    await together(ana, mara);
  });

  test('the customer hangs up while consulting: both are told and the call is over (promise: hangs-up-in-consult)', async () => {
    const [ana, ben, mara] = await consulting(center);
    await mara.hangUp();
    await Promise.all([ana.sees('The customer hung up.'), ben.sees('The customer hung up.')]);
    await Promise.all([ana.wrapsUp(), ben.wrapsUp()]);
    await center.noGhostRooms();
  });
});
