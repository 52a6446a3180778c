import { until } from '../../harness/until.ts';
import { callCenterOfFile, TONES } from '../support/page/call-center.ts';
import { onHold, ringing, talking } from '../support/page/scenarios.ts';

const center = callCenterOfFile({ WRAP_UP_SECONDS: '4' });

test('digits typed on the keyboard go to the line, wherever the focus is in the keypad', async () => {
  const [ana] = await talking(center);
  await ana.click('Keypad');
  await ana.page.getByRole('dialog').waitFor();
  await ana.page.keyboard.type('12#a');
  expect(await ana.page.getByLabel('Digits sent').innerText()).toBe('12#');
  await ana.page.keyboard.press('Escape');
  await ana.page.getByRole('dialog').waitFor({ state: 'detached' });
});

test('while it rings, one press of Escape asks why', async () => {
  const [ana] = await ringing(center);
  await ana.page.keyboard.press('Escape');
  await ana.sees('Why are you declining?');
  await ana.page.keyboard.press('Escape');
  await ana.page.getByRole('dialog').waitFor({ state: 'detached' });
  await ana.answer();
  await ana.sees('Talking with');
});

test('Enter at the end of a line of notes does not answer a call that begins to ring', async () => {
  const [ana, mara] = await talking(center);
  await mara.hangUp();
  await ana.wrapsUp();
  await center.call('tom');
  await ana.page.getByLabel('Notes').click();
  const rings = ana.page.getByRole('heading', { name: 'Incoming call' });
  await until('it rings', async () => {
    await ana.page.keyboard.press('x');
    return (await rings.count()) > 0;
  });
  await ana.button('Answer').waitFor();
  await ana.page.keyboard.press('Enter');
  await ana.page.evaluate(
    () => new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn))),
  );
  expect(await ana.page.getByRole('button', { name: 'Answering' }).count()).toBe(0);
  await ana.answer();
  await ana.sees('Talking with');
});

test('the ring ends with the answer', async () => {
  const ana = await center.agentSignedIn('ana', async (context) => {
    await context.addInitScript(`(() => {
      window.notes = new Set();
      const { start, stop } = OscillatorNode.prototype;
      const isOfRing = ({ frequency }) => [659, 880].includes(Math.round(frequency.value));
      OscillatorNode.prototype.start = function (at = 0) { if (isOfRing(this)) window.notes.add(this); return start.call(this, at); };
      OscillatorNode.prototype.stop = function (at) { if (at === undefined) window.notes.delete(this); return stop.call(this, at ?? 0); };
    })()`);
  });
  await ana.goAvailable();
  await center.call('mara');
  await ana.button('Answer').waitFor();
  await until('it sounds', () => ana.page.evaluate('notes.size > 0'));
  await ana.answer();
  await ana.sees('Talking with');
  expect(await ana.page.evaluate('notes.size')).toBe(0);
});

test('when the session ends in a call, the agent can mute, and signs in beside it', async () => {
  const [ana, mara] = await onHold(center);
  ana.retire();
  await ana.page.context().clearCookies();
  await ana.click('Resume');
  await ana.sees('Your session has ended');
  await ana.click('Mute');
  await ana.button('Unmute').waitFor();
  await ana.click('Keypad');
  await ana.click('Close keypad');
  await ana.click('End call');
  expect(await ana.page.getByLabel('Passcode').evaluate((field) => field === document.activeElement)).toBe(
    true,
  );
  await ana.page.keyboard.type('ana-2468');
  await ana.page.keyboard.press('Enter');
  await ana.page.getByLabel('Passcode').waitFor({ state: 'detached' });
  await ana.click('Unmute');
  await ana.click('Resume');
  await until('Mara hears Ana', async () => (await mara.hears(1)).tones.includes(TONES.ana));
});

test('a second computer says that the agent talks elsewhere', async () => {
  const desk = await center.agentSignedIn('ana');
  await desk.goAvailable();
  const home = await center.agentSignedIn('ana');
  await home.sees('Ready for calls');
  await center.call('mara');
  await desk.answer();
  await desk.sees('Talking with');
  await home.sees('You are on this call elsewhere');
  await home.button('Rejoin call').waitFor();
});
