import type { CallSid } from '../../core/model/ids.ts';
import type { PageState, Draft } from './state.ts';

/** The notes on a call; what was saved before when there are none. */
export function draftOf({ drafts, history }: PageState, call: CallSid): Draft {
  const saved = history.recent.find((one) => one.call === call)?.wrapUp;
  if (drafts[call]) return drafts[call];
  if (!saved) return { note: '', state: 'open' };
  return { note: saved.note ?? '', disposition: saved.disposition, state: 'saved' };
}
