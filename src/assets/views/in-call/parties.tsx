import { allowedPartyActions } from '../../selectors/allowed-actions.ts';
import { audibleOf, partiesOf, type PartyState, type PartyView } from '../../selectors/parties.ts';
import { meOf } from '../../state/state.ts';
import { clockText } from '../../selectors/time.ts';
import { nameText } from '../../words/words.ts';
import { Avatar } from '../parts/avatar.tsx';
import { Icon, type IconName } from '../parts/icon.tsx';
import type { View } from '../view.ts';

/** All parties of the call, as they really are. */
export function Parties({ view }: { readonly view: View }) {
  const { state, say } = view;
  const parties = partiesOf(state);
  const audible = audibleOf(parties);
  const meterOf = (party: PartyView): PartyRowProps['meter'] => {
    if (party.who === 'you') return party.muted ? undefined : 'mine';
    return audible.length === 1 && audible[0] === party ? 'theirs' : undefined;
  };
  return (
    <>
      <ul class="parties" aria-label={say('call.parties')}>
        {parties.map((party) => (
          <PartyRow key={party.party} party={party} view={view} meter={meterOf(party)} />
        ))}
      </ul>
      {audible.length > 1 && state.line.active && (
        <p class="somebody" data-meter="theirs">
          <Icon name="sound" /> {say('call.somebody')}
        </p>
      )}
    </>
  );
}

/** The time matters to a party who waits. */
const TIMED: readonly PartyState[] = ['calling', 'ringing', 'joining', 'held', 'waiting'];

interface PartyRowProps {
  readonly party: PartyView;
  readonly view: View;
  /**
   * The party whose level shows. The line carries one mixed sound, so it cannot tell which of several others speaks.
   */
  readonly meter: 'mine' | 'theirs' | undefined;
}

function PartyRow({ party, view, meter }: PartyRowProps) {
  const { state, say } = view;
  const name = nameText(party.name, say);
  const speaks = party.state === 'talking' || party.state === 'alone';
  return (
    <li
      class={`party ${party.state}${party.pending ? ' pending' : ''}`}
      data-meter={speaks && state.line.active ? meter : undefined}
    >
      <Avatar name={name} icon={party.who === 'customer' ? 'phone' : undefined} />
      <span class="who">
        <span class="name">{name}</span>
        {party.who !== 'colleague' && (
          <span class="role">{say(party.who === 'you' ? 'call.you' : 'call.customer')}</span>
        )}
      </span>
      <span class="states">
        {party.muted && (
          <span class="state muted">
            <Icon name="micOff" />
            {say('call.muted')}
          </span>
        )}
        {!(speaks && party.muted) && (
          <span class={`state ${party.state}`}>{say(`call.state.${party.state}`)}</span>
        )}
        {TIMED.includes(party.state) && <span class="since">{clockText(state.now - party.since)}</span>}
      </span>
      <PartyButtons party={party} view={view} />
    </li>
  );
}

function PartyButtons({ party, view }: { readonly party: PartyView; readonly view: View }) {
  const { state, actions, say } = view;
  const allowed = allowedPartyActions(state.call, meOf(state)?.id ?? '', party.party);
  if (allowed.length === 0) return null;
  const held = party.state === 'held' || party.state === 'holding';
  const name = { name: party.name };
  return (
    <span class="party-actions">
      {allowed.includes('hold') && (
        <SmallButton
          label={say(held ? 'call.party.resume' : 'call.party.hold', name)}
          icon={held ? 'resume' : 'hold'}
          onClick={() => void actions.hold(party.party, !held)}
        />
      )}
      {allowed.includes('mute') && (
        <SmallButton
          label={say(party.muted ? 'call.party.unmute' : 'call.party.mute', name)}
          icon={party.muted ? 'micOff' : 'mic'}
          onClick={() => void actions.mute(party.party, !party.muted)}
        />
      )}
      {allowed.includes('remove') && (
        <SmallButton
          label={say('call.party.remove', name)}
          icon="close"
          onClick={() => void actions.remove(party.party)}
        />
      )}
    </span>
  );
}

interface SmallButtonProps {
  readonly label: string;
  readonly icon: IconName;
  readonly onClick: () => void;
}

function SmallButton({ label, icon, onClick }: SmallButtonProps) {
  return (
    <button type="button" class="tool" aria-label={label} title={label} onClick={onClick}>
      <Icon name={icon} />
    </button>
  );
}
