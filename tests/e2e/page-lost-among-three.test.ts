import type { AgentPage } from '../../harness/agent-page.ts';
import { callCenterOfFile, type AgentName } from '../support/page/call-center.ts';
import { PAGE_LOSSES, waysOf } from '../support/page/page-losses.ts';
import { QUICK } from '../support/page/quick-settings.ts';
import { conferencing, handedOver, together } from '../support/page/scenarios.ts';

const center = callCenterOfFile(QUICK);

describe.each(waysOf('loses its network'))('an agent’s page %s', (way) => {
  const lose = (id: AgentName, page: AgentPage) => PAGE_LOSSES[way].lose(center, id, page);

  test('the owner’s in a conference of three: the other two go on (promise: conference-left)', async () => {
    const [ana, ben, mara] = await conferencing(center);
    await lose('ana', ana);
    await together(ben, mara);
    await ben.button('End call').waitFor();
  });

  test('the colleague’s in a conference of three: the other two go on (promise: conference-left)', async () => {
    const [ana, ben, mara] = await conferencing(center);
    await lose('ben', ben);
    await together(ana, mara);
  });

  test('the new owner’s after a transfer: an apology, and the former initiator is rung (promise: new-owner-vanishes)', async () => {
    const [ana, ben, mara] = await handedOver(center);
    await lose('ben', ben);
    await mara.isPlayed(/sorry/);
    await ana.sees('A call is coming back to you');
    await ana.answer();
    await together(ana, mara);
  });

  test('the former initiator’s in wrap-up: the customer does not notice (promise: transfer-completed)', async () => {
    const [ana, ben, mara] = await handedOver(center);
    await lose('ana', ana);
    await together(ben, mara);
  });
});
