import type { AgentPage } from '../../harness/agent-page.ts';
import { callCenterOfFile, type AgentName } from '../support/page/call-center.ts';
import { PAGE_LOSSES, waysOf } from '../support/page/page-losses.ts';
import { QUICK } from '../support/page/quick-settings.ts';
import { onHold, rescued, talking, together } from '../support/page/scenarios.ts';

const center = callCenterOfFile({ ...QUICK, RECALL_SECONDS: '1' });

describe.each(waysOf('crashes'))('an agent’s page %s', (way) => {
  const lose = (id: AgentName, page: AgentPage) => PAGE_LOSSES[way].lose(center, id, page);

  test('while it rings: the next agent is rung (promise: offer-fails)', async () => {
    const ana = await center.agentAtWork('ana');
    const ben = await center.agentAtWork('ben');
    const mara = await center.call('mara');
    await ana.button('Answer').waitFor();
    await lose('ana', ana);
    await ben.answer();
    await together(ben, mara);
  });

  test('while they talk: an apology and music, and whoever turns available is rung (promise: agent-vanishes)', async () => {
    const [ana, mara] = await talking(center);
    await lose('ana', ana);
    await rescued(center, mara, 'ben');
  });

  test('while the customer is on hold: the same (promise: agent-vanishes)', async () => {
    const [ana, mara] = await onHold(center);
    await lose('ana', ana);
    await rescued(center, mara, 'ben');
  });
});
