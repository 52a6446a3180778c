import type { AgentPage } from '../../harness/agent-page.ts';
import { callCenterOfFile } from '../support/page/call-center.ts';
import { isOver } from '../support/page/scenarios.ts';
import { until } from '../../harness/until.ts';

const center = callCenterOfFile();

/** The accessible name of what has the focus: its label, or its words. */
function focused({ page }: AgentPage): Promise<string> {
  return page.evaluate(() => {
    const element = document.activeElement as HTMLElement;
    const label = (element as HTMLInputElement).labels?.[0]?.textContent;
    return element.getAttribute('aria-label') ?? label ?? element.textContent ?? '';
  });
}

/** Waits until what has the focus goes by that name, or begins with it: the focus follows what the page shows. */
async function focusIs(agent: AgentPage, name: string): Promise<void> {
  await until(`the focus is on "${name}"`, async () => (await focused(agent)).startsWith(name));
}

/** Goes on with the Tab key until something of that name has the focus, as somebody without a mouse does. */
async function tabTo(agent: AgentPage, name: string): Promise<void> {
  for (let presses = 0; presses < 40; presses += 1) {
    if ((await focused(agent)).startsWith(name)) return;
    await agent.page.keyboard.press('Tab');
  }
  throw new Error(`The Tab key does not lead to "${name}".`);
}

async function press(agent: AgentPage, name: string): Promise<void> {
  await tabTo(agent, name);
  await agent.page.keyboard.press('Enter');
}

async function arrive(id: 'ana' | 'ben'): Promise<AgentPage> {
  const agent = await center.agentAtPage(id);
  await agent.page.getByLabel('Agent ID').waitFor();
  await tabTo(agent, 'Agent ID');
  await agent.page.keyboard.type(id);
  await agent.page.keyboard.press('Tab');
  await agent.page.keyboard.type(`${id}-2468`);
  await agent.page.keyboard.press('Enter');
  await agent.button('Go available').waitFor();
  await press(agent, 'Go available');
  await agent.sees('Ready for calls');
  return agent;
}

test('a whole transfer without a mouse, with the focus where the next step is', async () => {
  const ana = await arrive('ana');
  const caller = await center.call('mara');
  await ana.button('Answer').waitFor();
  await focusIs(ana, 'Incoming call');
  await ana.page.keyboard.press('Enter');
  await ana.sees('Talking with');
  await focusIs(ana, 'Talking with');

  const ben = await arrive('ben');
  await press(ana, 'Transfer');
  await ana.page.getByRole('dialog').waitFor();
  await focusIs(ana, 'Search by name');
  await ana.page.keyboard.type('ben');
  await ana.page.keyboard.press('ArrowDown');
  await tabTo(ana, 'Note for your colleague');
  await ana.page.keyboard.type('Her parcel is late.');
  await press(ana, 'Consult');

  await ben.sees('Her parcel is late.');
  // The page shows the call when Sync tells of it, which may be before the telephone rings.
  await ben.button('Answer').waitFor();
  await ben.page.keyboard.press('Enter');
  await ana.sees('Private talk with Ben');
  await press(ana, 'Complete transfer');
  await ana.sees('Wrap-up');
  await focusIs(ana, 'Wrap-up');
  await ben.sees('Talking with');

  await press(ben, 'End call');
  await ben.page.getByRole('dialog').waitFor();
  await focusIs(ben, 'Keep talking');
  await ben.page.keyboard.press('Escape');
  await ben.page.getByRole('dialog').waitFor({ state: 'detached' });
  await focusIs(ben, 'End call');
  await ben.page.keyboard.press('Enter');
  await press(ben, 'End for everyone');
  await ben.sees('Wrap-up');
  await isOver(caller);
});
