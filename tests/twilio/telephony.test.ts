import { VirtualClock } from '../../emulator/virtual-clock.ts';
import { startBudget } from '../../src/call/budget.ts';
import { TwilioTelephony } from '../../src/twilio/telephony.ts';
import { Urls } from '../../src/twilio/urls.ts';
import {
  buildProduct,
  CALLER,
  startProductBench,
  TestDevice,
  type ProductBench,
} from '../support/product-bench.ts';

let built: Awaited<ReturnType<typeof buildProduct>>;
let clock: VirtualClock;
let bench: ProductBench;

beforeAll(async () => {
  built = await buildProduct();
});
beforeEach(async () => {
  clock = new VirtualClock();
  bench = await startProductBench(built.folder, {}, clock);
});
afterEach(() => bench.stop());
afterAll(() => built.remove());

function telephony(): TwilioTelephony {
  return new TwilioTelephony(bench.client, new Urls(`https://${bench.domain}`), startBudget());
}

/** A customer who waits. @returns their call and their room */
async function customerWaits() {
  const call = new TestDevice(bench, CALLER).dial();
  await clock.advance(2000);
  return { call, room: roomOf(call) };
}

function roomOf(call: string): string {
  const rooms = bench.local.exchange.listConferences({ friendlyName: call });
  return rooms.find(({ status }) => status !== 'completed')?.sid ?? 'none';
}

describe('a look at the room', () => {
  it('tells who is there', async () => {
    const { call, room } = await customerWaits();
    expect(await telephony().look({ id: call, room })).toEqual({
      inRoom: [{ sid: call, label: 'customer', held: false, muted: false }],
      customerAlive: true,
    });
  });

  it('row 22: follows the customer by name into the room that they came into after theirs ended', async () => {
    const { call, room: first } = await customerWaits();
    await bench.client.conferences(first).update({ status: 'completed' });
    await clock.advance(2000);
    const room = roomOf(call);
    expect(room).not.toBe(first);
    const found = { customerAlive: true, room, inRoom: [{ sid: call }] };
    expect(await telephony().look({ id: call, room: first })).toMatchObject(found);
    expect(await telephony().look({ id: call })).toMatchObject(found);
  });

  it('finds nobody when the customer is gone', async () => {
    const { call, room } = await customerWaits();
    bench.local.exchange.hangUp(call);
    expect(await telephony().look({ id: call, room })).toEqual({ inRoom: [], customerAlive: false });
  });
});
