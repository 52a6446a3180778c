import { fileProblems, readSettings } from '../src/company-settings.ts';
import { companySettings, variableProblems } from '../src/config.ts';
import company from '../src/settings.json';

const depot = { id: 'depot', name: 'Depot', number: '+15550107001' };

test('the directory of outside numbers can be given as JSON', () => {
  expect(companySettings({ DIRECTORY: JSON.stringify([depot]) }).directory).toEqual([depot]);
  expect(companySettings({}).directory).toEqual([]);
});

/** The one setting that is wrong, with the settings that are used all the same. */
function wrong(environment: Record<string, string>) {
  const { settings, problems } = readSettings(environment);
  expect(problems).toHaveLength(1);
  return { settings, ...problems[0]! };
}

test.each([
  ['no JSON', 'depot', 'not JSON'],
  ['no list', '{}', 'no list'],
  [
    'no number in E.164 form',
    JSON.stringify([depot, { ...depot, number: '0107001' }]),
    'entry 2: its number',
  ],
  ['no name', JSON.stringify([{ ...depot, name: '' }]), 'entry 1: its name'],
  ['too long a name', JSON.stringify([{ ...depot, name: 'D'.repeat(41) }]), 'entry 1: its name'],
  ['too long an id', JSON.stringify([{ ...depot, id: 'd'.repeat(33) }]), 'entry 1: its id'],
  ['an id with a space', JSON.stringify([{ ...depot, id: 'the depot' }]), 'entry 1: its id'],
])('a directory with %s is told without its numbers, and not used', (_what, text, words) => {
  const { settings, setting, problem } = wrong({ DIRECTORY: text });
  expect(settings.directory).toEqual(company.directory);
  expect([setting, problem]).toEqual(['DIRECTORY', expect.stringContaining(words)]);
  expect(problem).not.toContain('107001');
});

test('nothing in the place of an entry is told in all its parts', () => {
  expect(readSettings({ DIRECTORY: '[null]' }).problems).toHaveLength(3);
});

test.each(['20s', '0', '-5', '1.5', '1e2', '0x10', 'twenty', '601'])(
  'RING_SECONDS=%s is told, and the ring of the build is used',
  (text) => {
    const { settings, setting, problem } = wrong({ RING_SECONDS: text, WRAP_UP_SECONDS: '5' });
    expect(settings).toMatchObject({ ringSeconds: company.ringSeconds, wrapUpSeconds: 5 });
    expect([setting, problem]).toEqual(['RING_SECONDS', expect.stringContaining('from 1 to 600')]);
  },
);

test('a wrong setting spoils no other one', () => {
  const { settings, problems } = readSettings({
    RING_SECONDS: ' 25 ',
    OPENING_HOURS: '{"timeZone":"Berlin","week":{}}',
    DIRECTORY: JSON.stringify([depot]),
  });
  expect(settings).toMatchObject({
    ringSeconds: 25,
    openingHours: company.openingHours,
    directory: [depot],
  });
  expect(problems.map(({ setting }) => setting)).toEqual(['OPENING_HOURS']);
});

test('variables are checked by the rules of the Functions before they are deployed', () => {
  expect(variableProblems({})).toEqual([]);
  expect(variableProblems({ SESSION_SECRET: 'short', ACCOUNT_SID: 'any', RING_SECONDS: '20s' })).toEqual([
    expect.stringMatching(/^SESSION_SECRET is wrong: at least 32/),
    expect.stringMatching(/^RING_SECONDS is wrong: /),
  ]);
});

test('the settings of the build are right, and wrong ones would be named', () => {
  expect(fileProblems(company)).toEqual([]);
  const spoilt = {
    ...company,
    ringSeconds: '20s',
    openingHours: { timeZone: 'UTC' },
    directory: [{}],
    closedMessage: { en: 5 },
    languages: { '0301234567': 'ja' },
    dispositions: [{ id: 'resolved', en: 'Resolved' }],
  };
  const names = new Set(fileProblems(spoilt).map(({ setting }) => setting));
  const differing = Object.entries(spoilt).filter(([name, value]) => value !== company[name as 'directory']);
  expect(names).toEqual(new Set(differing.map(([name]) => name)));
  expect(names.size).toBe(6);
});
