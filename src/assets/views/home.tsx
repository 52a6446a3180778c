import { myPresence } from '../model/state.ts';
import { Button } from './button.tsx';
import { Icon } from './icon.tsx';
import { MicrophoneCheck } from './sound.tsx';
import type { View } from './view.ts';

/** Between calls: the agent's own presence, with the one thing to do about it. */
export function Home({ view }: { readonly view: View }) {
  const { state, say } = view;
  const mine = myPresence(state);
  const face =
    mine?.presence === 'available' || mine?.presence === 'busy'
      ? 'available'
      : mine?.presence === 'away'
        ? 'away'
        : 'offline';
  return (
    <section class={`card stage home ${face}`} aria-labelledby="home-title" key={face}>
      <span class="stage-mark" aria-hidden="true">
        <Icon name={face === 'available' ? 'phone' : 'person'} />
      </span>
      <h1 id="home-title" tabIndex={-1}>
        {say(`home.${face}.title`)}
      </h1>
      <p class="lead">{mine?.why ? say(`presence.${mine.why}`) : say(`home.${face}.lead`)}</p>
      <PresenceButtons view={view} face={face} />
      {face === 'offline' && <MicrophoneCheck view={view} />}
    </section>
  );
}

function PresenceButtons({
  view: { state, deeds, say },
  face,
}: {
  readonly view: View;
  readonly face: string;
}) {
  const busy = state.microphone.state === 'asking' || state.line.device === 'registering';
  if (face === 'available') {
    return (
      <div class="actions">
        <Button label={say('home.goAway')} onClick={() => void deeds.setPresence('away')} />
        <Button
          label={say('home.goOffline')}
          kind="quiet"
          onClick={() => void deeds.setPresence('offline')}
        />
      </div>
    );
  }
  return (
    <div class="actions">
      <Button
        label={say(busy ? 'home.goingAvailable' : 'home.goAvailable')}
        kind="primary"
        busy={busy}
        onClick={() => void deeds.setPresence('available')}
      />
      {face === 'away' && (
        <Button
          label={say('home.goOffline')}
          kind="quiet"
          onClick={() => void deeds.setPresence('offline')}
        />
      )}
    </div>
  );
}
