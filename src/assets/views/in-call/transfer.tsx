import { LIMITS } from '../../../core/model/limits.ts';
import { TRANSFER_KINDS } from '../../../core/model/transfer-kinds.ts';
import { directoryOf, type Entry } from '../../selectors/directory.ts';
import type { Dialog } from '../../state/state.ts';
import { clockText } from '../../selectors/time.ts';
import { Avatar } from '../parts/avatar.tsx';
import { Button } from '../parts/button.tsx';
import { Icon } from '../parts/icon.tsx';
import { Modal } from '../parts/modal.tsx';
import type { View } from '../view.ts';

type TransferDialogState = Extract<Dialog, { kind: 'transfer' }>;

/** Choose the target, write a note, choose the kind. */
export function TransferDialog({
  view,
  dialog,
}: {
  readonly view: View;
  readonly dialog: TransferDialogState;
}) {
  const { state, actions, say } = view;
  const entries = directoryOf(state, dialog.search);
  const chosen = entries.find((entry) => entry.id === dialog.chosen && entry.reachable);
  const change = (part: Partial<TransferDialogState>): void => actions.open({ ...dialog, ...part });
  return (
    <Modal title={say('transfer.title')} wide onClose={() => actions.open({ kind: 'none' })}>
      <Search view={view} dialog={dialog} entries={entries} change={change} />
      <div class="directory" id="directory" role="listbox" aria-label={say('transfer.choose')}>
        {entries.map((entry) => (
          <EntryRow
            key={entry.id}
            entry={entry}
            view={view}
            chosen={entry === chosen}
            onChoose={() => change({ chosen: entry.id })}
          />
        ))}
      </div>
      {entries.length === 0 && <p class="quiet-text">{say('transfer.none', { search: dialog.search })}</p>}
      <NoteField view={view} note={dialog.note} change={change} />
      <Ways view={view} dialog={dialog} chosen={chosen} />
      <button type="button" class="link close" onClick={() => actions.open({ kind: 'none' })}>
        {say('transfer.close')}
      </button>
    </Modal>
  );
}

interface NoteFieldProps {
  readonly view: View;
  readonly note: string;
  readonly change: (part: Partial<TransferDialogState>) => void;
}

function NoteField({ view: { say }, note, change }: NoteFieldProps) {
  return (
    <label class="note-field">
      {say('transfer.note')}
      <textarea
        rows={2}
        dir="auto"
        maxLength={LIMITS.note}
        value={note}
        onInput={(event) => change({ note: event.currentTarget.value })}
      />
    </label>
  );
}

interface SearchProps {
  readonly view: View;
  readonly dialog: TransferDialogState;
  readonly entries: readonly Entry[];
  readonly change: (part: Partial<TransferDialogState>) => void;
}

/** Typing narrows the list, and up and down choose from it without leaving the field. */
function Search({ view: { say }, dialog, entries, change }: SearchProps) {
  const choose = (event: KeyboardEvent): void => {
    const next = neighbour(entries, dialog.chosen, event.key);
    if (!next) return;
    event.preventDefault();
    change({ chosen: next.id });
    document.getElementById(next.id)?.scrollIntoView({ block: 'nearest' });
  };
  return (
    <div class="search">
      <Icon name="search" />
      <input
        type="text"
        autofocus
        role="combobox"
        aria-label={say('transfer.search')}
        aria-controls="directory"
        aria-expanded="true"
        aria-autocomplete="list"
        aria-activedescendant={entries.some(({ id }) => id === dialog.chosen) ? dialog.chosen : undefined}
        autocomplete="off"
        value={dialog.search}
        placeholder={say('transfer.search')}
        onInput={(event) => change({ search: event.currentTarget.value })}
        onKeyDown={choose}
      />
    </div>
  );
}

function neighbour(entries: readonly Entry[], chosen: string | undefined, key: string): Entry | undefined {
  const choices = entries.filter(({ reachable }) => reachable);
  const at = choices.findIndex(({ id }) => id === chosen);
  if (key === 'ArrowDown') return choices[Math.min(at + 1, choices.length - 1)];
  return key === 'ArrowUp' ? choices[Math.max(at - 1, 0)] : undefined;
}

interface EntryRowProps {
  readonly entry: Entry;
  readonly view: View;
  readonly chosen: boolean;
  readonly onChoose: () => void;
}

function EntryRow({ entry, view, chosen, onChoose }: EntryRowProps) {
  const name = entryName(entry, view);
  return (
    <div
      class={`entry${entry.reachable ? '' : ' unreachable'}`}
      role="option"
      id={entry.id}
      aria-selected={chosen}
      aria-disabled={!entry.reachable}
      onClick={() => entry.reachable && onChoose()}
    >
      <Avatar
        name={name}
        icon={entry.target.kind === 'agent' ? undefined : entry.target.kind === 'anyone' ? 'people' : 'phone'}
      />
      <span class="name">{name}</span>
      <About entry={entry} view={view} />
    </div>
  );
}

function About({ entry, view: { state, say } }: { readonly entry: Entry; readonly view: View }) {
  if (entry.available !== undefined) {
    return <span class="about">{say('transfer.anyoneCount', { count: entry.available })}</span>;
  }
  if (!entry.presence) {
    return <span class="about">{say('transfer.outside')}</span>;
  }
  return (
    <span class="about">
      <span class={`presence ${entry.presence}`}>{say(`presence.${entry.presence}`)}</span>
      <span class="since">
        {entry.presence === 'offline' ? '' : clockText(state.now - (entry.since ?? state.now))}
      </span>
    </span>
  );
}

interface WaysProps {
  readonly view: View;
  readonly dialog: TransferDialogState;
  readonly chosen: Entry | undefined;
}

/** The kinds of transfer, offered once the agent has chosen a target. */
function Ways({ view, dialog, chosen }: WaysProps) {
  const { actions, say } = view;
  if (!chosen) return <p class="quiet-text ways-wait">{say('transfer.choose')}</p>;
  const name = entryName(chosen, view);
  return (
    <div class="choices ways" role="group" aria-label={say('transfer.chosen', { name })}>
      {TRANSFER_KINDS.map((how, index) => (
        <Button
          key={how}
          label={say(`transfer.${how}`)}
          hint={say(`transfer.${how}Hint`)}
          kind={index === 0 ? 'primary' : 'plain'}
          onClick={() => void actions.transfer(how, chosen.target, name, dialog.note)}
        />
      ))}
    </div>
  );
}

function entryName(entry: Entry, { say }: View): string {
  return entry.target.kind === 'anyone' ? say('transfer.anyone') : entry.name;
}
