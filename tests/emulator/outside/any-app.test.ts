import { execFile } from 'node:child_process';
import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { loginAt } from '../../../emulator/outside/logins.ts';
import { welcome } from '../../../emulator/outside/welcome.ts';
import { OwnTwilio } from '../../support/emulator/own-twilio.ts';

const run = promisify(execFile);
let folder: string;
let own: OwnTwilio;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'own-twilio-'));
  own = await new OwnTwilio().start('--data', folder);
});
afterAll(async () => {
  await own.stop();
  await rm(folder, { recursive: true });
});

test('an app in Node reaches it by one --require, fetch included', async () => {
  const address = await own.app('tests/support/emulator/small-app.cjs');
  const answer = await (await fetch(`${address}/numbers`)).json();
  expect(answer.incoming_phone_numbers).toMatchObject([
    { phone_number: own.ready.number, voice_url: `${address}/voice` },
  ]);
});

describe('a program in another language reaches it through the proxy', () => {
  const curl = async (url: string) => {
    const { accountSid, authToken, certificate, twilioPort } = own.ready;
    const trust = ['--proxy', `http://localhost:${twilioPort}`, '--cacert', certificate];
    const { stdout } = await run('curl', ['-sS', ...trust, '-u', `${accountSid}:${authToken}`, url]);
    return JSON.parse(stdout) as Record<string, unknown>;
  };
  const account = () => `/2010-04-01/Accounts/${own.ready.accountSid}.json`;

  test('by its name', async () => {
    expect(await curl(`https://api.twilio.com${account()}`)).toMatchObject({ status: 'active' });
  });

  test('by the name of an edge and a region', async () => {
    expect(await curl(`https://api.dublin.ie1.twilio.com${account()}`)).toMatchObject({ status: 'active' });
  });

  test('and nothing else pretends to be Twilio', async () => {
    const { twilioPort, certificate } = own.ready;
    const trust = ['--proxy', `http://localhost:${twilioPort}`, '--cacert', certificate];
    const elsewhere = run('curl', ['-sS', ...trust, `https://localhost:${twilioPort}/`]);
    await expect(elsewhere).rejects.toThrow(/SSL|TLS/i);
  });
});

test('a data folder keeps the account, and only its user can read it', async () => {
  const first = own.ready;
  await own.stop();
  own = await new OwnTwilio().start('--data', folder);
  expect(own.ready).toMatchObject({ accountSid: first.accountSid, authToken: first.authToken });
  expect((await stat(join(folder, 'account.json'))).mode & 0o077).toBe(0);
  const address = await own.app('tests/support/emulator/small-app.cjs');
  const { incoming_phone_numbers: numbers } = await (await fetch(`${address}/numbers`)).json();
  expect(numbers).toHaveLength(1);
});

test('without one the credentials are random, for programs of the same user only', async () => {
  const [one, two] = [await new OwnTwilio().start(), await new OwnTwilio().start()];
  expect(one.ready.authToken).toMatch(/^[0-9a-f]{32}$/);
  expect(one.ready.authToken).not.toBe(two.ready.authToken);
  const { accountSid, authToken, twilioPort } = one.ready;
  expect(loginAt(twilioPort)).toEqual({ accountSid, authToken });
  await one.stop();
  await two.stop();
  expect(() => loginAt(twilioPort)).toThrow('npm start');
});

test('its welcome says in five lines how to point an app at it', () => {
  const lines = welcome({ ...own.ready }).split('\n');
  expect(lines.slice(lines.findIndex((line) => line.startsWith('Any app')) + 1)).toHaveLength(5);
});
