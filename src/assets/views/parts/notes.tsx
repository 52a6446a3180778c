import type { CallSid } from '../../../core/model/ids.ts';
import { draftOf } from '../../state/drafts.ts';
import type { View } from '../view.ts';

/** The most characters that the service takes. */
const MOST = 280;

/** The agent's notes on a call, during the call and after it. */
export function Notes({ view, call }: { readonly view: View; readonly call: CallSid }) {
  const { state, actions, say } = view;
  return (
    <label class="notes">
      {say('notes.label')}
      <textarea
        rows={2}
        dir="auto"
        maxLength={MOST}
        value={draftOf(state, call).note}
        placeholder={say('notes.hint')}
        onInput={(event) => actions.note(call, event.currentTarget.value)}
      />
    </label>
  );
}
