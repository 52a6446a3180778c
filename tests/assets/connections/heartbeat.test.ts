import { RefusedError } from '../../../src/assets/connections/api.ts';
import { createBeat, persistently } from '../../../src/assets/connections/heartbeat.ts';

const CALL = `CA${'1'.repeat(32)}`;

const talks = { call: CALL, agent: { presence: 'busy', call: CALL } } as const;
const isFree = { call: undefined, agent: { presence: 'available' } } as const;
const wrapsUp = { call: undefined, agent: { presence: 'wrap-up' } } as const;
const isRung = { call: undefined, agent: { presence: 'busy', call: CALL } } as const;

/** A page whose heartbeats are answered as given, and what it told the service each time. */
function page(answers: readonly (object | 'lost')[]) {
  const told: { call: string | null; heard?: boolean }[] = [];
  let now = 0;
  const ask = async (_path: string, body: object = {}): Promise<never> => {
    told.push(body as (typeof told)[number]);
    const answer = answers[told.length - 1] ?? {};
    if (answer === 'lost') throw new Error('the network is away');
    return answer as never;
  };
  const say = createBeat(ask, () => now);
  const beats = async (present: Parameters<typeof say>[0], atSeconds: number): Promise<void> => {
    now = atSeconds * 1000;
    await say(present).catch(() => undefined);
  };
  return { beats, heard: () => told.map(({ heard = false }) => heard) };
}

const written = { heardForSeconds: 25 };

test('on a call, every second heartbeat is recorded', async () => {
  const { beats, heard } = page([written, {}, written, {}]);
  for (const at of [0, 20, 40, 60]) await beats(talks, at);
  expect(heard()).toEqual([false, true, false, true]);
});

test('a page without a call sends no more heartbeats than are recorded', async () => {
  const { beats, heard } = page([written, written]);
  for (const at of [0, 20, 40, 60]) await beats(isFree, at);
  expect(heard()).toEqual([false, false]);
});

test.each([
  ['wraps up', wrapsUp],
  ['is rung', isRung],
  ['is not known yet', { call: undefined, agent: undefined }],
] as const)('a page whose agent %s is heard of each time', async (_what, present) => {
  const { beats, heard } = page([written, written]);
  for (const at of [0, 20]) await beats(present, at);
  expect(heard()).toEqual([false, false]);
});

test('a heartbeat that was lost does not count as heard', async () => {
  const { beats, heard } = page(['lost', written, {}]);
  for (const at of [0, 20, 40]) await beats(talks, at);
  expect(heard()).toEqual([false, false, true]);
});

test('an older record of the page counts only for the rest of its time', async () => {
  const { beats, heard } = page([{ heardForSeconds: 5 }, written]);
  for (const at of [0, 20]) await beats(talks, at);
  expect(heard()).toEqual([false, false]);
});

describe('a heartbeat that is lost on the way', () => {
  const lost = () => Promise.reject(new RefusedError('offline', 'did not reach the service'));

  it('is sent again at once, because the timers of a hidden tab are slow', async () => {
    const sent: string[] = [];
    await persistently(async () => {
      sent.push('beat');
      if (sent.length === 1) await lost();
    });
    expect(sent).toHaveLength(2);
  });

  it('is given up after three tries', async () => {
    let tries = 0;
    const sending = persistently(() => {
      tries += 1;
      return lost();
    });
    await expect(sending).rejects.toThrow('did not reach');
    expect(tries).toBe(3);
  });

  it('is not repeated when the service has answered', async () => {
    let tries = 0;
    const sending = persistently(() => {
      tries += 1;
      return Promise.reject(new RefusedError('not-signed-in', 'over'));
    });
    await expect(sending).rejects.toThrow('over');
    expect(tries).toBe(1);
  });
});
