import type { Experiment } from '../experiment.ts';
import type { Party } from '../party.ts';

export const ringingMessage: Experiment<'ringingMessage'> = {
  belief: 'ringingMessage',
  plan: 'Two pages of one identity ring, and a message is sent to them.',
  legMinutes: 0,
  observe: async (bench) => {
    const identity = bench.nobody();
    const parties = await Promise.all([bench.registered(identity), bench.registered(identity)]);
    const call = await bench.ring(identity);
    const all = (what: string) => Promise.all(parties.map((party) => isTold(party, what)));
    await bench.until('two pages ring', async () => !(await all('incoming')).includes(false));
    await bench.client.calls(call).userDefinedMessages.create({ content: JSON.stringify({ word: 'hello' }) });
    await bench.until('a page gets a message while it rings', async () =>
      (await all('messageReceived')).includes(true),
    );
    const isEverywhere = async () => !(await all('messageReceived')).includes(false);
    return (await bench.within(3, isEverywhere)) ? 'every-page' : 'one-page';
  },
};

async function isTold(party: Party, what: string): Promise<boolean> {
  return (await party.told()).some((event) => event.what === what);
}
