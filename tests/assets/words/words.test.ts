import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import en from '../../../src/assets/words/en.json';
import ja from '../../../src/assets/words/ja.json';
import { chooseLanguage, errorWord, nameText, retell, speak } from '../../../src/assets/words/words.ts';
import { ENGLISH, type TimelineCode, timelineEvent } from '../../../src/core/model/timeline-event.ts';

const placeholders = (text: string) => (text.match(/\{\w+\}/g) ?? []).toSorted();

const isOfTimeline = (word: string) => word.startsWith('timeline.');

test('every catalogue has the same texts, none of them empty', () => {
  expect(Object.keys(ja).filter((word) => !isOfTimeline(word))).toEqual(Object.keys(en));
  expect([...Object.values(en), ...Object.values(ja)].filter((text) => text.trim() === '')).toEqual([]);
});

test.each(Object.keys(en) as (keyof typeof en)[])('%s names the same values in every language', (word) => {
  expect(placeholders(ja[word])).toEqual(placeholders(en[word]));
});

test('everything in a timeline has a sentence in Japanese with the same values', () => {
  const inJapanese = Object.entries(ja).filter(([word]) => isOfTimeline(word));
  const wanted = Object.entries(ENGLISH).map(([code, text]) => [`timeline.${code}`, placeholders(text)]);
  expect(inJapanese.map(([word, text]) => [word, placeholders(text)])).toEqual(wanted);
});

test('a timeline is in the page’s language, and in no words where there are none', () => {
  const rung = timelineEvent('transfer.consult', { asker: 'Ana', target: 'Ben' });
  expect(retell('ja', rung)).toBe('Ana さんがお客様を保留し、相談のため Ben さんを呼び出します。');
  expect(retell('en', rung)).toBeUndefined();
  expect(retell('ja', { code: 'of-tomorrow' as TimelineCode })).toBeUndefined();
});

test('texts are filled with their values', () => {
  expect(speak('en')('ring.note', { name: 'Ana' })).toBe('Note from Ana');
  expect(speak('ja')('ring.note', { name: 'Ana' })).toBe('Ana さんからのメモ');
});

test('a value may be a text of the catalogue itself', () => {
  const name = { word: 'caller.withheld' } as const;
  expect(speak('en')('title.ringing', { name })).toBe('Withheld number is calling');
  expect(nameText(name, speak('ja'))).toBe('非通知');
  expect(nameText('Ana', speak('ja'))).toBe('Ana');
});

test('a name from right to left does not turn the sentence around', () => {
  expect(speak('en')('ring.note', { name: 'אבי (לילה)' })).toBe('Note from \u2068אבי (לילה)\u2069');
  expect(speak('en')('ring.note', { name: '\u202Eana\u2069' })).toBe('Note from ana');
});

test('a word that only a newer service knows is left out instead of breaking the page', () => {
  expect(speak('en')('presence.why.of-tomorrow' as keyof typeof en)).toBe('');
});

test.each([
  ['ja', ['en'], 'ja'],
  [null, ['ja-JP', 'en'], 'ja'],
  [null, ['fr', 'ja'], 'ja'],
  [null, ['fr'], 'en'],
  ['xx', ['en-GB'], 'en'],
])('remembered %j and preferred %j give %s', (remembered, preferred, language) => {
  expect(chooseLanguage(remembered, preferred)).toBe(language);
});

test('every code that the service can answer has words of its own', () => {
  const source = (path: string) => readFileSync(join(__dirname, '../../../src', path), 'utf8');
  const refusals = source('core/model/decision.ts').split('RefusalCode =')[1] ?? '';
  const others = /ErrorCode =([^;]*);/.exec(source('shared/errors.ts'))?.[1] ?? '';
  const codes = [...`${refusals}${others}`.matchAll(/'([a-z-]+)'/g)].map(([, code]) => code ?? '');
  expect(codes.length).toBeGreaterThan(15);
  expect(codes.filter((code) => errorWord(code) === 'error.unknown')).toEqual([]);
});

test('an unknown code is answered in general words', () => {
  expect(errorWord('made-up')).toBe('error.unknown');
});
