/** Embeddings, overrides and isolates: they would turn the text after the name around as well. */
const CONTROLS = /[\u202A-\u202E\u2066-\u2069]/gu;
/** Scripts that are written from right to left. */
const RIGHT_TO_LEFT = /[\p{sc=Hebrew}\p{sc=Arabic}\p{sc=Syriac}\p{sc=Thaana}\p{sc=Nko}\p{sc=Adlam}]/u;
const FIRST_STRONG_ISOLATE = '\u2068';
const POP_ISOLATE = '\u2069';

/**
 * A value that stands within a sentence. One that is written from right to left must not turn the sentence around.
 * https://www.w3.org/International/questions/qa-bidi-unicode-controls
 */
export function isolated(value: string | number): string {
  const text = String(value).replace(CONTROLS, '');
  return RIGHT_TO_LEFT.test(text) ? FIRST_STRONG_ISOLATE + text + POP_ISOLATE : text;
}
