import { clockText, remaining } from '../model/time.ts';
import { myPresence } from '../model/state.ts';
import { Button } from './button.tsx';
import { focusOnArrival } from './focus.ts';
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

/** After a call: nobody rings until the agent says so. */
export function WrapUp({ view: { state, deeds, say } }: { readonly view: View }) {
  const mine = myPresence(state);
  const seconds = state.desk?.settings.wrapUpSeconds ?? 0;
  const left = remaining(mine?.since ?? state.now, seconds, state.now);
  return (
    <section class="card stage wrap-up" aria-labelledby="wrap-up-title">
      <span class="stage-mark" aria-hidden="true">
        <Icon name="done" />
      </span>
      <h1 id="wrap-up-title" tabIndex={-1} ref={focusOnArrival}>
        {say('wrapUp.title')}
      </h1>
      <p class="lead">{say('wrapUp.lead')}</p>
      <progress class="time-left" max={seconds * 1000} value={left} aria-label={say('wrapUp.title')} />
      <p class="timer">{left > 0 ? say('wrapUp.left', { time: clockText(left) }) : say('wrapUp.over')}</p>
      <div class="actions">
        <Button
          label={say('home.goAvailable')}
          kind="primary"
          onClick={() => void deeds.setPresence('available')}
        />
        <Button label={say('wrapUp.stayAway')} kind="quiet" onClick={() => void deeds.setPresence('away')} />
      </div>
    </section>
  );
}
