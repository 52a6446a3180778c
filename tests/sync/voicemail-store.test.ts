import { startBudget } from '../../src/call/budget.ts';
import type { Voicemail } from '../../src/core/model/history.ts';
import { ConflictError } from '../../src/shared/storage.ts';
import { OBJECTS, SyncService } from '../../src/sync/sync-service.ts';
import { SyncVoicemailStore } from '../../src/sync/voicemail-store.ts';
import { benchesOnDemand } from '../support/functions/bench-of-file.ts';

const start = benchesOnDemand();
const FIRST: Voicemail = { recording: 'RE1', call: 'CA1', from: '+15550123', at: 1000, seconds: 7 };

async function bench() {
  const { client, service } = await start();
  return { client, service, store: new SyncVoicemailStore(new SyncService(client, service, startBudget())) };
}

test('a recording that Twilio reports twice is kept once, as first reported', async () => {
  const { store } = await bench();
  await store.add(FIRST, 30);
  await store.add({ ...FIRST, seconds: 8 }, 30);
  expect(await store.list()).toEqual([FIRST]);
});

test('a message that cannot be kept fails, so that Twilio sends it again', async () => {
  const { client, service, store } = await bench();
  await client.sync.v1.services(service).syncMaps(OBJECTS.voicemails).remove();
  await expect(store.add(FIRST, 30)).rejects.toThrow(ConflictError);
});
