import { meOf } from '../../state/state.ts';
import { Button } from '../parts/button.tsx';
import { Modal } from '../parts/modal.tsx';
import type { View } from '../view.ts';

/** As the service has it; it also refuses what others guess first. */
const SHORTEST = 12;
const LONGEST = 200;

interface PasscodeProps {
  readonly view: View;
  readonly busy: boolean;
  readonly error: Parameters<View['say']>[0] | undefined;
}

interface PasscodeFields {
  readonly current: HTMLInputElement;
  readonly next: HTMLInputElement;
}

/** Changes the agent's own passcode. Every page of theirs is signed out by it, this one too. */
export function PasscodeDialog({ view, busy, error }: PasscodeProps) {
  const { actions, say } = view;
  const submit = (event: SubmitEvent): void => {
    event.preventDefault();
    const { current, next } = (event.currentTarget as HTMLFormElement).elements as unknown as PasscodeFields;
    if (!busy) void actions.changePasscode(current.value, next.value);
  };
  return (
    <Modal title={say('passcode.title')} onClose={() => actions.open({ kind: 'none' })}>
      <form onSubmit={submit}>
        <BothPasscodes view={view} />
        <p class="form-error" role="alert">
          {error && say(error)}
        </p>
        <div class="actions">
          <Button label={say('passcode.cancel')} onClick={() => actions.open({ kind: 'none' })} />
          <button type="submit" class="button primary" aria-busy={busy} aria-disabled={busy}>
            <span class="label">{say(busy ? 'passcode.busy' : 'passcode.submit')}</span>
          </button>
        </div>
      </form>
    </Modal>
  );
}

/** The name helps a password manager to keep the new one. */
function BothPasscodes({ view: { state, say } }: { readonly view: View }) {
  return (
    <>
      <input
        class="visually-hidden"
        name="agent"
        autocomplete="username"
        value={meOf(state)?.id}
        readOnly
        tabIndex={-1}
        aria-hidden="true"
      />
      <label>
        {say('passcode.current')}
        <input name="current" type="password" required autocomplete="current-password" />
      </label>
      <label>
        {say('passcode.next')}
        <input
          name="next"
          type="password"
          required
          minLength={SHORTEST}
          maxLength={LONGEST}
          autocomplete="new-password"
          aria-describedby="passcode-advice"
        />
      </label>
      <p class="quiet-text" id="passcode-advice">
        {say('passcode.advice', { least: SHORTEST })}
      </p>
    </>
  );
}
