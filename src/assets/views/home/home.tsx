import { allowedPresences } from '../../selectors/allowed-presences.ts';
import { canRingHere, myPresence, type PageState } from '../../state/state.ts';
import { Button } from '../parts/button.tsx';
import { Icon, type IconName } from '../parts/icon.tsx';
import { MicrophoneCheck } from '../parts/sound.tsx';
import type { View } from '../view.ts';

/** Between calls: the agent's own presence, with one action. */
export function Home({ view }: { readonly view: View }) {
  const { state, say } = view;
  const mine = myPresence(state);
  const face = faceOf(state);
  return (
    <section class={`card stage home ${face}`} aria-labelledby="home-title" key={face}>
      <span class="stage-mark" aria-hidden="true">
        <Icon name={ICONS[face]} />
      </span>
      <h1 id="home-title" tabIndex={-1}>
        {say(`home.${face}.title`)}
      </h1>
      <p class="lead">{mine?.why ? say(`presence.${mine.why}`) : say(`home.${face}.lead`)}</p>
      <PresenceButtons view={view} />
      {face === 'offline' && <MicrophoneCheck view={view} />}
    </section>
  );
}

type Face = 'available' | 'unreachable' | 'busy' | 'away' | 'offline';

const ICONS: Readonly<Record<Face, IconName>> = {
  available: 'phone',
  unreachable: 'warning',
  busy: 'phone',
  away: 'person',
  offline: 'person',
};

/** Wrap-up has its own screen. And an available agent is not ready for calls while none can ring here. */
function faceOf(state: PageState): Face {
  const presence = myPresence(state)?.presence;
  if (presence === 'available') return canRingHere(state) ? 'available' : 'unreachable';
  return presence === undefined || presence === 'wrap-up' ? 'offline' : presence;
}

function PresenceButtons({ view: { state, actions, say } }: { readonly view: View }) {
  const choices = allowedPresences(state);
  const busy = state.microphone.state === 'asking' || state.line.device === 'registering';
  if (choices.length === 0) return null;
  return (
    <div class="actions">
      {choices.includes('available') && (
        <Button
          label={say(busy ? 'home.goingAvailable' : 'home.goAvailable')}
          kind="primary"
          busy={busy}
          onClick={() => void actions.setPresence('available')}
        />
      )}
      {choices.includes('away') && (
        <Button label={say('home.goAway')} onClick={() => void actions.setPresence('away')} />
      )}
      {choices.includes('offline') && (
        <Button
          label={say('home.goOffline')}
          kind="quiet"
          onClick={() => void actions.setPresence('offline')}
        />
      )}
    </div>
  );
}
