import { Button } from '../parts/button.tsx';
import { Modal } from '../parts/modal.tsx';
import type { View } from '../view.ts';

/** Warns that the page signs its agent out soon. Whatever they do keeps them signed in. @param until when it does */
export function IdleDialog({
  view: { state, actions, say },
  until,
}: {
  readonly view: View;
  readonly until: number;
}) {
  const seconds = Math.max(0, Math.ceil((until - state.now) / 1000));
  return (
    <Modal title={say('idle.title')} onClose={actions.stay}>
      <p class="lead" role="timer">
        {say('idle.lead', { seconds })}
      </p>
      <div class="actions">
        <Button label={say('idle.stay')} kind="primary" first onClick={actions.stay} />
      </div>
    </Modal>
  );
}
