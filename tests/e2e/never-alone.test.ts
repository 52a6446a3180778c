import type { AgentPage } from '../support/agent-page.ts';
import { CallCenter, expectHearing, TONES, type AgentName } from '../support/call-center.ts';
import type { Caller } from '../support/caller.ts';
import { until } from '../support/until.ts';

/** Short rings, so that nobody waits for an unanswered one; everything else as companies have it. */
const SETTINGS = { RING_SECONDS: '6', RECALL_SECONDS: '6' };

let center: CallCenter;

beforeAll(async () => {
  center = await CallCenter.start(SETTINGS);
}, 60_000);
afterAll(() => center?.stop());
afterEach(() => center.clear());

/** An agent talks with Mara. */
async function talking(id: AgentName): Promise<readonly [AgentPage, Caller]> {
  const agent = await center.agentAtWork(id);
  const mara = await center.call('mara');
  await agent.answer();
  await agent.sees('Talking with');
  return [agent, mara];
}

/** Ana and Ben talk in private; Mara is on hold. */
async function consulting(): Promise<readonly [AgentPage, AgentPage, Caller]> {
  const [ana, mara] = await talking('ana');
  const ben = await center.agentAtWork('ben');
  await ana.transferTo('Ben', 'Consult');
  await ben.answer();
  await ana.sees('Private talk with Ben');
  return [ana, ben, mara];
}

/** Ana calls Ben into the call; all three talk. */
async function conferencing(): Promise<readonly [AgentPage, AgentPage, Caller]> {
  const [ana, mara] = await talking('ana');
  const ben = await center.agentAtWork('ben');
  await ana.transferTo('Ben', 'Add to call');
  await ben.answer();
  await ana.sees('All 3 of you are talking');
  return [ana, ben, mara];
}

const together = (agent: AgentPage, caller: Caller): Promise<void> =>
  expectHearing([
    [agent, [TONES.mara]],
    [caller, [agent.toneHz]],
  ]);

const isOver = (caller: Caller): Promise<void> =>
  until('the caller is off the line', async () => !(await caller.isOnTheLine()));

async function noGhostRooms(): Promise<void> {
  const { conferences, calls } = await center.product.control.state();
  expect(conferences.filter(({ status }) => status !== 'completed')).toEqual([]);
  expect(calls.filter(({ status }) => status === 'in-progress' || status === 'ringing')).toEqual([]);
}

describe('before anybody answers', () => {
  test('row 2 and row 1: an agent who does not answer is set to away and the next one is rung', async () => {
    const ana = await center.agentAtWork('ana');
    const mara = await center.call('mara');
    await ana.sees('Incoming call');
    const ben = await center.agentAtWork('ben');
    await ben.answer();
    await ana.sees('You missed a call');
    await together(ben, mara);
  }, 60_000);

  test('row 3: the customer hangs up while the phone rings: it stops, and the agent is available again', async () => {
    const ana = await center.agentAtWork('ana');
    const mara = await center.call('mara');
    await ana.sees('Incoming call');
    await mara.hangUp();
    await ana.sees('Ready for calls');
    await noGhostRooms();
  }, 60_000);

  test('row 25: both pages of one agent ring, one answers, the other shows the same call', async () => {
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
    await other.sees('Wrap-up');
  }, 60_000);
});

describe('a long call', () => {
  test('row 24: the access token is renewed while they talk, and the call never notices', async () => {
    const ana = await center.agentAtPage('ana');
    const tokens = await ana.shortenTokens(4);
    await center.startWork(ana, 'ana');
    const mara = await center.call('mara');
    await ana.answer();
    await ana.sees('Talking with');
    const before = tokens();
    await until('two more tokens were fetched', async () => tokens() >= before + 2);
    await together(ana, mara);
  }, 60_000);
});

describe('a page dies', () => {
  test('row 5 and row 6: it crashes, the customer hears an apology and music, and the same agent comes back', async () => {
    const [ana, mara] = await talking('ana');
    await ana.crash();
    await mara.isPlayed(/sorry/);
    await mara.isPlayed(/music/);
    const back = await ana.secondPage(center.product.pageUrl);
    await back.click('Rejoin call');
    await together(back, mara);
    await back.endCall();
    await isOver(mara);
  }, 60_000);

  test('row 5: it is closed for good: another agent is rung', async () => {
    const [ana, mara] = await talking('ana');
    const ben = await center.agentAtWork('ben');
    await ana.vanish();
    await mara.isPlayed(/sorry/);
    await ben.answer();
    await together(ben, mara);
  }, 60_000);

  test('row 6: reloading the page while talking, one click takes the call up again', async () => {
    const [ana, mara] = await talking('ana');
    await ana.reload();
    await ana.click('Rejoin call');
    await together(ana, mara);
  }, 60_000);

  test('row 6 and row 12: reloading while consulting, the colleague has the customer and the agent can rejoin', async () => {
    const [ana, ben, mara] = await consulting();
    await ana.reload();
    await together(ben, mara);
    await ana.click('Rejoin call');
    await expectHearing([
      [ana, [TONES.ben, TONES.mara]],
      [ben, [TONES.ana, TONES.mara]],
      [mara, [TONES.ana, TONES.ben]],
    ]);
  }, 60_000);

  test('row 12: the initiator vanishes while consulting: colleague and customer are joined', async () => {
    const [ana, ben, mara] = await consulting();
    await ana.vanish();
    await ben.sees('Talking with');
    await together(ben, mara);
  }, 60_000);

  test('row 13: the colleague vanishes while consulting: the customer is back with the initiator', async () => {
    const [ana, ben, mara] = await consulting();
    await ben.crash();
    await ana.sees('Ben left. You are back with the customer.');
    await together(ana, mara);
  }, 60_000);

  test('row 15: both vanish: the customer hears an apology and somebody else is rung', async () => {
    const [ana, ben, mara] = await consulting();
    const chika = await center.agentAtWork('chika');
    await Promise.all([ana.vanish(), ben.vanish()]);
    await mara.isPlayed(/sorry/);
    await chika.answer();
    await expectHearing([
      [chika, [TONES.mara]],
      [mara, [TONES.chika]],
    ]);
  }, 60_000);

  test('row 18: the new owner of a completed transfer vanishes: the former initiator is rung', async () => {
    const [ana, ben, mara] = await consulting();
    await ana.click('Complete transfer');
    await ana.sees('Wrap-up');
    await ben.sees('Talking with');
    await ben.vanish();
    await mara.isPlayed(/sorry/);
    await ana.sees('A call is coming back to you');
    await ana.answer();
    await together(ana, mara);
  }, 60_000);

  test('row 16: the owner vanishes from a conference of three: the other two go on', async () => {
    const [ana, ben, mara] = await conferencing();
    await ana.vanish();
    await together(ben, mara);
    await ben.endCall();
    await isOver(mara);
  }, 60_000);
});

describe('a transfer that does not go to plan', () => {
  test('row 8: the colleague declines with a reason, then does not answer: the initiator is told and the customer is back', async () => {
    const [ana, mara] = await talking('ana');
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
  }, 60_000);

  test('row 9: cancelling while the colleague rings, and as they answer: one outcome each time', async () => {
    const [ana, mara] = await talking('ana');
    const ben = await center.agentAtWork('ben');
    await ana.transferTo('Ben', 'Consult');
    await ben.sees('Ana is transferring a call to you');
    await ana.click('Cancel transfer');
    await ben.sees('Ready for calls');
    await together(ana, mara);
    await ana.transferTo('Ben', 'Consult');
    await ben.button('Answer').waitFor();
    await Promise.all([ben.answer(), ana.click('Cancel transfer')]);
    await ben.sees(/Ready for calls|Wrap-up/);
    await expectHearing([
      [ana, [TONES.mara]],
      [mara, [TONES.ana]],
      [ben, []],
    ]);
  }, 60_000);

  test('row 11: completing while the colleague rings: they get the customer when they answer', async () => {
    const [ana, mara] = await talking('ana');
    const ben = await center.agentAtWork('ben');
    await ana.transferTo('Ben', 'Consult');
    await ben.sees('Ana is transferring a call to you');
    await ana.click('Complete transfer');
    await ana.sees('Wrap-up');
    expect((await mara.hears(0.6)).sounds).toBe(true);
    await ben.answer();
    await together(ben, mara);
  }, 60_000);

  test('row 17: sent without talking and not answered: the call comes back to who sent it', async () => {
    const [ana, mara] = await talking('ana');
    const ben = await center.agentAtWork('ben');
    await ana.transferTo('Ben', 'Send without talking');
    await Promise.all([ana.sees('Wrap-up'), ben.sees('Ana is transferring a call to you')]);
    await ana.sees('A call is coming back to you');
    await ana.answer();
    await together(ana, mara);
  }, 60_000);

  test('row 14: the customer hangs up while consulting: both are told and the call is over', async () => {
    const [ana, ben, mara] = await consulting();
    await mara.hangUp();
    await Promise.all([ana.sees('The customer hung up.'), ben.sees('The customer hung up.')]);
    await Promise.all([ana.sees('Wrap-up'), ben.sees('Wrap-up')]);
    await noGhostRooms();
  }, 60_000);
});
