/** Why a passcode will not do. */
export type PasscodeProblem = 'too-short' | 'too-long' | 'too-simple' | 'too-common';

/** The least number of characters in a new passcode. */
export const SHORTEST_PASSCODE = 12;
/** The greatest number of characters in any passcode. */
export const LONGEST_PASSCODE = 200;
/** The least number of different characters in a new passcode. */
export const FEWEST_CHARACTERS = 5;

/** Words of which passcodes are made that others guess first. What is left beside them must be no less than this. */
const LEAST_BESIDE = 6;
const COMMON_WORDS = `
  password passwort passcode passw pass welcome letmein changeme changeit secret administrator admin
  root login test guest default temporary temp master access iloveyou monkey dragon football baseball
  basketball sunshine princess superman batman starwars pokemon shadow michael jordan charlie trustno
  whatever freedom spring summer autumn winter january february march april june july august september
  october november december monday friday hello company callcenter support twilio transfer warm agent
  supervisor phone computer internet google abc xyz
`
  .trim()
  .split(/\s+/);
/** Keys that lie beside each other, in the orders in which people draw over them. */
const RUNS = [
  '01234567890123456789',
  'abcdefghijklmnopqrstuvwxyz',
  'qwertyuiopasdfghjklzxcvbnm',
  'qwertzuiopasdfghjklyxcvbnm',
  'azertyuiopqsdfghjklmwxcvbn',
  '1qaz2wsx3edc4rfv5tgb6yhn7ujm8ik9ol0p',
  'qazwsxedcrfvtgbyhnujmikolp',
  '1q2w3e4r5t6y7u8i9o0p',
  'q1w2e3r4t5y6u7i8o9p0',
];
/** So much of a passcode may follow such a run. */
const MOST_IN_RUNS = 0.6;
const LOOKALIKES: Readonly<Record<string, string>> = {
  0: 'o',
  1: 'i',
  3: 'e',
  4: 'a',
  5: 's',
  7: 't',
  '@': 'a',
  $: 's',
  '!': 'i',
};

/**
 * Judges a new passcode. Long ones that people choose again and again are refused. Those are repetitions, keys in a
 * row, and common words or the agent's name with few signs beside them. Passcodes from before these rules go on
 * working. https://pages.nist.gov/800-63-4/sp800-63b.html#passwordver
 * @param own words that everybody knows of the agent: id and name
 */
export function passcodeProblem(passcode: string, own: readonly string[]): PasscodeProblem | undefined {
  const letters = Array.from(passcode.normalize('NFKC').toLowerCase());
  if (letters.length < SHORTEST_PASSCODE) return 'too-short';
  if (passcode.length > LONGEST_PASSCODE) return 'too-long';
  if (new Set(letters).size < FEWEST_CHARACTERS) return 'too-simple';
  const text = letters.join('');
  const isCommon = repeatsItself(text) || isRun(text) || isMadeOfWords(text, own);
  return isCommon ? 'too-common' : undefined;
}

/** One piece again and again, perhaps with an end: `ana1ana1ana1!`. */
function repeatsItself(text: string): boolean {
  return /^(.{1,6})\1+.{0,3}$/u.test(text);
}

function isRun(text: string): boolean {
  const pairs = Array.from(text)
    .slice(1)
    .map((letter, index) => `${text[index]}${letter}`);
  const inRun = (run: string): number => pairs.filter((pair) => run.includes(pair)).length;
  const both = RUNS.flatMap((run) => [run, Array.from(run).toReversed().join('')]);
  return both.some((run) => inRun(run) / pairs.length > MOST_IN_RUNS);
}

function isMadeOfWords(text: string, own: readonly string[]): boolean {
  const names = own.flatMap((name) => name.toLowerCase().split(/[\s_]+/)).filter(({ length }) => length > 2);
  const words = [...COMMON_WORDS, ...names].toSorted((one, other) => other.length - one.length);
  const plain = Array.from(text, (letter) => LOOKALIKES[letter] ?? letter).join('');
  return [text, plain].some((form) => lettersBeside(form, words) < LEAST_BESIDE);
}

/** The number of letters that are left when the words are taken out. Digits and signs beside a word are no secret. */
function lettersBeside(text: string, words: readonly string[]): number {
  const hasWord = words.some((word) => text.includes(word));
  if (!hasWord) return text.length;
  const rest = words.reduce((left, word) => left.replaceAll(word, ' '), text);
  return rest.replaceAll(/[^\p{L}]/gu, '').length;
}
