import { runCommands } from '../../src/call/run-commands.ts';
import { GoneError } from '../../src/call/ports.ts';
import type { Command } from '../../src/core/model/commands.ts';
import { anaConsultsBen, sidOf } from '../support/core/call-spec.ts';
import { memoryPorts } from '../support/core/memory-ports.ts';

const BEN = sidOf('a2');
const TO_COLLEAGUE: readonly Command[] = [
  { type: 'HoldLeg', leg: 'a2', sid: BEN, on: false },
  { type: 'HoldCustomer', music: 'hold' },
];

/** Runs the commands of a swap to the colleague, while the customer's hold has the given result. */
async function swap(holding: () => Promise<void>) {
  const bench = memoryPorts([]);
  const did: string[] = [];
  const { telephony } = bench.ports;
  const hold: typeof telephony.hold = async (_call, sid, music) => {
    did.push(`${music ? 'hold' : 'unhold'} ${sid}`);
    if (!music) return false;
    await holding();
    did.push('held');
    return false;
  };
  const ports = { ...bench.ports, telephony: { ...telephony, hold } };
  const outcomes = await runCommands(ports, anaConsultsBen().state, TO_COLLEAGUE);
  return { did, failed: outcomes.filter(({ type }) => type === 'CommandFailed') };
}

test('a swap takes one party off hold only when the other is on hold', async () => {
  const { did } = await swap(async () => void (await new Promise((resolve) => setImmediate(resolve))));
  expect(did).toEqual(['hold CA0', 'held', `unhold ${BEN}`]);
});

test.each([
  ['is refused', new Error('503')],
  ['has nobody to act on, as Twilio says', new GoneError('404')],
])('a swap frees nobody when the hold of the other %s, and is tried again', async (_, error) => {
  const { did, failed } = await swap(async () => {
    throw error;
  });
  expect(did).toEqual(['hold CA0']);
  expect(failed).toContainEqual({ type: 'CommandFailed', command: 'HoldLeg:a2:off', gone: false });
});

describe('stopped music that has to start again in a consult', () => {
  const RESTART: readonly Command[] = [
    { type: 'MuteLeg', leg: 'a2', sid: BEN, on: false },
    { type: 'RestartMusic' },
  ];

  /** What was done, where a restart has the given result. */
  async function restarted(restart: () => Promise<void>) {
    const bench = memoryPorts([]);
    const did: string[] = [];
    const restartMusic = async () => {
      await restart();
      did.push('music');
      return false;
    };
    const mute = async () => void did.push('unmute');
    const ports = { ...bench.ports, telephony: { ...bench.ports.telephony, restartMusic, mute } };
    await runCommands(ports, anaConsultsBen().state, RESTART);
    return did;
  }

  test('plays before anybody is unmuted, whom the customer could hear meanwhile', async () => {
    expect(await restarted(() => new Promise((resolve) => setImmediate(resolve)))).toEqual([
      'music',
      'unmute',
    ]);
  });

  test('leaves muted whoever is muted when it cannot start', async () => {
    expect(await restarted(() => Promise.reject(new Error('503')))).toEqual([]);
  });
});
