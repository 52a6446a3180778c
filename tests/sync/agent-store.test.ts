import twilio from 'twilio';
import type RequestClient from 'twilio/lib/base/RequestClient.js';
import { SystemClock } from '../../emulator/clock.ts';
import { inProcessRest, type RestClient } from '../../emulator/functions/twilio-client.ts';
import { startBudget } from '../../src/call/budget.ts';
import { SyncAgentStore } from '../../src/sync/agent-store.ts';
import { SyncService } from '../../src/sync/sync-service.ts';
import { benchesOnDemand } from '../support/functions/bench-of-file.ts';

const start = benchesOnDemand();
const COUNT = 130;

/** The agents as read while Twilio refuses some of the reads. */
async function agentsWhere(isRefused: (url: string) => boolean): Promise<readonly string[]> {
  const bench = await start();
  for (let index = 0; index < COUNT; index += 1) {
    const map = bench.local.sync.object(bench.service, 'map', 'agents');
    bench.local.sync.addItem(map, `agent_${String(index).padStart(3, '0')}`, { id: `agent_${index}` });
    bench.local.sync.writes.clear();
  }
  const inner = inProcessRest(bench.local.rest, new SystemClock())({});
  const request: RestClient['request'] = async (asked) => {
    if (!isRefused(asked.uri)) return inner.request(asked);
    return {
      statusCode: 429,
      body: { status: 429, code: 54009, message: 'Rate limit exceeded' },
      headers: {},
    } as never;
  };
  const { accountSid, authToken } = bench.local.account;
  const client = twilio(accountSid, authToken, { httpClient: { request } as unknown as RequestClient });
  const store = new SyncAgentStore(new SyncService(client, bench.service, startBudget()));
  return (await store.list()).map(({ value }) => value.id);
}

const isNextPage = (url: string): boolean => url.includes('PageToken');

test('all agents are read, however many pages they fill', async () => {
  expect(new Set(await agentsWhere(() => false)).size).toBe(COUNT);
});

test('where a later page is refused, those of the first are better than nobody (promise: rest-fails)', async () => {
  const refused: string[] = [];
  const ids = await agentsWhere((url) => isNextPage(url) && refused.push(url) > 0);
  expect(ids).toHaveLength(100);
  expect(refused).toHaveLength(1);
});

test('where nothing can be read, it throws', async () => {
  await expect(agentsWhere((url) => url.includes('/Maps/agents/'))).rejects.toMatchObject({ status: 429 });
});
