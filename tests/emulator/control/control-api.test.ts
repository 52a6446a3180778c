import { SystemClock } from '../../../emulator/clock.ts';
import { createControl, type ControlDeps } from '../../../emulator/control/control-api.ts';
import { createLocalTwilio } from '../../../emulator/twilio.ts';
import { PhoneBook } from '../../../emulator/phones/phone-book.ts';
import { SwitchLine } from '../../../emulator/phones/switch-line.ts';
import { ACCOUNT, request } from '../../support/emulator/functions-bench.ts';

const silence = async () => ({ kind: 'say' as const, content: '', durationMs: 0 });

function control(more: Partial<ControlDeps> = {}) {
  const clock = new SystemClock();
  const clips = { play: silence, say: silence };
  const twilio = createLocalTwilio({
    clock,
    account: ACCOUNT,
    clips: () => clips,
    functionsRest: 'in-process',
  });
  const { beliefs, devices, phoneSwitch, log, faults, functions } = twilio;
  const media = { attach: () => undefined, detach: () => undefined };
  const phones = new PhoneBook({ clock, devices, media, clips, line: new SwitchLine(phoneSwitch) });
  const handle = createControl({
    account: ACCOUNT,
    beliefs,
    log,
    faults,
    phoneSwitch,
    functions,
    phones,
    reset: () => undefined,
    ...more,
  });
  const ask = async (method: string, path: string, body?: object, headers = {}) => {
    const response = await handle(
      request(method, path, { headers, body: Buffer.from(body ? JSON.stringify(body) : '') }),
    );
    return { status: response.status, json: JSON.parse(response.body.toString()) };
  };
  return { twilio, ask };
}

test('sets and lists beliefs, and names those that there are', async () => {
  const { ask, twilio } = control();
  const set = await ask('POST', '/emulator/beliefs', { beliefs: { musicSignature: 'unsigned' } });
  expect(set).toMatchObject({ status: 200, json: { beliefs: { musicSignature: 'unsigned' } } });
  expect(twilio.beliefs.get('musicSignature')).toBe('unsigned');
  const wrong = await ask('POST', '/emulator/beliefs', { beliefs: { musicSignature: 'maybe' } });
  expect(wrong).toMatchObject({
    status: 400,
    json: { error: expect.stringContaining('signed or unsigned') },
  });
  expect((await ask('POST', '/emulator/beliefs', { beliefs: { moon: 'x' } })).json.error).toContain(
    'musicSignature',
  );
  expect((await ask('POST', '/emulator/beliefs', {})).json.beliefs.musicSignature).toBe('signed');
});

test('sets and lists faults, and says which field is wrong', async () => {
  const { ask, twilio } = control();
  const rules = [{ at: 'rest', match: '^POST', action: { do: 'answer', status: 429 } }];
  expect(await ask('POST', '/emulator/faults', { rules })).toEqual({ status: 200, json: { rules } });
  expect(twilio.faults.strike('rest', 'POST /x')).toEqual({ do: 'answer', status: 429 });
  const wrong = await ask('POST', '/emulator/faults', { rules: [{ at: 'moon', action: { do: 'drop' } }] });
  expect(wrong).toMatchObject({ status: 400, json: { error: expect.stringContaining('rules.0.at') } });
});

test('answers events after an id', async () => {
  const { ask, twilio } = control();
  const first = twilio.log.record({ kind: 'rest', message: 'first' });
  twilio.log.record({ kind: 'rest', message: 'second' });
  const { json } = await ask('GET', `/emulator/events?after=${first.id}`);
  expect(json.events).toMatchObject([{ message: 'second' }]);
});

test('makes phones, and refuses a number that is none', async () => {
  const { ask } = control();
  expect(await ask('POST', '/emulator/phones', { From: '+12025550143' })).toMatchObject({ status: 201 });
  expect((await ask('GET', '/emulator/phones')).json.phones).toHaveLength(1);
  expect(await ask('POST', '/emulator/phones', { From: 'me' })).toMatchObject({ status: 400 });
});

test('cuts the signalling of a page, and forgets its registration', async () => {
  const cut: unknown[] = [];
  const pages = {
    dropSignalling: (...given: unknown[]) => cut.push(given),
    forgetRegistration: (...given: unknown[]) => cut.push(given),
    loseMedia: () => false,
  };
  const { ask } = control({ pages });
  expect((await ask('POST', '/emulator/pages/ana/drop-signalling', { forMs: 500 })).json).toEqual({
    dropped: 1,
  });
  expect((await ask('POST', '/emulator/pages/ben/forget-registration')).json).toEqual({ forgotten: 2 });
  expect(cut).toEqual([['ana', 500], ['ben']]);
});

test('refuses pages of other sites and unknown paths', async () => {
  const { ask } = control();
  expect(await ask('POST', '/emulator/reset', {}, { 'sec-fetch-site': 'cross-site' })).toMatchObject({
    status: 403,
  });
  expect(await ask('GET', '/emulator/nothing')).toMatchObject({ status: 404 });
});

test('sets how Twilio sees the account, and refuses what an account cannot be', async () => {
  const account = { ...ACCOUNT };
  const { ask } = control({ account });
  const standing = { status: 'suspended', type: 'Trial' };
  expect(await ask('POST', '/emulator/account', standing)).toEqual({ status: 200, json: standing });
  expect(account).toMatchObject({ standing });
  expect(await ask('POST', '/emulator/account', { status: 'gone', type: 'Full' })).toMatchObject({
    status: 400,
  });
});
