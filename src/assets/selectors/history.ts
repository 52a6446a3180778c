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

/** What a timeline's entry tells, in the page's language; in English where an older service told it, or a newer one. */
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

/** The call whose wrap-up it is: the one that the agent was last given back from. */
export function wrapUpCall(state: PageState): CallSid | undefined {
  return myPresence(state)?.notice?.call;
}

/** Whether the agent wrote something about the call that the service does not have. */
export function isUnsaved(state: PageState, call: CallSid): boolean {
  const draft = state.drafts[call];
  return (
    draft !== undefined && draft.state !== 'saved' && (draft.note !== '' || draft.disposition !== undefined)
  );
}

/** The first call with something unsaved that is over by now. */
export function unsavedCall(state: PageState): CallSid | undefined {
  return Object.keys(state.drafts).find((call) => call !== state.call?.id && isUnsaved(state, call));
}
