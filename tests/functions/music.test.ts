import { VirtualClock } from '../../emulator/virtual-clock.ts';
import { BELIEFS } from '../../emulator/beliefs.ts';
import { Urls } from '../../src/twilio/urls.ts';
import { benchesOnDemand } from '../support/functions/bench-of-file.ts';
import {
  answersCaller,
  CALLER,
  onDuty,
  SESSION_SECRET,
  BenchPhone,
  type ProductBench,
} from '../support/functions/product-bench.ts';

const start = benchesOnDemand();
const NO_SYNC = { at: 'sync', action: { do: 'answer', status: 503 } } as const;
const LONGEST_WAIT_S = 20;

/** The product with Ana's account, and what a caller hears. */
async function open(musicSignature: (typeof BELIEFS.musicSignature.settings)[number] = 'signed') {
  const clock = new VirtualClock();
  const bench = await start({ LONGEST_WAIT_SECONDS: String(LONGEST_WAIT_S) }, clock);
  bench.local.beliefs.set({ musicSignature });
  await bench.addAgent('ana');
  const hears = (call: string) => bench.local.phoneSwitch.hearing(call)?.clip?.clip.content;
  /** The sounds of the caller in so many seconds, each once. */
  const heard = async (call: string, seconds: number): Promise<Set<string | undefined>> => {
    const sounds = new Set<string | undefined>();
    for (const end = clock.now() + seconds * 1000; clock.now() < end; await clock.advance(100))
      sounds.add(hears(call));
    return sounds;
  };
  /** Waits for a sound, a minute at most. */
  const isPlayed = async (call: string, words: string): Promise<boolean> => {
    for (const end = clock.now() + 60_000; clock.now() < end; await clock.advance(100))
      if (hears(call)?.includes(words)) return true;
    return false;
  };
  /** Lets time pass until a page is answered. A Function also does work in real time, which virtual time must not overtake. */
  const answered = async (asking: Promise<unknown>): Promise<void> => {
    const state = { isOver: false };
    void asking.finally(() => (state.isOver = true)).catch(() => undefined);
    for (; !state.isOver; await clock.advance(10))
      await new Promise((resolve) => void setTimeout(resolve, 1));
    await asking;
  };
  return { clock, bench, heard, isPlayed, answered };
}

/** Ana has the caller on hold. */
async function held(...given: Parameters<typeof open>) {
  const it = await open(...given);
  const { page, phone } = await onDuty(it.bench, 'ana');
  const { call } = await answersCaller(it.bench, it.clock, phone);
  await page.ask('/api/call/hold', { call, party: 'customer', on: true, key: 'click-hold' });
  expect(await it.isPlayed(call, 'music')).toBe(true);
  return { ...it, page, call };
}

/** Twilio's warnings while the music played. 13238 is a verb that is not allowed in music. */
function complaints(bench: ProductBench): readonly (number | undefined)[] {
  const fromTwilio = bench.local.log.list().filter(({ kind, errorCode }) => kind === 'twiml' && errorCode);
  return fromTwilio.map(({ errorCode }) => errorCode);
}

describe.each(BELIEFS.musicSignature.settings)('where requests for music are %s', (signature) => {
  test('with Sync out for the longest wait the caller is asked for a message (promise: sync-out)', async () => {
    const { bench, isPlayed, heard } = await open(signature);
    bench.local.faults.set([NO_SYNC]);
    const call = new BenchPhone(bench, CALLER).dial();
    await heard(call, LONGEST_WAIT_S - 10);
    expect(await isPlayed(call, 'leave a message')).toBe(true);
    expect(await isPlayed(call, 'beep')).toBe(true);
    expect(complaints(bench)).toEqual([]);
  });

  test('a caller who cannot be asked for a message hears music, and is asked later (promise: rest-fails)', async () => {
    const { bench, isPlayed, heard } = await open(signature);
    bench.local.faults.set([NO_SYNC, { at: 'rest', match: '^POST .*/Calls/', action: { do: 'hang' } }]);
    const call = new BenchPhone(bench, CALLER).dial();
    await heard(call, LONGEST_WAIT_S + 10);
    expect(await isPlayed(call, 'music')).toBe(true);
    bench.local.faults.set([NO_SYNC]);
    expect(await isPlayed(call, 'leave a message')).toBe(true);
  });

  test('nobody is rung for a caller who leaves a message without Sync (promise: sync-out)', async () => {
    const { bench, clock, isPlayed, heard } = await open(signature);
    const caller = new BenchPhone(bench, CALLER);
    const call = caller.dial();
    await heard(call, 5);
    bench.local.faults.set([NO_SYNC]);
    await heard(call, LONGEST_WAIT_S - 10);
    expect(await isPlayed(call, 'beep')).toBe(true);
    bench.local.faults.set([]);
    expect((await bench.call(call))?.phase).toBe('waiting');
    const { phone } = await onDuty(bench, 'ana');
    await heard(call, 2);
    expect(phone.offer).toBeUndefined();
    caller.leave(call);
    while (!(await bench.call(call))?.ending) await clock.advance(100);
    expect(phone.offer).toBeUndefined();
  });

  test('a hold longer than the longest wait goes on when its clock fails (promise: rest-fails)', async () => {
    const { bench, call, heard } = await held(signature);
    await heard(call, LONGEST_WAIT_S + 10);
    bench.local.faults.set([NO_SYNC]);
    expect([...(await heard(call, 20))].filter((sound) => sound?.includes('message'))).toEqual([]);
    bench.local.faults.set([]);
    expect([...(await heard(call, 30))].join()).toContain('music');
    expect((await bench.call(call))?.customer.hold).toBe('hold');
    expect(complaints(bench)).toEqual([]);
  });

  test('music that stopped for good on hold starts again by a page’s heartbeat (promise: rest-fails)', async () => {
    const { bench, page, call, heard, isPlayed, answered } = await held(signature);
    const isBroken = { do: 'answer', status: 500 } as const;
    bench.local.faults.set([{ at: 'webhook', match: 'POST /voice/(wait|tick)', action: isBroken }]);
    await heard(call, 60);
    bench.local.faults.set([]);
    expect([...(await heard(call, 10))]).toEqual([undefined]);
    const beat = () => page.ask('/api/presence/beat', { call, page: 'anas_page' });
    await answered(beat());
    expect(await isPlayed(call, 'music')).toBe(true);
  });
});

test.each(BELIEFS.holdAgain.settings)(
  'stopped music starts again in a rescue, a second hold %s (promise: rest-fails)',
  async (holdAgain) => {
    const { bench, clock, heard, isPlayed, answered } = await open();
    bench.local.beliefs.set({ holdAgain });
    const { page, phone } = await onDuty(bench, 'ana');
    const beat = () => page.ask('/api/presence/beat', { call: null, page: 'anas_page' });
    const { call, leg } = await answersCaller(bench, clock, phone);
    phone.leave(leg);
    expect(await isPlayed(call, 'sorry')).toBe(true);
    const isBroken = { do: 'answer', status: 500 } as const;
    bench.local.faults.set([{ at: 'webhook', match: 'POST /voice/(wait|tick)', action: isBroken }]);
    await heard(call, 61);
    bench.local.faults.set([]);
    expect([...(await heard(call, 5))]).toEqual([undefined]);
    await answered(beat());
    expect(await isPlayed(call, 'music')).toBe(true);
  },
);

/** No round of music is answered until the music has stopped for good, and a page would have to notice. */
async function stopMusicForGood({ bench, heard }: Awaited<ReturnType<typeof open>>, call: string) {
  const isBroken = { do: 'answer', status: 500 } as const;
  bench.local.faults.set([{ at: 'webhook', match: 'POST /voice/(wait|tick)', action: isBroken }]);
  await heard(call, 61);
  bench.local.faults.set([]);
  expect([...(await heard(call, 5))]).toEqual([undefined]);
}

describe.each(BELIEFS.holdAgain.settings)('where a second hold %s', (holdAgain) => {
  test('stopped music starts again while an agent is on the line (promise: rest-fails)', async () => {
    const { page, call, ...it } = await held();
    it.bench.local.beliefs.set({ holdAgain });
    await stopMusicForGood(it, call);
    await it.answered(page.ask('/api/presence/beat', { call, page: 'anas_page' }));
    expect(await it.isPlayed(call, 'music')).toBe(true);
    await page.ask('/api/call/hold', { call, party: 'customer', on: false, key: 'click-unhold' });
    await it.clock.advance(1000);
    const [agent] = it.bench.local.phoneSwitch.hearing(call)?.voices ?? [];
    expect(it.bench.local.phoneSwitch.hearing(String(agent))?.voices).toEqual([call]);
  });
});

test('what agents say is not heard while stopped music starts again (promise: rest-fails)', async () => {
  const it = await open();
  const { bench, clock } = it;
  bench.local.beliefs.set({ holdAgain: 'ignored' });
  await bench.addAgent('ben');
  const [ana, ben] = [await onDuty(bench, 'ana'), await onDuty(bench, 'ben')];
  const { call, leg } = await answersCaller(bench, clock, ana.phone);
  const consult = { call, kind: 'consult', target: { kind: 'agent', agent: 'ben' }, key: 'click-0001' };
  await ana.page.ask('/api/transfer/start', consult);
  while (!ben.phone.offer) await clock.advance(100);
  const other = ben.phone.offer.callSid;
  ben.phone.offer.answer();
  const hears = (sid: string) => bench.local.phoneSwitch.hearing(sid)?.voices;
  const talkTogether = () => hears(leg)?.includes(other) === true;
  while (!talkTogether()) await clock.advance(100);
  const overheard = new Set<string>();
  bench.local.phoneSwitch.subscribe(() => {
    for (const voice of hears(call) ?? []) overheard.add(voice);
  });
  await stopMusicForGood(it, call);
  await it.answered(ana.page.ask('/api/presence/beat', { call, page: 'anas_page' }));
  expect(await it.isPlayed(call, 'music')).toBe(true);
  expect([...overheard]).toEqual([]);
  expect([hears(leg), hears(other)]).toEqual([[other], [leg]]);
});

describe('the address of music', () => {
  const CALL = `CA${'a'.repeat(32)}`;

  /** Asks as Twilio would, without a signature. */
  async function ask(bench: ProductBench, address: string): Promise<number> {
    const { pathname: path, searchParams: query } = new URL(address);
    const rest = { host: bench.domain, rawQuery: query.toString(), body: Buffer.alloc(0), headers: {} };
    return (await bench.local.functions.handle({ method: 'POST', path, query, ...rest })).status;
  }

  const addresses = (bench: ProductBench, secret?: string) => {
    const urls = new Urls(`https://${bench.domain}`, secret);
    return [
      urls.hold(CALL, 'en', 'hold', 1),
      urls.wait({ call: CALL, language: 'en', announcement: { say: 'position', position: 2 }, began: 1 }),
      urls.legHold(),
    ];
  };

  test('lets a request with the key hear the music, also without a signature', async () => {
    const { bench } = await open();
    for (const address of addresses(bench, SESSION_SECRET)) expect(await ask(bench, address)).toBe(200);
  });

  test.each([
    ['without a key', (bench: ProductBench) => addresses(bench)],
    ['with a key of another secret', (bench: ProductBench) => addresses(bench, 'x'.repeat(32))],
    [
      'with the key of another call',
      (bench: ProductBench) =>
        addresses(bench, SESSION_SECRET)
          .slice(0, 2)
          .map((each) => each.replace(CALL, CALL.replaceAll('a', 'b'))),
    ],
    [
      'with the key of another Function',
      (bench: ProductBench) =>
        addresses(bench, SESSION_SECRET)
          .slice(0, 2)
          .map((each) => each.replace('/wait', '/tick')),
    ],
  ])('opens nothing %s', async (_, made) => {
    const { bench } = await open();
    for (const address of made(bench)) expect(await ask(bench, address)).toBe(403);
  });

  test('needs no key where Twilio signs: music plays without the secret', async () => {
    const clock = new VirtualClock();
    const bench = await start({ SESSION_SECRET: '' }, clock);
    const call = new BenchPhone(bench, CALLER).dial();
    await clock.advance(10_000);
    expect(bench.local.phoneSwitch.hearing(call)?.clip).toBeDefined();
    expect(bench.local.functions.counts()['/voice/tick']).toBeGreaterThan(2);
  });
});

test('music for a call that is over ends it by REST, and plays on until then (promise: rest-fails)', async () => {
  const { bench, clock } = await open();
  const caller = new BenchPhone(bench, CALLER);
  const call = caller.dial();
  await clock.advance(2000);
  caller.leave(call);
  await clock.advance(2000);
  await bench.client.sync.v1.services(bench.service).documents(`call-${call}`).remove();
  const tick = new URL(new Urls(`https://${bench.domain}`, SESSION_SECRET).tick({ call, language: 'en' }));
  const { pathname: path, searchParams: query } = tick;
  const about = { method: 'POST', host: bench.domain, headers: {}, body: Buffer.alloc(0) };
  const { body } = await bench.local.functions.handle({ ...about, path, query, rawQuery: query.toString() });
  expect(String(body)).toMatch(
    /^<\?xml[^>]*><Response><Play>[^<]*music[^<]*<\/Play><Redirect>[^<]*\/voice\/tick\?/,
  );
  const asked = bench.local.functions.invocations().at(-1)?.rest ?? [];
  expect(asked.filter((each) => each.includes('POST') && each.includes(`/Calls/${call}`))).toHaveLength(1);
});
