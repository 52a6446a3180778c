import type { CallSid } from '../../core/model/ids.ts';
import type { PageState, Draft } from './state.ts';

/** What is written about a call; what was saved before, when nothing is. */
export function draftOf({ drafts, history }: PageState, call: CallSid): Draft {
  const saved = history.recent.find((one) => one.call === call)?.wrapUp;
  if (drafts[call]) return drafts[call];
  if (!saved) return { note: '', state: 'open' };
  return { note: saved.note ?? '', disposition: saved.disposition, state: 'saved' };
}
