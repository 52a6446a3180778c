import { companySettings } from '../src/config.ts';

const depot = { id: 'depot', name: 'Depot', number: '+15550107001' };

test('the directory of outside numbers can be given as JSON', () => {
  expect(companySettings({ DIRECTORY: JSON.stringify([depot]) }).directory).toEqual([depot]);
  expect(companySettings({}).directory).toEqual([]);
});

test.each([
  ['no JSON', 'depot'],
  ['no list', '{}'],
  ['no number in E.164 form', JSON.stringify([{ ...depot, number: '0107001' }])],
  ['no name', JSON.stringify([{ ...depot, name: '' }])],
  ['too long a name', JSON.stringify([{ ...depot, name: 'D'.repeat(41) }])],
  ['too long an id', JSON.stringify([{ ...depot, id: 'd'.repeat(33) }])],
  ['no id', JSON.stringify([{ ...depot, id: 'the depot' }])],
  ['nothing in its place', '[null]'],
])('a directory with %s is refused with what to write', (_what, text) => {
  expect(() => companySettings({ DIRECTORY: text })).toThrow('src/settings.json');
});
