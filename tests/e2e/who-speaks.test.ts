import type { Locator } from 'playwright-core';
import type { AgentPage } from '../../harness/agent-page.ts';
import { callCenterOfFile } from '../support/page/call-center.ts';
import { conferencing } from '../support/page/scenarios.ts';

const center = callCenterOfFile();

/** As the page shows her number. */
const MARA = '+1 555 010 9001';

/** The row of a party, once it is marked as speaking. */
function speaking({ page }: AgentPage, name: string): Locator {
  return page.locator('[data-meter][data-speaking]').filter({ hasText: name });
}

test('a caller is marked for as long as they speak, and so is the agent', async () => {
  const ana = await center.agentAtWork('ana');
  await center.call('mara', 12);
  await ana.answer();
  await speaking(ana, MARA).waitFor();
  await speaking(ana, 'You').waitFor();
  await speaking(ana, MARA).waitFor({ state: 'detached' });
  await ana.click('Mute');
  await speaking(ana, 'You').waitFor({ state: 'detached' });
});

test('the page says that one of two others speaks, and who, once one is muted', async () => {
  const [ana, ben] = await conferencing(center);
  await ana.page.getByText('One of the others is speaking').waitFor();
  expect(await speaking(ana, MARA).count()).toBe(0);
  await ben.click('Mute');
  await speaking(ana, MARA).waitFor();
  expect(await ana.page.getByText('One of the others is speaking').count()).toBe(0);
});
