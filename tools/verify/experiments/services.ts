import type { Experiment } from '../experiment.ts';
import type { Workbench } from '../workbench.ts';

export const wrongSignature: Experiment<'wrongSignature'> = {
  belief: 'wrongSignature',
  plan: 'A protected Function is asked without a signature.',
  legMinutes: 0,
  observe: async (bench) => {
    const { status } = await fetch(bench.url('guarded', { note: 'unsigned' }), { method: 'POST' });
    if (status === 403) return '403';
    if (status === 400) return '400';
    throw new Error(`The status is ${status}, which no setting describes.`);
  },
};

const ITEMS = 50;
/** As single reads they are few; with all their items they are more than Sync lets through at once. */
const PAGES = 12;

export const listReads: Experiment<'listReads'> = {
  belief: 'listReads',
  plan: `A list of ${ITEMS} items is read ${PAGES} times at once.`,
  legMinutes: 0,
  observe: async (bench) => {
    const items = await filledList(bench);
    const pages = Array.from({ length: PAGES }, () => items.page({ pageSize: ITEMS }));
    const refusals = (await Promise.allSettled(pages)).flatMap((each) =>
      each.status === 'rejected' ? [each.reason as { status?: number }] : [],
    );
    const other = refusals.find(({ status }) => status !== 429);
    if (other) throw other as Error;
    bench.measured['refused'] = refusals.length;
    return refusals.length > 0 ? 'each-item' : 'one';
  },
};

/** It goes with the laboratory's Sync service. */
async function filledList(bench: Workbench) {
  const { syncLists } = bench.client.sync.v1.services(bench.notesService);
  const { sid } = await syncLists.create({});
  const { syncListItems } = syncLists(sid);
  for (let n = 0; n < ITEMS; n += 1) await syncListItems.create({ data: { n } });
  return syncListItems;
}
