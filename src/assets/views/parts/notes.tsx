import type { CallSid } from '../../../core/model/ids.ts';
import { LIMITS } from '../../../core/model/limits.ts';
import { draftOf } from '../../state/drafts.ts';
import type { View } from '../view.ts';

/** What the agent writes about a call, while it goes on and after it. */
export function Notes({ view, call }: { readonly view: View; readonly call: CallSid }) {
  const { state, actions, say } = view;
  return (
    <label class="notes">
      {say('notes.label')}
      <textarea
        rows={2}
        dir="auto"
        maxLength={LIMITS.note}
        value={draftOf(state, call).note}
        placeholder={say('notes.hint')}
        onInput={(event) => actions.note(call, event.currentTarget.value)}
      />
    </label>
  );
}
