import { handoffOf } from '../../selectors/handoff.ts';
import type { View } from '../view.ts';

/** What a colleague wrote for this agent about the call. */
export function HandoffPanel({ view: { state, say } }: { readonly view: View }) {
  const handoff = handoffOf(state);
  if (!handoff) return null;
  return (
    <figure class="note">
      <figcaption>
        {handoff.from === undefined ? say('call.note') : say('ring.note', { name: handoff.from })}
      </figcaption>
      <blockquote dir="auto">{handoff.note}</blockquote>
    </figure>
  );
}
