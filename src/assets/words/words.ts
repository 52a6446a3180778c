import type { Language } from '../../core/model/ids.ts';
import type { TimelineEvent } from '../../core/model/timeline-event.ts';
import { isolated } from './direction.ts';
import en from './en.json';
import ja from './ja.json';

/** A word of the catalogues: the name of a text in every language. */
export type Word = keyof typeof en;
/** A name as it is, or the text of the catalogue that stands for it. */
export type Name = string | { readonly word: Word };
type Values = Readonly<Record<string, Name | number>>;
/** Fills in the `{placeholders}` of a text. */
export type Say = (word: Word, values?: Values) => string;

const CATALOGUES: Readonly<Record<Language, Readonly<Record<string, string | undefined>>>> = { en, ja };

/** The languages of the page, each with its own name for itself. */
export const PAGE_LANGUAGES: readonly { readonly code: Language; readonly name: string }[] = [
  { code: 'en', name: 'English' },
  { code: 'ja', name: '日本語' },
];

/**
 * The texts of one language. A word that only a newer service knows is missing: then this page is older than the
 * deployment.
 */
export function speak(language: Language): Say {
  const catalogue = CATALOGUES[language];
  const say: Say = (word, values = {}) =>
    filled(
      catalogue[word] ?? '',
      (value) => isolated(typeof value === 'object' ? say(value.word) : value),
      values,
    );
  return say;
}

/** The words of a name. */
export function nameText(name: Name, say: Say): string {
  return typeof name === 'string' ? name : say(name.word);
}

/**
 * The sentence of a timeline event in the page's language; undefined where its catalogue has none. Then the page shows
 * the service's own English. The English catalogue has none of these, so that each stands only once.
 */
export function retell(language: Language, one: TimelineEvent): string | undefined {
  const sentence = CATALOGUES[language][`timeline.${one.code}`];
  return sentence && filled(sentence, isolated, one);
}

function filled<Value>(
  text: string,
  shown: (value: Value) => string,
  values: Readonly<Record<string, Value>>,
): string {
  return text.replace(/\{(\w+)\}/g, (_all, name: string) => {
    const value = values[name];
    return value === undefined ? '' : shown(value);
  });
}

/** The remembered language, else the browser's first language with a catalogue, else English. */
export function chooseLanguage(remembered: string | null, preferred: readonly string[]): Language {
  const known = (tag: string | null) =>
    PAGE_LANGUAGES.find(({ code }) => tag?.toLowerCase().split('-')[0] === code)?.code;
  return known(remembered) ?? preferred.map(known).find((code) => code !== undefined) ?? 'en';
}

/** The words for an error code of the API. Unknown codes get general words. */
export function errorWord(code: string): Word {
  const word = `error.${code}`;
  return word in en ? (word as Word) : 'error.unknown';
}
