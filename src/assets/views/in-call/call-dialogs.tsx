import { callerOf } from '../../selectors/phone-number.ts';
import { Button } from '../parts/button.tsx';
import { Modal } from '../parts/modal.tsx';
import type { View } from '../view.ts';

/** Asks before the customer's call is ended; the safe answer has the focus. */
export function EndDialog({ view: { state, actions, say } }: { readonly view: View }) {
  const close = (): void => actions.open({ kind: 'none' });
  return (
    <Modal title={say('end.title', { name: callerOf(state) })} onClose={close}>
      <p class="lead">{say('end.lead')}</p>
      <div class="actions">
        <Button label={say('end.back')} kind="primary" first onClick={close} />
        <Button label={say('end.confirm')} kind="danger" icon="end" onClick={() => void actions.end()} />
      </div>
    </Modal>
  );
}

const KEYPAD_KEYS = ['1', '2', '3', '4', '5', '6', '7', '8', '9', '*', '0', '#'];

/** Tones for the line. The agent may type digits as well. */
export function KeypadDialog({ view: { state, actions, say } }: { readonly view: View }) {
  const digits = state.dialog.kind === 'keypad' ? state.dialog.digits : '';
  const close = (): void => actions.open({ kind: 'none' });
  const type = (event: KeyboardEvent): void => {
    if (KEYPAD_KEYS.includes(event.key) && !event.repeat) actions.sendDigit(event.key);
  };
  return (
    <Modal title={say('keypad.title')} onClose={close} onKeyDown={type}>
      <output class="digits" aria-label={say('keypad.digits')}>
        {digits}
      </output>
      <div class="keypad">
        {KEYPAD_KEYS.map((digit) => (
          <button
            key={digit}
            type="button"
            class="key"
            aria-label={say('keypad.key', { digit })}
            onClick={() => actions.sendDigit(digit)}
          >
            {digit}
          </button>
        ))}
      </div>
      <div class="actions">
        <Button label={say('keypad.close')} kind="quiet" onClick={close} />
      </div>
    </Modal>
  );
}
