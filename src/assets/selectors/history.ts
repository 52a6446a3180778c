import type { CallSid, Language } from '../../core/model/ids.ts';
import type { TimelineEntry } from '../../core/model/history.ts';
import type { TimelineEvent } from '../../core/model/timeline-event.ts';
import { retell } from '../words/words.ts';
import { myPresence, type DispositionChoice, type PageState } from '../state/state.ts';

/** A sentence of a call's timeline, and its language. */
interface Sentence {
  readonly text: string;
  readonly lang: Language;
}

/** The sentences of a timeline's entry in the page's language; in English where an older or newer service wrote it. */
export function timelineSentences(
  { sentences, told = [] }: TimelineEntry,
  language: Language,
  dispositions: readonly DispositionChoice[],
): readonly Sentence[] {
  return sentences.map((english, index) => {
    const one = told[index];
    const text = one && retell(language, withDisposition(one, language, dispositions));
    return text === undefined ? { text: english, lang: 'en' } : { text, lang: language };
  });
}

/** The company names its dispositions in every language; the timeline has the English name. */
function withDisposition(
  one: TimelineEvent,
  language: Language,
  dispositions: readonly DispositionChoice[],
): TimelineEvent {
  const known = dispositions.find(({ en }) => en === one['disposition']);
  return known ? { ...one, disposition: known[language] } : one;
}

/** The call of this wrap-up: the last one that released the agent. */
export function wrapUpCall(state: PageState): CallSid | undefined {
  return myPresence(state)?.notice?.call;
}

/** Whether the agent has notes on the call that the service does not have. */
export function isUnsaved(state: PageState, call: CallSid): boolean {
  const draft = state.drafts[call];
  return (
    draft !== undefined && draft.state !== 'saved' && (draft.note !== '' || draft.disposition !== undefined)
  );
}

/** The first call with unsaved notes that is over by now. */
export function unsavedCall(state: PageState): CallSid | undefined {
  return Object.keys(state.drafts).find((call) => call !== state.call?.id && isUnsaved(state, call));
}
