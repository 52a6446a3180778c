import type { ComponentChildren } from 'preact';

interface ModalProps {
  readonly title: string;
  readonly onClose: () => void;
  readonly wide?: boolean;
  /** Gets every key that is pressed while the dialog is open. */
  readonly onKeyDown?: (event: KeyboardEvent) => void;
  readonly children: ComponentChildren;
}

/**
 * A dialog over the page. The browser keeps the focus in it, and Escape asks to close it. Only the page's state
 * decides. Browsers close it all the same when Escape is pressed twice; then it opens again.
 */
export function Modal({ title, onClose, wide, onKeyDown, children }: ModalProps) {
  return (
    <dialog
      ref={showModal}
      class={`modal${wide ? ' wide' : ''}`}
      aria-labelledby="modal-title"
      onFocusIn={showWhole}
      onKeyDown={onKeyDown}
      onClickCapture={takeOwnClicks}
      onClose={({ currentTarget }) => showModal(currentTarget)}
      onCancel={(event) => {
        event.preventDefault();
        onClose();
      }}
    >
      <h2 id="modal-title" tabIndex={-1}>
        {title}
      </h2>
      {children}
    </dialog>
  );
}

/** A double click that opens a dialog must not also press the button that appears under the pointer. */
function takeOwnClicks(event: MouseEvent): void {
  const { dataset } = event.currentTarget as HTMLDialogElement;
  if (event.detail < 2) dataset['clicked'] = 'yes';
  else if (!dataset['clicked']) event.stopPropagation();
}

/** The browser brings only the caret of a text field into view. */
function showWhole({ target }: FocusEvent): void {
  if (target instanceof HTMLTextAreaElement) target.scrollIntoView({ block: 'nearest' });
}

function showModal(dialog: HTMLDialogElement | null): void {
  if (dialog?.isConnected && !dialog.open) dialog.showModal();
}
