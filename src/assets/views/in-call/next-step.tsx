import { nextStepOf } from '../../selectors/transfer-attempt.ts';
import { Button } from '../parts/button.tsx';
import { Icon } from '../parts/icon.tsx';
import type { View } from '../view.ts';

/** A failed transfer: its reason, and the next try in one click, with the same note. */
export function NextStepPanel({ view }: { readonly view: View }) {
  const { state, actions, say } = view;
  const next = nextStepOf(state);
  if (!next) return null;
  const { how, target, name, note } = next.attempt;
  return (
    <section class="consult failed" aria-labelledby="next-title">
      <h2 id="next-title">
        <Icon name="warning" />
        <span>
          {say(next.word, next.values)} {!next.refused && say('outcome.back')}
        </span>
      </h2>
      <div class="choices">
        {next.again && (
          <Button
            label={say('outcome.again', { name })}
            hint={say(`transfer.${how}Hint`)}
            icon="phone"
            onClick={() => void actions.transfer(how, target, name, note)}
          />
        )}
        <Button
          label={say('outcome.other')}
          hint={note === '' ? undefined : say('outcome.otherHint')}
          icon="people"
          onClick={() => actions.open({ kind: 'transfer', search: '', note })}
        />
      </div>
      <button type="button" class="link" onClick={() => actions.forgetAttempt()}>
        {say('notice.dismiss')}
      </button>
    </section>
  );
}
