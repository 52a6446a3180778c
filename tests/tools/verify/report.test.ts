import type { Observation } from '../../../tools/verify/experiment.ts';
import { isGood, problemsOf, tableOf, textOf, type Report } from '../../../tools/verify/report.ts';
import { figuresInWords } from '../../../tools/demo/figures.ts';
import { firstLineOf, scrubbed } from '../../../tools/verify/scrub.ts';

const seen: Observation = {
  kind: 'belief',
  name: 'moon',
  question: 'Is it full?',
  local: 'full',
  observed: 'half',
  same: false,
  seconds: 1,
  details: { edgeMs: 7 },
};
const { observed: _, ...untold } = seen;
const unseen: Observation = { ...untold, problem: 'It is cloudy.' };
const undecided: Observation = { ...untold, name: 'sun', needsPerson: 'Look up.' };
const fact: Observation = { ...seen, kind: 'fact', observed: 'full', same: true };

function report(more: Partial<Report> = {}): Report {
  return { date: '2026-11-28', versions: {}, beliefs: [seen], facts: [fact], ...more };
}

test('any setting of a belief is good, and only the expected answer to a fact', () => {
  expect(isGood(report())).toBe(true);
  expect(isGood(report({ facts: [{ ...fact, observed: 'half', same: false }] }))).toBe(false);
});

test('what could not be seen is a finding, and so is a story that failed', () => {
  expect(isGood(report({ beliefs: [unseen] }))).toBe(false);
  expect(isGood(report({ facts: [{ ...unseen, kind: 'fact' }] }))).toBe(false);
  expect(isGood(report({ story: { problem: 'Nobody answered.' } }))).toBe(false);
});

test('what needs a person is no finding, and the table says so', () => {
  expect(isGood(report({ beliefs: [seen, undecided] }))).toBe(true);
  expect(tableOf([undecided])[1]).toMatch(/^belief +sun +cannot be decided without a person +full$/);
  expect(problemsOf([undecided])).toEqual(['sun: Look up.']);
});

test('the table tells what was seen, what the local Twilio does, and what was measured', () => {
  const [head, ...rows] = tableOf([seen, unseen]);
  expect(head).toMatch(/This account +Local Twilio/);
  expect(rows[0]).toMatch(/^belief +moon +half +full +differs +1\.0 s +edgeMs 7$/);
  expect(rows[1]).toMatch(/moon +not found out/);
  expect(problemsOf([seen, unseen])).toEqual(['moon: It is cloudy.']);
});

test('no SID, number, host or identity is written down', () => {
  const problem = `${'CA' + 'a1'.repeat(16)} to +15550100000 at shop-12-dev.twil.io by wtverify_ab12`;
  expect(scrubbed(problem)).toBe('<sid> to <number> at <host> by <identity>');
  expect(textOf(report({ beliefs: [{ ...unseen, problem }] }))).not.toMatch(/CAa1|1555|twil\.io|wtverify/);
});

test.each([
  [
    'the number of a page, +1 555 010 0000, and (as) +44 20 7946 0000',
    'the number of a page, <number>, and (as) <number>',
  ],
  [`the token ${'0a'.repeat(16)}`, 'the token <secret>'],
  ['eyJhbGciOi.eyJzdWIi.c2lnbmF0dXJl', '<token>'],
  ['after 40000 ms, 20404', 'after 40000 ms, 20404'],
])('of "%s" only what may be sent to others is kept', (text, kept) => {
  expect(scrubbed(text)).toBe(kept);
});

test('what a page shows stays out of the report', () => {
  expect(firstLineOf(new Error('The page does not say "Ready" but:\nVerify Ana\nMrs Featherstone'))).toBe(
    'The page does not say "Ready" but:',
  );
});

const times = { dialToGreeting: 180, dialToRing: 900, answerToTalking: 210, clickToRing: 650 };
const requests = { count: 23, median: 90, longest: 700 };

test('the figures of a story tell each wait, the page’s requests and each Function', () => {
  const functions = { '/voice/incoming': { count: 1, median: 141, longest: 141 } };
  const words = figuresInWords({ times, requests, functions }).join('\n');
  for (const wait of [
    'Dial to greeting   180 ms',
    'Dial to ring       900',
    'Answer to talking  210',
    'Click to ring      650',
  ])
    expect(words).toContain(wait);
  expect(words).toMatch(/requests +23, median 90 ms, longest 700 ms/);
  expect(words).toMatch(/Functions, by their own log:\n +\/voice\/incoming +1, median 141 ms/);
});

test('a log that has not been listed yet is told to be missing', () => {
  expect(figuresInWords({ times, requests, functions: {} }).at(-1)).toMatch(/not listed their log/);
});
