import type { AgentPage } from '../../../harness/agent-page.ts';
import { expectHearing, TONES, type AgentName, type CallCenter } from './call-center.ts';
import type { Caller } from '../../../harness/caller.ts';
import { until } from '../../../harness/until.ts';

type Two = readonly [AgentPage, Caller];
type Three = readonly [AgentPage, AgentPage, Caller];

/** Mara's call rings at an agent's. */
export async function ringing(center: CallCenter, id: AgentName = 'ana'): Promise<Two> {
  const agent = await center.agentAtWork(id);
  const mara = await center.call('mara');
  await agent.button('Answer').waitFor();
  return [agent, mara];
}

/** An agent talks with Mara. */
export async function talking(center: CallCenter, id: AgentName = 'ana'): Promise<Two> {
  const [agent, mara] = await ringing(center, id);
  await agent.answer();
  await agent.sees('Talking with');
  // The page knows of its own sound before the product hears from Twilio who is in the room.
  await until('the agent is in the room', async () => (await center.callOf(mara)).phase === 'talking');
  return [agent, mara];
}

/** Ana has put Mara on hold. */
export async function onHold(center: CallCenter): Promise<Two> {
  const [ana, mara] = await talking(center);
  await ana.click('Hold');
  await ana.sees(/is on hold/);
  await mara.isPlayed(/music/);
  return [ana, mara];
}

/** Mara is on hold, and Ben's page rings for a private talk with Ana. */
export async function consultRinging(center: CallCenter): Promise<Three> {
  const [ana, mara] = await talking(center);
  const ben = await center.agentAtWork('ben');
  await ana.transferTo('Ben', 'Consult');
  await ben.button('Answer').waitFor();
  return [ana, ben, mara];
}

/** Ana and Ben talk in private. Mara is on hold. */
export async function consulting(center: CallCenter): Promise<Three> {
  const [ana, ben, mara] = await consultRinging(center);
  await ben.answer();
  await ana.sees('Private talk with Ben');
  return [ana, ben, mara];
}

/** Ana calls Ben into the call; all three talk. */
export async function conferencing(center: CallCenter): Promise<Three> {
  const [ana, mara] = await talking(center);
  const ben = await center.agentAtWork('ben');
  await ana.transferTo('Ben', 'Add to call');
  await ben.answer();
  await ana.sees('All 3 of you are talking');
  return [ana, ben, mara];
}

/** Ana has handed Mara over to Ben, and wraps up. */
export async function handedOver(center: CallCenter): Promise<Three> {
  const [ana, ben, mara] = await consulting(center);
  await ana.click('Complete transfer');
  await ana.wrapsUp();
  await ben.sees('Talking with');
  return [ana, ben, mara];
}

/** Agent and customer hear each other, and nobody else. */
export function together(agent: AgentPage, caller: Caller): Promise<void> {
  return expectHearing([
    [agent, [TONES.mara]],
    [caller, [agent.toneHz]],
  ]);
}

/** Mara hears an apology and music, and whoever turns available then is rung and talks with her. */
export async function rescued(center: CallCenter, mara: Caller, id: AgentName): Promise<void> {
  await mara.isPlayed(/sorry/);
  await mara.isPlayed(/music/);
  const agent = await center.agentForWhoWaits(id);
  await agent.answer();
  await together(agent, mara);
}

/** Ana, Ben and Mara all hear each other. */
export function allTogether(ana: AgentPage, ben: AgentPage, mara: Caller): Promise<void> {
  return expectHearing([
    [ana, [TONES.ben, TONES.mara]],
    [ben, [TONES.ana, TONES.mara]],
    [mara, [TONES.ana, TONES.ben]],
  ]);
}

export async function isOver(caller: Caller): Promise<void> {
  await until('the caller is off the line', async () => !(await caller.isOnTheLine()));
}
