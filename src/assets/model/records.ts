import type { CallSid, Language } from '../../core/call.ts';
import type { RecentCall, TimelineEntry } from '../../core/history.ts';
import type { Told } from '../../core/story.ts';
import { retell } from '../words/words.ts';
import { myPresence, type Disposition, type PageState } from './state.ts';

/** What the agent writes about a call, from its first minute until the service has it. */
export interface Draft {
  readonly note: string;
  readonly disposition?: string;
  /** incomplete: it cannot be saved before a disposition is chosen. */
  readonly state: 'open' | 'incomplete' | 'saving' | 'saved' | 'failed';
}

/** A message that a caller left. */
export interface Voicemail {
  readonly recording: string;
  readonly from: string;
  readonly at: number;
  readonly seconds: number;
}

/** What the page looks back on: asked for, not followed. */
export interface Records {
  readonly recent: readonly RecentCall[];
  readonly timelines: Readonly<Record<CallSid, readonly TimelineEntry[]>>;
  readonly voicemails: readonly Voicemail[];
  /** The last time of asking, the service did not answer. */
  readonly away: boolean;
}

/** What is written about a call; what was saved before, when nothing is. */
export function draftOf({ drafts, records }: PageState, call: CallSid): Draft {
  const saved = records.recent.find((one) => one.call === call)?.wrapUp;
  if (drafts[call]) return drafts[call];
  if (!saved) return { note: '', state: 'open' };
  return { note: saved.note ?? '', disposition: saved.disposition, state: 'saved' };
}

/** A sentence of a call's account, and the language that it is in. */
interface Sentence {
  readonly text: string;
  readonly lang: Language;
}

/** What a timeline's entry tells, in the page's language; in English where an older service told it, or a newer one. */
export function accountOf(
  { sentences, told = [] }: TimelineEntry,
  language: Language,
  dispositions: readonly Disposition[],
): readonly Sentence[] {
  return sentences.map((english, index) => {
    const one = told[index];
    const text = one && retell(language, withDisposition(one, language, dispositions));
    return text === undefined ? { text: english, lang: 'en' } : { text, lang: language };
  });
}

/** The company names its dispositions in every language; a call's account has the English name. */
function withDisposition(one: Told, language: Language, dispositions: readonly Disposition[]): Told {
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
