import type { Language } from '../../core/call.ts';
import type { Deeds } from '../control/deeds.ts';
import type { PageState } from '../model/state.ts';
import type { Say } from '../words/words.ts';

/** What every view is drawn from. */
export interface View {
  readonly state: PageState;
  readonly deeds: Deeds;
  readonly say: Say;
  readonly language: Language;
}
