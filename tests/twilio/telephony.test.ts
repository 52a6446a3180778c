import { VirtualClock } from '../../emulator/virtual-clock.ts';
import type { Call } from '../../src/core/model/call.ts';
import { startBudget } from '../../src/call/budget.ts';
import { GoneError } from '../../src/call/ports.ts';
import { TwilioTelephony } from '../../src/twilio/telephony.ts';
import { Urls } from '../../src/twilio/urls.ts';
import { agent, CallSpec } from '../support/core/call-spec.ts';
import { benchesOnDemand } from '../support/functions/bench-of-file.ts';
import { CALLER, NUMBER, TestDevice, type ProductBench } from '../support/functions/product-bench.ts';

const RING = { seconds: 20, isWanted: async () => true };

const start = benchesOnDemand();
let clock: VirtualClock;
let bench: ProductBench;

beforeEach(async () => {
  clock = new VirtualClock();
  bench = await start({}, clock);
});

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
  const rooms = bench.local.phoneSwitch.listConferences({ friendlyName: call });
  return rooms.find(({ status }) => status !== 'completed')?.sid ?? 'none';
}

describe('agents’ legs of which nothing was heard', () => {
  /** A call that has just decided to dial Ana. */
  function anaIsDialled(): Call {
    const now = clock.now();
    const spec = new CallSpec(agent('ana', { seenAt: now }));
    spec.now = now;
    return { ...spec.arrives().state, to: NUMBER };
  }

  it('row 22: are found while they ring, and not when they are over', async () => {
    const phone = new TestDevice(bench, 'client:ana');
    const call = anaIsDialled();
    const sid = await telephony().dialAgent(call, 'a1', 'ana', RING);
    expect(await telephony().dialled(call)).toEqual([{ leg: 'a1', sid }]);
    await clock.advance(1000);
    expect(phone.offer?.callSid).toBe(sid);
    await telephony().hangUp(sid);
    expect(await telephony().dialled(call)).toEqual([]);
  });

  it('are not taken for another agent’s, or for an older one that was given up', async () => {
    const phones = ['client:ana', 'client:ben'].map((address) => new TestDevice(bench, address));
    await telephony().dialAgent(anaIsDialled(), 'a1', 'ana', RING);
    await clock.advance(5000);
    const call = anaIsDialled();
    await telephony().dialAgent(call, 'a2', 'ben', RING);
    await clock.advance(1000);
    expect(phones.filter(({ offer }) => offer)).toHaveLength(2);
    expect(await telephony().dialled(call)).toEqual([]);
  });
});

describe('row 22: a dial that Twilio is too busy for', () => {
  const tooBusy = {
    at: 'rest',
    match: '^POST .*/Calls.json',
    action: { do: 'answer', status: 429 },
  } as const;

  it.each([
    ['rings as soon as it may', true, 1],
    ['is not tried again when the customer has hung up meanwhile', false, 0],
  ])('%s', async (_, isWanted, rung) => {
    const phone = new TestDevice(bench, 'client:ana');
    const call = { ...new CallSpec(agent('ana')).arrives().state, to: NUMBER };
    bench.local.faults.set([{ ...tooBusy, times: 1 }]);
    const ring = { seconds: 20, isWanted: async () => isWanted };
    const dialled = telephony().dialAgent(call, 'a1', 'ana', ring);
    const outcome = await dialled.catch((error: unknown) => error);
    expect(outcome).toEqual(isWanted ? expect.any(String) : expect.any(GoneError));
    await clock.advance(1000);
    expect(phone.offer ? 1 : 0).toBe(rung);
  });
});

/** A customer and Ana, whose leg is not the product's. */
async function talking() {
  const { call: caller, room } = await customerWaits();
  const ana = new TestDevice(bench, 'client:ana');
  const twiml = `<Response><Dial><Conference waitUrl="">${caller}</Conference></Dial></Response>`;
  const { sid: leg } = await bench.client.calls.create({ to: 'client:ana', from: NUMBER, twiml });
  await clock.advance(1000);
  ana.offer?.answer();
  await clock.advance(1000);
  return { caller, room, leg };
}

describe('holding', () => {
  const englishSentence = { language: 'en' } as const;
  const hears = (call: string) => bench.local.phoneSwitch.hearing(call);

  it('is done when somebody who is not held is to be taken off hold', async () => {
    const { caller, room } = await talking();
    await telephony().hold({ id: caller, room, ...englishSentence }, caller, undefined);
    expect(hears(caller)?.voices).toHaveLength(1);
  });

  it('is a fault when Twilio refuses for another reason, and does not mean gone', async () => {
    const { caller, room } = await talking();
    const refusal = { do: 'answer', status: 400, code: 20_001 } as const;
    bench.local.faults.set([{ at: 'rest', match: '^POST .*/Participants/', action: refusal }]);
    const held = telephony().hold({ id: caller, room, ...englishSentence }, caller, 'hold');
    const outcome = await held.catch((error: unknown) => error);
    expect(outcome).toMatchObject({ status: 400 });
    expect(outcome).not.toBeInstanceOf(GoneError);
    expect(hears(caller)?.voices).toHaveLength(1);
  });

  it('puts a customer who is alone into the room anew where Twilio holds nobody who is', async () => {
    bench.local.beliefs.set({ loneHold: 'refused', leaverInList: 'as-connected' });
    const { caller, room, leg } = await talking();
    bench.local.phoneSwitch.hangUp(leg);
    await telephony().hold({ id: caller, room, ...englishSentence }, caller, 'rescue');
    await clock.advance(2000);
    expect(roomOf(caller)).not.toBe(room);
    expect(hears(caller)?.clip).toBeDefined();
  });

  it('of somebody whose room is over finds them gone', async () => {
    const { caller, room } = await talking();
    await bench.client.conferences(room).update({ status: 'completed' });
    const held = telephony().hold({ id: caller, room, ...englishSentence }, caller, 'hold');
    await expect(held).rejects.toBeInstanceOf(GoneError);
  });
});

describe('a look at the room', () => {
  it('tells who is there', async () => {
    const { call, room } = await customerWaits();
    expect(await telephony().whoIsInRoom({ id: call, room })).toEqual({
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
    expect(await telephony().whoIsInRoom({ id: call, room: first })).toMatchObject(found);
    expect(await telephony().whoIsInRoom({ id: call })).toMatchObject(found);
  });

  it('leaves out who has left, although Twilio still lists them', async () => {
    const { caller, room, leg } = await talking();
    bench.local.phoneSwitch.hangUp(leg);
    const statuses = await bench.client.conferences(room).participants.list();
    expect(statuses.map(({ status }) => status)).toEqual(['connected', 'complete']);
    expect(await telephony().whoIsInRoom({ id: caller, room })).toMatchObject({ inRoom: [{ sid: caller }] });
  });

  it.each(['init', 'in-progress'] as const)('finds a lone customer’s room that is %s', async (setting) => {
    bench.local.beliefs.set({ loneConference: setting });
    const { call, room } = await customerWaits();
    expect(await telephony().whoIsInRoom({ id: call })).toMatchObject({ room, inRoom: [{ sid: call }] });
  });

  it('finds nobody when the customer is gone', async () => {
    const { call, room } = await customerWaits();
    bench.local.phoneSwitch.hangUp(call);
    expect(await telephony().whoIsInRoom({ id: call, room })).toEqual({ inRoom: [], customerAlive: false });
  });
});

describe('hanging up', () => {
  async function anaIsRung() {
    const phone = new TestDevice(bench, 'client:ana');
    const now = clock.now();
    const spec = new CallSpec(agent('ana', { seenAt: now }));
    spec.now = now;
    const sid = await telephony().dialAgent({ ...spec.arrives().state, to: NUMBER }, 'a1', 'ana', RING);
    await clock.advance(1000);
    return { sid, phone, status: () => bench.local.phoneSwitch.fetchCall(sid).status };
  }

  it.each(['ends-it', 'is-refused', 'is-ignored'] as const)(
    'ends what rings, where completed of such a call %s',
    async (completeUnanswered) => {
      bench.local.beliefs.set({ completeUnanswered });
      const { sid, status } = await anaIsRung();
      await telephony().hangUp(sid, true);
      expect(status()).toBe('canceled');
    },
  );

  it.each(['is-ignored', 'is-refused'] as const)(
    'ends what was answered in the same moment, where canceled of such a call %s',
    async (cancelAnswered) => {
      bench.local.beliefs.set({ cancelAnswered });
      const { sid, phone, status } = await anaIsRung();
      phone.offer?.answer();
      await clock.advance(100);
      await telephony().hangUp(sid, true);
      expect(status()).toBe('completed');
    },
  );
});
