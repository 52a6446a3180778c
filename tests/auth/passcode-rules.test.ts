import { passcodeProblem } from '../../src/auth/passcode-rules.ts';

const problemOf = (passcode: string) => passcodeProblem(passcode, ['ana_r', 'Anastasia Ruiz']);

test.each([
  'correct horse battery',
  'x7Kq-09vTz_w',
  'another passcode',
  'café au lait 日本',
  'kopfüber ins Grün',
])('%j will do', (passcode) => {
  expect(problemOf(passcode)).toBeUndefined();
});

test.each([
  ['elf letters', 'too-short'],
  ['aabbaabbccddcc', 'too-simple'],
  ['x7Kq-09vTz_w'.repeat(17), 'too-long'],
])('%j is %s', (passcode, problem) => {
  expect(problemOf(passcode)).toBe(problem);
});

test.each([
  'password1234',
  'Password1234!',
  'P@ssw0rd2026',
  'passwordpassword',
  'Welcome2026!!',
  'Summer2026!!!',
  'iloveyou1234',
  'administrator1',
  '123456789012',
  '987654321098',
  'abcdefghijkl',
  'qwertyuiop12',
  'qwertzuiop[]',
  '1q2w3e4r5t6y',
  '1qaz2wsx3edc',
  'abcd1abcd1abcd1',
  'ana12ana12ana!',
  'Anastasia-2026',
  'ruizanastasia',
  'trustno1trustno1',
  'callcenter2026',
])('%j is what others guess first', (passcode) => {
  expect(problemOf(passcode)).toBe('too-common');
});
