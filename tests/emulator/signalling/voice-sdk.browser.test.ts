import type { Call, Device } from '@twilio/voice-sdk';
import type { Browser, Page } from 'playwright-core';
import { launchBrowser } from '../../../harness/browser.ts';
import { number, site } from '../../support/emulator/switch-bench.ts';
import { giveVoiceAndProbe, HEARD_ABOVE_DB, listen } from '../../../harness/audio-probe.ts';
import { until } from '../../../harness/until.ts';
import { pagesIn, tellOnFailure, wireLines } from '../../support/page/what-was-seen.ts';
import { CALLER_TONE, ToneCaller } from './tone-caller.ts';
import { VoiceBench } from './voice-bench.ts';

const PAGE_TONE = 700;

/** The objects that the page of these tests keeps in its window. */
interface Desk {
  Twilio: { Device: typeof Device };
  device: Device;
  call: Call;
  seen: string[];
}

let browser: Browser;
let bench: VoiceBench;
let address: string;
let page: Page;

tellOnFailure(async () => {
  const seen = await page.evaluate(() => (globalThis as unknown as Desk).seen);
  const wire = wireLines(bench.network.log.list());
  return [await pagesIn(browser), `Voice SDK: ${seen.join(', ')}`, wire].join('\n\n');
});

beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser.close());

beforeEach(async () => {
  bench = new VoiceBench();
  address = await bench.start();
  page = await openPage();
});
afterEach(async () => {
  await page.context().close();
  await bench.stop();
});

async function openPage(): Promise<Page> {
  const context = await browser.newContext({ permissions: ['microphone'] });
  const opened = await context.newPage();
  await giveVoiceAndProbe(opened, PAGE_TONE);
  await opened.goto(address);
  return opened;
}

async function register(token: string, options: Device.Options = {}): Promise<void> {
  await startRegistering(token, options);
  await sees('registered');
}

/** Makes the page's Device, which records every event, and asks it to register. With a bad token it waits for ever. */
async function startRegistering(token: string, options: Device.Options = {}): Promise<void> {
  await page.evaluate(
    ({ token, options }) => {
      const desk = globalThis as unknown as Desk;
      desk.seen = [];
      const see = (what: string): void => void desk.seen.push(what);
      desk.device = new desk.Twilio.Device(token, { logLevel: 'silent', ...options });
      const follow = (call: Call): void => {
        desk.call = call;
        for (const event of [
          'accept',
          'cancel',
          'disconnect',
          'reject',
          'reconnecting',
          'reconnected',
          'ringing',
          'messageSent',
        ] as const) {
          call.on(event, () => see(event));
        }
        call.on('messageReceived', ({ content }) => see(`message ${JSON.stringify(content)}`));
        call.on('ringing', (hasEarlyMedia: boolean) => hasEarlyMedia && see('early media'));
        call.on('error', (error: { code: number }) => see(`error ${error.code}`));
      };
      desk.device.on('incoming', (call: Call) => {
        follow(call);
        see('incoming');
      });
      desk.device.on('registered', () => see('registered'));
      desk.device.on('error', (error: { code: number }) => see(`error ${error.code}`));
      Object.assign(desk, { follow });
      void desk.device.register();
    },
    { token, options },
  );
}

async function sees(what: string, timeout = 30_000): Promise<void> {
  const isSeen = (what: string) => (globalThis as unknown as Desk).seen.includes(what);
  await page.waitForFunction(isSeen, what, { polling: 50, timeout });
}

async function forget(): Promise<void> {
  await page.evaluate(() => void ((globalThis as unknown as Desk).seen = []));
}

/** The page places a call, with what it tells the application. */
async function connect(options: Device.ConnectOptions): Promise<void> {
  await page.evaluate(async (options) => {
    const desk = globalThis as unknown as Desk & { follow(call: Call): void };
    desk.follow(await desk.device.connect(options));
  }, options);
}

async function onCall(act: (call: Call) => unknown): Promise<void> {
  await page.evaluate(`(${act.toString()})(globalThis.call)`);
}

/** A registered page in a call with a caller of software. */
async function connected(options: Device.Options = {}): Promise<{ callSid: string; caller: ToneCaller }> {
  await register(bench.token('ana'), options);
  const callSid = bench.ring('ana');
  await sees('incoming');
  await onCall((call) => call.accept());
  await sees('accept');
  const caller = new ToneCaller();
  bench.attachCaller(caller);
  await caller.hearsSoon(PAGE_TONE);
  return { callSid, caller };
}

async function pageHearsSoon(): Promise<void> {
  const isHeard = async (): Promise<boolean> => {
    const level = (await listen(page, [CALLER_TONE]))[CALLER_TONE] ?? -120;
    return level > HEARD_ABOVE_DB;
  };
  await until('the page hears the caller', isHeard);
}

describe('an unmodified Voice SDK page', () => {
  it('registers, rings with its parameters, and is heard and hears', async () => {
    await register(bench.token('ana'));
    const callSid = bench.ring('ana?call=CA9&my%2Bnote=a%20%26%20b');
    await sees('incoming');
    const offered = await page.evaluate(() => {
      const { call } = globalThis as unknown as Desk;
      return { parameters: call.parameters, custom: Object.fromEntries(call.customParameters) };
    });
    expect(offered.parameters).toMatchObject({ CallSid: callSid, From: number, To: 'client:ana' });
    expect(offered.custom).toEqual({ call: 'CA9', 'my+note': 'a & b' });
    await onCall((call) => call.accept());
    await bench.reached(callSid, 'in-progress');
    const caller = new ToneCaller();
    bench.attachCaller(caller);
    await sees('accept');
    await caller.hearsSoon(PAGE_TONE);
    await pageHearsSoon();
  });

  it('mutes and hangs up', async () => {
    const { callSid, caller } = await connected();
    await onCall((call) => call.mute(true));
    await caller.hears(PAGE_TONE);
    expect(await caller.hears(PAGE_TONE)).toBeLessThan(-55);
    await onCall((call) => call.mute(false));
    await caller.hearsSoon(PAGE_TONE);
    await onCall((call) => call.disconnect());
    await bench.reached(callSid, 'completed');
  });

  it('presses keys', async () => {
    await register(bench.token('ana'));
    const callSid = bench.ring('ana', '/keys');
    await sees('incoming');
    await onCall((call) => call.accept());
    await sees('accept');
    await onCall((call) => call.sendDigits('5'));
    await bench.reached(callSid, 'completed');
    expect(bench.network.askedOf('/key')[0]?.params).toMatchObject({ Digits: '5' });
  });

  it('rejects, is cancelled, and is hung up', async () => {
    await register(bench.token('ana'));
    const first = bench.ring('ana');
    await sees('incoming');
    await onCall((call) => call.reject());
    await bench.reached(first, 'busy');
    await forget();
    const second = bench.ring('ana');
    await sees('incoming');
    bench.phoneSwitch.updateCall(second, { status: 'canceled' });
    await sees('cancel');
    await forget();
    const third = bench.ring('ana');
    await sees('incoming');
    await onCall((call) => call.accept());
    await sees('accept');
    bench.phoneSwitch.updateCall(third, { status: 'completed' });
    await sees('disconnect');
  });

  it('places a call with its parameters', async () => {
    await register(bench.token('ana'));
    await connect({ params: { call: 'CA9' } });
    await sees('accept');
    expect(bench.network.askedOf('/application')[0]?.params).toMatchObject({
      From: 'client:ana',
      ApplicationSid: 'AP1',
      call: 'CA9',
    });
    const caller = new ToneCaller();
    bench.attachCaller(caller);
    await caller.hearsSoon(PAGE_TONE);
  });

  it('hears its call ring, and is answered when the dialled client accepts', async () => {
    bench.network.say('/application', '<Dial><Client>ben</Client></Dial>');
    const ben = bench.network.device('client:ben');
    await register(bench.token('ana'));
    await connect({ params: {} });
    await sees('early media');
    expect(await page.evaluate(() => (globalThis as unknown as Desk).call.status())).toBe('ringing');
    // The two tones of a North American ring are 440 and 480 Hz.
    expect((await listen(page, [440]))[440]).toBeGreaterThan(HEARD_ABOVE_DB);
    ben.offer!.answer();
    await sees('accept');
  });

  it('is told of a bad token and of one that ends', async () => {
    await startRegistering('not.a.token');
    await sees('error 20101');
    await register(bench.token('ana', 2));
    await sees('error 20104');
    expect(bench.devices.find('client:ana')).toEqual([]);
  });

  it('keeps its call when its token is renewed', async () => {
    const { caller } = await connected();
    await page.evaluate(
      (token) => (globalThis as unknown as Desk).device.updateToken(token),
      bench.token('ana', 900),
    );
    expect(await caller.hears(PAGE_TONE)).toBeGreaterThan(HEARD_ABOVE_DB);
  });

  it('keeps its call, its sound and its reach when its signalling drops and comes back', async () => {
    const { callSid, caller } = await connected({ maxCallSignalingTimeoutMs: 9000 });
    expect(bench.gateway.dropSignalling('ana')).toBe(1);
    await sees('reconnecting');
    expect(await caller.hears(PAGE_TONE)).toBeGreaterThan(HEARD_ABOVE_DB);
    await sees('reconnected');
    await onCall((call) => call.disconnect());
    await bench.reached(callSid, 'completed');
  });

  // https://www.twilio.com/docs/voice/sdks/javascript/edges#edge-fallback-and-signaling-reconnection
  it.each([
    ['together with its signalling, unless it has asked for patience', 0, 0],
    ['when its signalling stays away for longer than it has asked for', 1000, 3000],
  ])('loses its call %s', async (_when, maxCallSignalingTimeoutMs, awayMs) => {
    const { callSid, caller } = await connected({ maxCallSignalingTimeoutMs });
    bench.gateway.dropSignalling('ana', awayMs);
    await bench.reached(callSid, 'completed');
    expect(await caller.hears(PAGE_TONE)).toBeLessThan(-55);
    await sees('error 31005');
    await sees('disconnect');
    await sees('registered');
  });

  // https://github.com/twilio/twilio-voice.js/blob/master/cypress/e2e/connectToken.cy.ts
  it('hands a call that rings for its caller over to another page by the connect token', async () => {
    bench.network.say('/incoming', '<Dial><Client>ana<Parameter name="call" value="CA9"/></Client></Dial>');
    await register(bench.token('ana'));
    const caller = new ToneCaller();
    const callerSid = bench.attachCaller(caller);
    await sees('incoming');
    const callOfPage = () => {
      const { connectToken, parameters, customParameters } = (globalThis as unknown as Desk).call;
      return { connectToken: connectToken!, parameters, custom: Object.fromEntries(customParameters) };
    };
    const { connectToken, ...rang } = await page.evaluate(callOfPage);
    const first = page;
    page = await openPage();
    await register(bench.token('ana'));
    await connect({ connectToken });
    await sees('accept');
    const { connectToken: _, ...taken } = await page.evaluate(callOfPage);
    expect(taken).toEqual(rang);
    await caller.hearsSoon(PAGE_TONE);
    await pageHearsSoon();
    expect(await first.evaluate(() => (globalThis as unknown as Desk).seen)).toContain('cancel');
    await onCall((call) => call.disconnect());
    await bench.reached(callerSid, 'completed');
    await first.context().close();
  });

  it.each([
    ['over to a page of another identity', 'ben', () => undefined],
    ['that is over', 'ana', (sid: string) => bench.phoneSwitch.hangUp(sid)],
  ])('hands no call %s (31005)', async (_what, identity, before) => {
    await register(bench.token('ana'));
    const callSid = bench.ring('ana');
    await sees('incoming');
    const connectToken = await page.evaluate(() => (globalThis as unknown as Desk).call.connectToken!);
    before(callSid);
    const first = page;
    page = await openPage();
    await register(bench.token(identity));
    await connect({ connectToken });
    await sees('error 31005');
    await first.context().close();
  });

  it('calls out with a token that has no identity', async () => {
    await startRegistering(bench.token(''));
    await connect({ params: { call: 'CA9' } });
    await sees('accept');
    expect(bench.network.askedOf('/application')[0]?.params).toMatchObject({ From: 'client:Anonymous' });
  });

  it.each([
    ['roaming', 'ashburn'],
    ['dublin', 'dublin'],
  ])('asks for the edge %s and is at %s', async (edge, at) => {
    await register(bench.token('ana'), { edge });
    expect(await page.evaluate(() => (globalThis as unknown as Desk).device.edge)).toBe(at);
  });

  it('changes its edge when its options change', async () => {
    await register(bench.token('ana'));
    await page.evaluate(() => (globalThis as unknown as Desk).device.updateOptions({ edge: 'tokyo' }));
    await until('the page is at the new edge', () =>
      page.evaluate(() => (globalThis as unknown as Desk).device.edge === 'tokyo'),
    );
  });

  // https://www.twilio.com/docs/voice/sdks/javascript/call-message-events
  it('sends messages to the server and receives them, of one type alone (31210)', async () => {
    const { callSid } = await connected();
    bench.phoneSwitch.messages.subscribe(callSid, `${site}/message`, 'POST');
    bench.phoneSwitch.messages.send(callSid, { hello: 'page' });
    await sees('message {"hello":"page"}');
    await onCall((call) =>
      call.sendMessage({ content: { hello: 'server' }, messageType: 'user-defined-message' }),
    );
    await sees('messageSent');
    expect(bench.network.askedOf('/message')[0]?.params).toMatchObject({
      CallSid: callSid,
      Content: '{"hello":"server"}',
      SequenceNumber: '1',
    });
    await onCall((call) => call.sendMessage({ content: {}, messageType: 'anything' }));
    await sees('error 31210');
  });

  it('rings again when its signalling drops while ringing', async () => {
    await register(bench.token('ana'));
    const callSid = bench.ring('ana');
    await sees('incoming');
    await forget();
    bench.gateway.dropSignalling('ana');
    await sees('incoming');
    await onCall((call) => call.accept());
    await bench.reached(callSid, 'in-progress');
    await sees('accept');
  });

  it('keeps its sound over ICE restarts', async () => {
    const { caller } = await connected();
    const levels = [];
    for (let restart = 0; restart < 5; restart++) {
      const restarted = bench.untilLogged(/<- answer/);
      await page.evaluate('call._mediaHandler.iceRestart()');
      await restarted;
      const [said, heard] = await Promise.all([caller.hears(PAGE_TONE), listen(page, [CALLER_TONE], 0.7)]);
      levels.push(said, heard[CALLER_TONE]!);
    }
    expect(Math.min(...levels)).toBeGreaterThan(HEARD_ABOVE_DB);
  });

  // https://www.twilio.com/docs/api/errors/53405
  it('keeps its call without any sound until the SDK gives it up (53405)', async () => {
    const { callSid } = await connected();
    expect(bench.gateway.loseMedia(callSid)).toBe(true);
    await sees('error 53405', 120_000);
    await bench.reached(callSid, 'completed');
    await sees('disconnect');
  }, 150_000);

  it('is missed soon after it crashed', async () => {
    const { callSid } = await connected();
    await page.goto('chrome://crash').catch(() => undefined);
    await bench.reached(callSid, 'completed');
    expect(bench.devices.find('client:ana')).toEqual([]);
  });
});
