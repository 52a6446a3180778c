import type { Language } from '../../core/model/ids.ts';
import type { Actions } from '../actions/actions.ts';
import type { PageState } from '../state/state.ts';
import type { Say } from '../words/words.ts';

/** The data from which every view is drawn. */
export interface View {
  readonly state: PageState;
  readonly actions: Actions;
  readonly say: Say;
  readonly language: Language;
}
