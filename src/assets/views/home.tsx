import type { Presence } from '../../core/agent.ts';
import { presencesFor } from '../model/presences-for.ts';
import { myPresence } from '../model/state.ts';
import { Button } from './button.tsx';
import { Icon } from './icon.tsx';
import { MicrophoneCheck } from './sound.tsx';
import type { View } from './view.ts';

/** Between calls: the agent's own presence, with the one thing to do about it. */
export function Home({ view }: { readonly view: View }) {
  const { state, say } = view;
  const mine = myPresence(state);
  const face = faceOf(mine?.presence);
  return (
    <section class={`card stage home ${face}`} aria-labelledby="home-title" key={face}>
      <span class="stage-mark" aria-hidden="true">
        <Icon name={face === 'available' || face === 'busy' ? 'phone' : 'person'} />
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

/** Wrap-up has a face of its own. */
function faceOf(presence: Presence | undefined): 'available' | 'busy' | 'away' | 'offline' {
  return presence === undefined || presence === 'wrap-up' ? 'offline' : presence;
}

function PresenceButtons({ view: { state, deeds, say } }: { readonly view: View }) {
  const choices = presencesFor(state);
  const busy = state.microphone.state === 'asking' || state.line.device === 'registering';
  if (choices.length === 0) return null;
  return (
    <div class="actions">
      {choices.includes('available') && (
        <Button
          label={say(busy ? 'home.goingAvailable' : 'home.goAvailable')}
          kind="primary"
          busy={busy}
          onClick={() => void deeds.setPresence('available')}
        />
      )}
      {choices.includes('away') && (
        <Button label={say('home.goAway')} onClick={() => void deeds.setPresence('away')} />
      )}
      {choices.includes('offline') && (
        <Button
          label={say('home.goOffline')}
          kind="quiet"
          onClick={() => void deeds.setPresence('offline')}
        />
      )}
    </div>
  );
}
