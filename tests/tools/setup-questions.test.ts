import { Control } from '../../harness/control.ts';
import { LocalAccount } from '../support/tools/local-account.ts';
import type { Request } from '../support/tools/crashing-client.ts';
import { PersonAtTerminal } from '../support/tools/person-at-terminal.ts';

const OLD = { voiceUrl: 'https://old.example/voice' };
const NOTHING_KNOWN = { ACCOUNT_SID: '', AUTH_TOKEN: '' };

let account: LocalAccount;
beforeAll(async () => {
  account = await LocalAccount.start();
});
afterAll(() => account.stop());
beforeEach(async () => {
  const { number } = await account.inventory();
  await account.client.incomingPhoneNumbers(number.sid).update(OLD);
});
afterEach(() => account.empty());

const setup = (person: PersonAtTerminal, environment = {}) =>
  account.runWith('setup', ['--dist', account.dist], { person, environment });

async function signInByHand(person: PersonAtTerminal): Promise<void> {
  await person.answer('Account SID', account.twilio.accountSid);
  await person.answer('Auth token', account.twilio.authToken);
}

test('asks for credentials, the first agents and the number, and shows no secret', async () => {
  const person = new PersonAtTerminal();
  const done = setup(person, NOTHING_KNOWN);
  await signInByHand(person);
  await person.answerWrongly('Sign-in name of a supervisor', 'ana@x', 'use letters, digits and underscore');
  await person.answer('Sign-in name of a supervisor', '  ana ');
  await person.answer('Name as colleagues see it', 'Ana Ito');
  await person.answerWrongly('Passcode', 'short', 'at least 12 characters');
  await person.answer('Passcode', 'blue-kettle-rides');
  await person.answer('Another agent?', 'y');
  await person.answerWrongly('Sign-in name of an agent', 'ana', 'is taken');
  await person.answer('Sign-in name of an agent', 'ben');
  await person.answer('Name as colleagues see it');
  await person.answer('Passcode');
  await person.answer('Another agent?', 'n');
  await person.choose('Which number will customers call?', 0);
  const { code, output, errors } = await done;
  expect([code, errors]).toEqual([0, '']);
  expect(output).toContain(`${account.twilio.number}  (in use; teardown puts its webhooks back)`);
  expect(output).toMatch(/^ben signs in with the passcode \S{12}$/m);
  // The progress line shows while a step lasts, and disturbs nobody.
  expect(output).not.toContain('...');
  for (const secret of [account.twilio.authToken, 'blue-kettle-rides']) expect(output).not.toContain(secret);
  expect((await account.run('agents', 'list')).output).toBe(
    'ana\tAna Ito\tsupervisor\tenabled\nben\tben\tagent\tenabled\n',
  );
  expect(await setup(new PersonAtTerminal(), NOTHING_KNOWN)).toMatchObject({
    code: 0,
    output: expect.stringContaining('nothing was changed'),
  });
});

test('credentials are asked for until Twilio takes them; pasted spaces do no harm', async () => {
  const person = new PersonAtTerminal();
  const stopped = setup(person, NOTHING_KNOWN);
  await person.answerWrongly('Account SID', account.twilio.authToken, 'begins with AC');
  await person.answerWrongly('Account SID', '', 'begins with AC');
  await person.answer('Account SID', account.twilio.accountSid);
  await person.answerWrongly('Auth token', '', 'It is needed');
  await person.answer('Auth token', 'a-token-of-another-account');
  await person.answer('Account SID', account.twilio.accountSid);
  await person.answer("Auth token, or an API key's SID", `SK${'a'.repeat(32)}`);
  await person.answerWrongly("The API key's secret", '', 'It is needed');
  await person.answer("The API key's secret", 'a-secret-of-another-key');
  await person.answer('Account SID', ` ${account.twilio.accountSid} `);
  await person.answer('Auth token', ` ${account.twilio.authToken}  `);
  await person.stopAt('Sign-in name of a supervisor');
  expect((await stopped).output).toContain('copy them anew from https://console.twilio.com.');
  expect(account.env()).toContain(`AUTH_TOKEN=${account.twilio.authToken}\n`);
});

test('a number is bought only after a yes to its price', async () => {
  const person = new PersonAtTerminal();
  const refused = setup(person);
  await person.answer('Sign-in name of a supervisor');
  await buy(person, 'n');
  expect(await refused).toMatchObject({ code: 1, errors: expect.stringContaining('No number was bought') });
  expect(await account.client.incomingPhoneNumbers.list()).toHaveLength(1);

  const again = new PersonAtTerminal();
  const killAfter = ({ method, uri }: Request) =>
    method === 'post' && uri.endsWith('IncomingPhoneNumbers.json');
  const bought = account.runWith('setup', ['--dist', account.dist], { person: again, killAfter });
  await again.answer('Sign-in name of a supervisor');
  await buy(again, 'y');
  await bought;
  expect(again.screen).toMatch(/Buy \+1415\d{7} for 1\.15 USD a month, charged to\s+your Twilio\s+account\?/);
  expect(await account.client.incomingPhoneNumbers.list()).toHaveLength(2);
  // Setup could not record it any more. Teardown finds it all the same.
  const kept = await account.run('teardown', '--dry-run');
  expect(kept.output).toMatch(/\+1415\d{7}: .*keep paying for it/);
});

async function buy(person: PersonAtTerminal, answer: string): Promise<void> {
  await person.choose('Which number will customers call?', 1);
  await person.answerWrongly('Country', 'Germany', 'two letters');
  await person.answer('Country', 'US');
  await person.answer('Area code', '415');
  await person.choose('Which one?', 1);
  await person.answer('Buy +1415', answer);
}

test('an API key is taken instead of the auth token', async () => {
  const key = await account.client.newKeys.create({ friendlyName: 'given' });
  const person = new PersonAtTerminal();
  const stopped = setup(person, NOTHING_KNOWN);
  await person.answer('Account SID', account.twilio.accountSid);
  await person.answer("Auth token, or an API key's SID", key.sid);
  await person.answer("The API key's secret", key.secret);
  await person.stopAt('Sign-in name of a supervisor');
  expect((await stopped).output).not.toContain(key.secret);
  expect(account.env()).toContain(`API_KEY_SECRET=${key.secret}`);
  expect(account.env()).not.toContain('AUTH_TOKEN');
});

test('stopped at a question, it says how to go on, and keeps what it has', async () => {
  const person = new PersonAtTerminal();
  const stopped = setup(person, NOTHING_KNOWN);
  await signInByHand(person);
  await person.stopAt('Sign-in name of a supervisor');
  expect(await stopped).toMatchObject({ code: 1, errors: 'Stopped. Run setup again to go on.\n' });
  expect((await account.inventory()).counts).toEqual([1, 1, 1, 0]);
  expect(account.env()).toMatch(/^API_KEY_SECRET=.+$/m);
});

test('a country in which Twilio sells no numbers is named', async () => {
  const args = ['--yes', '--dist', account.dist, '--buy', 'zz'];
  const refused = await account.runWith('setup', args);
  expect(refused).toMatchObject({
    code: 1,
    errors: expect.stringContaining('no such number for sale in ZZ'),
  });
});

test.each([
  ['gb', /needs an address .*--number/],
  ['de', /needs an approved regulatory bundle.*--number/],
])('does not offer a number of %s, which needs papers, and says how to get it', async (country, words) => {
  const refused = await account.runWith('setup', ['--yes', '--dist', account.dist, '--buy', country]);
  expect(refused).toMatchObject({ code: 1, errors: expect.stringMatching(words) });
  expect(await account.client.incomingPhoneNumbers.list()).toHaveLength(1);
});

test('a trial account that has a number is told why it gets no second one', async () => {
  const control = new Control(`http://127.0.0.1:${account.twilio.twilioPort}`);
  await control.setStanding({ status: 'active', type: 'Trial' });
  const refused = await account.runWith('setup', ['--yes', '--dist', account.dist, '--buy', 'us']);
  expect(refused).toMatchObject({ code: 1, errors: expect.stringMatching(/a trial account has one number/) });
  await control.setStanding({ status: 'active', type: 'Full' });
});

test('where nobody can be asked it says which flags decide', async () => {
  const refused = await account.run('setup', '--dist', account.dist);
  expect(refused).toMatchObject({ code: 1, errors: expect.stringContaining('add --yes') });
});

test('teardown names everything first, and a no changes nothing', async () => {
  await account.run('setup', '--yes', '--dist', account.dist, '--number', account.twilio.number);
  const person = new PersonAtTerminal();
  const torn = account.runWith('teardown', [], { person });
  await person.answer('Do these 5 things? This cannot be undone.', 'n');
  expect(await torn).toMatchObject({ code: 0, output: expect.stringContaining('Nothing was changed.') });
  expect(person.screen).toContain(`${account.twilio.number}: put its old webhooks back`);
  expect((await account.inventory()).counts).toEqual([1, 1, 1, 1]);
});
