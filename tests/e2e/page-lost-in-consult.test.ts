import type { AgentPage } from '../../harness/agent-page.ts';
import { callCenterOfFile, type AgentName } from '../support/page/call-center.ts';
import { PAGE_LOSSES, waysOf } from '../support/page/page-losses.ts';
import { QUICK } from '../support/page/quick-settings.ts';
import { consulting, consultRinging, rescued, together } from '../support/page/scenarios.ts';

const center = callCenterOfFile({ ...QUICK, RECALL_SECONDS: '1' });

describe.each(waysOf('is closed'))('an agent’s page %s', (way) => {
  const lose = (id: AgentName, page: AgentPage) => PAGE_LOSSES[way].lose(center, id, page);

  test('while a consult rings at it: the initiator is told and has the customer back (promise: target-fails)', async () => {
    const [ana, ben, mara] = await consultRinging(center);
    await lose('ben', ben);
    await ana.sees(/Ben(’s page was closed| did not answer| could not be reached)/);
    await together(ana, mara);
  });

  test('while the consult that it asked for rings: the colleague gets the customer (promise: initiator-vanishes)', async () => {
    const [ana, ben, mara] = await consultRinging(center);
    await lose('ana', ana);
    await mara.isPlayed(/music/);
    await ben.answer();
    await together(ben, mara);
  });

  test('the initiator’s in a consult: colleague and customer are joined (promise: initiator-vanishes)', async () => {
    const [ana, ben, mara] = await consulting(center);
    await lose('ana', ana);
    await ben.sees('Talking with');
    await together(ben, mara);
  });

  test('the colleague’s in a consult: the customer is back with the initiator (promise: target-vanishes)', async () => {
    const [ana, ben, mara] = await consulting(center);
    await lose('ben', ben);
    await ana.sees('Ben left. You are back with the customer.');
    await together(ana, mara);
  });

  test('both in a consult: the customer hears an apology, and somebody else is rung (promise: both-vanish)', async () => {
    const [ana, ben, mara] = await consulting(center);
    await Promise.all([lose('ana', ana), lose('ben', ben)]);
    await rescued(center, mara, 'chika');
  });
});
