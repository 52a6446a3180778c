import type { BrowserContext } from 'playwright-core';
import type { AgentPage } from '../../harness/agent-page.ts';
import { callCenterOfFile, expectHearing, TONES } from '../support/page/call-center.ts';
import type { Caller } from '../../harness/caller.ts';
import { isOver, together } from '../support/page/scenarios.ts';
import { signingKey } from '../support/page/signing-key.ts';
import { until } from '../../harness/until.ts';

const center = callCenterOfFile();

/** Signed in, available, and at a page that is like no other. */
async function available(prepare?: (context: BrowserContext) => Promise<unknown>): Promise<AgentPage> {
  const agent = await center.agentSignedIn('ana', prepare);
  await agent.goAvailable();
  return agent;
}

async function talking(agent: AgentPage): Promise<Caller> {
  const caller = await center.call('mara');
  await agent.answer();
  await agent.sees('Talking with');
  await together(agent, caller);
  return caller;
}

/** The browser refuses the microphone until `repairMicrophone()` is called on its page. */
function withoutMicrophone(name: 'NotAllowedError' | 'NotFoundError' | 'NotReadableError') {
  return (context: BrowserContext): Promise<unknown> =>
    context.addInitScript(`{
      let broken = true;
      window.repairMicrophone = () => { broken = false; };
      addEventListener('DOMContentLoaded', () => {
        const open = navigator.mediaDevices.getUserMedia;
        navigator.mediaDevices.getUserMedia = (...wish) =>
          broken ? Promise.reject(new DOMException('', '${name}')) : open.apply(navigator.mediaDevices, wish);
      });
    }`);
}

/** Pretends that another build has been deployed, and looks at the page again. */
async function deployAnother(agent: AgentPage): Promise<void> {
  await agent.page.route('**/build.json', (route) => route.fulfill({ json: { id: 'another' } }));
  await agent.page.evaluate("document.dispatchEvent(new Event('visibilitychange'))");
}

describe('when something breaks, the page says what and how to go on', () => {
  test.each([
    ['NotAllowedError', 'does not let this page use your microphone', 'allow the microphone'],
    ['NotFoundError', 'No microphone was found', 'Plug in a headset'],
    ['NotReadableError', 'The microphone could not be started', 'Another program may be using it'],
  ] as const)('the microphone: %s', async (name, what, wayOut) => {
    const ana = await center.agentSignedIn('ana', withoutMicrophone(name));
    await ana.click('Go available');
    await ana.sees(what);
    await ana.sees(wayOut);
    await ana.sees('Ready when you are');
    await ana.page.evaluate('repairMicrophone()');
    await ana.click('Try again');
    await ana.sees('Microphone is working');
    await ana.goAvailable();
  });

  test('signalling lost for less than 8 s in a call: sound and call go on (promise: agent-vanishes)', async () => {
    const ana = await available();
    const caller = await talking(ana);
    await center.dropSignalling('ana', 7500);
    await ana.sees('Reconnecting');
    await together(ana, caller);
    await ana.doesNotSee('Reconnecting');
    await ana.endCall();
    await ana.wrapsUp();
    await isOver(caller);
  });

  test('signalling lost for longer: the page rejoins by itself, still muted (promise: agent-vanishes)', async () => {
    const ana = await available();
    const caller = await talking(ana);
    await ana.click('Mute');
    await expectHearing([
      [ana, [TONES.mara]],
      [caller, []],
    ]);
    await center.dropSignalling('ana', 12_000);
    await caller.isPlayed(/sorry/);
    await expectHearing(
      [
        [ana, [TONES.mara]],
        [caller, []],
      ],
      30,
    );
    await ana.click('Unmute');
    await together(ana, caller);
    await ana.endCall();
    await isOver(caller);
  }, 90_000);

  test('Sync cannot be reached: the page asks instead, and a call still comes through', async () => {
    let cut = true;
    const ana = await available((context) =>
      context.routeWebSocket(/__emulator\/sync/, (socket) => {
        if (cut) void socket.close();
        else socket.connectToServer();
      }),
    );
    await ana.sees('It asks every 10 seconds');
    const caller = await talking(ana);
    await caller.hangUp();
    await ana.wrapsUp();
    cut = false;
    await ana.doesNotSee('It asks every 10 seconds');
  });

  test('the network goes away in a call and comes back', async () => {
    const ana = await available();
    const caller = await talking(ana);
    await ana.page.context().setOffline(true);
    await ana.sees('You are offline');
    await ana.click('Hold');
    await ana.sees('That did not reach the service');
    await ana.page.context().setOffline(false);
    await ana.doesNotSee('You are offline');
    await together(ana, caller);
    await ana.click('Hold');
    await ana.sees(/is on hold/);
  });

  test('the network goes between calls and comes back: the page says so, calls ring', async () => {
    const ana = await available();
    let tries = 0;
    ana.page.on('websocket', (socket) => (tries += Number(socket.url().includes('/voice'))));
    await center.loseNetwork('ana', ana);
    await ana.sees('Calls cannot ring here');
    // By then the SDK waits over ten seconds from try to try.
    await until('the phone line was tried again and again', () => Promise.resolve(tries >= 7), 60);
    await center.findNetwork('ana', ana);
    await ana.page.getByText('Ready for calls').waitFor({ timeout: 5000 });
    const caller = await center.call('mara');
    await ana.answer();
    await together(ana, caller);
  });

  test('a slow phone line comes back between calls: calls ring as soon as it is there', async () => {
    const slowMs = 3000;
    let tries = 0;
    const ana = await available((context) =>
      context.routeWebSocket(/__emulator\/voice/, async (socket) => {
        tries += 1;
        if (tries > 1) await new Promise((resolve) => setTimeout(resolve, slowMs));
        socket.connectToServer();
      }),
    );
    await center.dropSignalling('ana', 0);
    await ana.sees('Calls cannot ring here');
    // The SDK by itself tries again after 30 s.
    await ana.page.getByText('Ready for calls').waitFor({ timeout: 15_000 });
    await center.call('mara');
    await ana.button('Answer').waitFor();
    expect(tries).toBe(2);
  });

  test('the session ends in a call: signing in again goes on with the same call', async () => {
    const ana = await available();
    const caller = await talking(ana);
    await ana.page.context().clearCookies();
    await ana.click('Hold');
    const beside = ana.page.getByRole('region', { name: 'Your session has ended' });
    await beside.waitFor();
    await together(ana, caller);
    await beside.getByLabel('Passcode').fill('ana-2468');
    await beside.getByRole('button', { name: 'Sign in' }).click();
    await beside.waitFor({ state: 'detached' });
    await together(ana, caller);
    await ana.click('Hold');
    await ana.sees(/is on hold/);
  });

  test('a second window shows the same call, says where its sound is, and works', async () => {
    const ana = await center.agentAtWork('ana');
    const caller = await talking(ana);
    const second = await ana.secondPage(center.product.pageUrl);
    await second.sees('The sound of this call is in another window');
    await second.click('Hold');
    await ana.sees(/is on hold/);
    await second.click('Resume');
    await together(ana, caller);
    await second.page.close();
  });

  test('a new version is offered, in a call only for afterwards', async () => {
    const ana = await available();
    const caller = await talking(ana);
    await deployAnother(ana);
    await ana.sees('Reload it after the call');
    expect(await ana.button('Reload').count()).toBe(0);
    await caller.hangUp();
    await ana.button('Reload').waitFor();
  });

  test('the phone line refuses a token: another one is fetched, and calls come in', async () => {
    let tokens = 0;
    const ana = await center.agentSignedIn('ana', (context) =>
      context.route('**/api/token', async (route) => {
        tokens += 1;
        const response = await route.fetch();
        const answer = (await response.json()) as { token: string };
        const token = tokens === 1 ? answer.token.replace(/.{8}$/, 'tampered') : answer.token;
        await route.fulfill({ response, json: { ...answer, token } });
      }),
    );
    await ana.goAvailable();
    await center.call('mara');
    await ana.button('Answer').waitFor();
    expect(tokens).toBeLessThanOrEqual(3);
    await ana.doesNotSee('could not be renewed');
  });

  test('no token is given, or one runs out in a call: the page says so, calls come later', async () => {
    const key = await signingKey(center.product);
    // The page asks for another token after four seconds. A long one lasts; a short one runs out at once.
    let given: 'none' | 'long' | 'short' = 'none';
    const ana = await center.agentSignedIn('ana', (context) =>
      context.route('**/api/token', async (route) => {
        const error = { code: 'twilio-trouble', message: '' };
        if (given === 'none') return route.fulfill({ status: 503, json: { error } });
        const response = await route.fetch();
        const answer = (await response.json()) as { token: string };
        const token = given === 'short' ? await key.shortened(answer.token, 2) : answer.token;
        if (given === 'short') given = 'none';
        await route.fulfill({ response, json: { ...answer, token, expiresAt: Date.now() + 8000 } });
      }),
    );
    await ana.sees('Your phone access could not be renewed');
    given = 'long';
    await ana.click('Try now');
    await ana.doesNotSee('Your phone access could not be renewed');
    await ana.goAvailable();
    const caller = await talking(ana);
    given = 'short';
    await until('the phone line has refused the token', async () => {
      const events = await center.product.control.events();
      return events.some(({ message }) => /^client:ana\w* <- error$/.test(message ?? ''));
    });
    await ana.sees('Your phone access could not be renewed');
    await ana.page.context().unroute('**/api/token');
    await ana.click('Try now');
    await ana.doesNotSee('Your phone access could not be renewed');
    await together(ana, caller);
    await caller.hangUp();
    await ana.click('Go available');
    await ana.sees('Ready for calls');
    await center.call('mara');
    await ana.button('Answer').waitFor();
  });

  test('a wrap-up that cannot be saved stays on the page, over a reload too', async () => {
    const ana = await available();
    const caller = await talking(ana);
    await ana.page.getByLabel('Notes').fill('Refund promised.');
    await caller.hangUp();
    await ana.page.getByLabel('Follow-up needed').check();
    await ana.page.route('**/api/wrap-up/save', (route) => route.abort());
    await ana.click('Save');
    await ana.sees('Not saved');
    // What is not saved was said, so the agent may go on without.
    await ana.click('Go available');
    await ana.sees('Ready for calls');
    await ana.reload();
    await ana.page.unroute('**/api/wrap-up/save');
    await ana.click('Finish them');
    expect(await ana.page.getByLabel('Notes').inputValue()).toBe('Refund promised.');
    await ana.click('Save');
    await ana.sees(/^Saved/);
    await ana.sees('closed it as "Follow-up needed": Refund promised.');
    await ana.click('Close');
    await ana.page.getByRole('button', { name: '+1 555 010 9001' }).first().click();
    await ana.sees('closed it as "Follow-up needed": Refund promised.');
  });
});
