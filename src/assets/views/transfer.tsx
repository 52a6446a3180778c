import type { TransferKind } from '../../core/call.ts';
import { directoryOf, type Entry } from '../model/directory.ts';
import type { Dialog } from '../model/state.ts';
import { clockText } from '../model/time.ts';
import { Avatar } from './avatar.tsx';
import { Button } from './button.tsx';
import { Icon, type IconName } from './icon.tsx';
import { Modal } from './modal.tsx';
import type { View } from './view.ts';

type TransferDialogState = Extract<Dialog, { kind: 'transfer' }>;

/** Choose who, say why, choose how. */
export function TransferDialog({ view, dialog }: { readonly view: View; readonly dialog: TransferDialogState }) {
  const { state, deeds, say } = view;
  const entries = directoryOf(state, dialog.search);
  const chosen = entries.find((entry) => entry.id === dialog.chosen && entry.reachable);
  const change = (part: Partial<TransferDialogState>): void => deeds.open({ ...dialog, ...part });
  return (
    <Modal title={say('transfer.title')} wide onClose={() => deeds.open({ kind: 'none' })}>
      <label class="search">
        <span class="visually-hidden">{say('transfer.search')}</span>
        <Icon name="search" />
        <input
          type="search"
          value={dialog.search}
          placeholder={say('transfer.search')}
          onInput={(event) => change({ search: event.currentTarget.value })}
        />
      </label>
      <fieldset class="directory">
        <legend class="visually-hidden">{say('transfer.choose')}</legend>
        {entries.map((entry) => (
          <EntryRow
            key={entry.id}
            entry={entry}
            view={view}
            chosen={entry === chosen}
            onChoose={() => change({ chosen: entry.id })}
          />
        ))}
        {entries.length === 0 && <p class="quiet-text">{say('transfer.none', { search: dialog.search })}</p>}
      </fieldset>
      <label class="note-field">
        {say('transfer.note')}
        <textarea rows={2} maxLength={500} value={dialog.note} onInput={(event) => change({ note: event.currentTarget.value })} />
      </label>
      <Ways view={view} dialog={dialog} chosen={chosen} />
      <button type="button" class="link close" onClick={() => deeds.open({ kind: 'none' })}>
        {say('transfer.close')}
      </button>
    </Modal>
  );
}

interface EntryRowProps {
  readonly entry: Entry;
  readonly view: View;
  readonly chosen: boolean;
  readonly onChoose: () => void;
}

function EntryRow({ entry, view, chosen, onChoose }: EntryRowProps) {
  const name = nameOf(entry, view);
  return (
    <label class={`entry${entry.reachable ? '' : ' unreachable'}`}>
      <input
        type="radio"
        name="target"
        value={entry.id}
        checked={chosen}
        disabled={!entry.reachable}
        aria-label={name}
        aria-describedby={`about-${entry.id}`}
        onChange={onChoose}
      />
      <Avatar name={name} icon={entry.target.kind === 'agent' ? undefined : entry.target.kind === 'anyone' ? 'people' : 'phone'} />
      <span class="name">{name}</span>
      <About entry={entry} view={view} />
    </label>
  );
}

function About({ entry, view: { state, say } }: { readonly entry: Entry; readonly view: View }) {
  const id = `about-${entry.id}`;
  if (entry.available !== undefined) {
    return (
      <span class="about" id={id}>
        {say('transfer.anyoneCount', { count: entry.available })}
      </span>
    );
  }
  if (!entry.presence) {
    return (
      <span class="about" id={id}>
        {say('transfer.outside')}
      </span>
    );
  }
  return (
    <span class="about" id={id}>
      <span class={`presence ${entry.presence}`}>{say(`presence.${entry.presence}`)}</span>
      <span class="since">{entry.presence === 'offline' ? '' : clockText(state.now - (entry.since ?? state.now))}</span>
    </span>
  );
}

const ways: readonly { readonly how: TransferKind; readonly icon: IconName }[] = [
  { how: 'consult', icon: 'people' },
  { how: 'add', icon: 'merge' },
  { how: 'blind', icon: 'leave' },
];

interface WaysProps {
  readonly view: View;
  readonly dialog: TransferDialogState;
  readonly chosen: Entry | undefined;
}

/** The three ways to hand over, offered once somebody is chosen. */
function Ways({ view, dialog, chosen }: WaysProps) {
  const { deeds, say } = view;
  if (!chosen) return <p class="quiet-text ways-wait">{say('transfer.choose')}</p>;
  const name = nameOf(chosen, view);
  return (
    <div class="choices ways" role="group" aria-label={say('transfer.chosen', { name })}>
      {ways.map(({ how, icon }) => (
        <Button
          key={how}
          label={say(`transfer.${how}`)}
          hint={say(`transfer.${how}Hint`)}
          icon={icon}
          kind={how === 'consult' ? 'primary' : 'plain'}
          onClick={() => void deeds.transfer(how, chosen.target, name, dialog.note)}
        />
      ))}
    </div>
  );
}

function nameOf(entry: Entry, { say }: View): string {
  return entry.target.kind === 'anyone' ? say('transfer.anyone') : entry.name;
}
