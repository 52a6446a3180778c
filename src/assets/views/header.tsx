import { clockText } from '../selectors/time.ts';
import { meOf, myPresence } from '../state/state.ts';
import { PAGE_LANGUAGES } from '../words/words.ts';
import { Icon, type IconName } from './parts/icon.tsx';
import type { View } from './view.ts';

/** The page's top: the agent's name, their presence and its time, language, sound, sign out. */
export function Header({ view }: { readonly view: View }) {
  const { state, actions, say } = view;
  const me = meOf(state);
  const isFree = me !== undefined && !state.line.active;
  return (
    <header class="top">
      <p class="brand">
        <Icon name="transfer" />
        <span>{say('app.name')}</span>
      </p>
      {me && <MyPresence view={view} />}
      <nav class="tools" aria-label={say('app.name')}>
        <LanguageChoice view={view} />
        {me && (
          <Tool icon="sound" label={say('sound.open')} onClick={() => actions.open({ kind: 'sound' })} />
        )}
        {isFree && (
          <Tool
            icon="key"
            label={say('passcode.title')}
            onClick={() => actions.open({ kind: 'passcode', busy: false })}
          />
        )}
        {isFree && <Tool icon="leave" label={say('signOut')} onClick={() => void actions.signOut()} />}
      </nav>
    </header>
  );
}

interface ToolProps {
  readonly icon: IconName;
  readonly label: string;
  readonly onClick: () => void;
}

/** A button that is only a picture to the eye. */
function Tool({ icon, label, onClick }: ToolProps) {
  return (
    <button type="button" class="tool" aria-label={label} title={label} onClick={onClick}>
      <Icon name={icon} />
    </button>
  );
}

function MyPresence({ view: { state, say } }: { readonly view: View }) {
  const mine = myPresence(state);
  const me = meOf(state);
  if (!mine) return null;
  return (
    <p class="my-presence">
      <strong>{me?.name}</strong>
      <span role="status" class={`presence ${mine.presence}`}>
        {say(`presence.${mine.presence}`)}
      </span>
      {/* An agent who was never at work has no time. */}
      {mine.since > 0 && <span class="since">{clockText(state.now - mine.since)}</span>}
    </p>
  );
}

function LanguageChoice({ view: { actions, say, language } }: { readonly view: View }) {
  return (
    <select
      class="language"
      aria-label={say('app.language')}
      value={language}
      onChange={(event) => {
        const chosen = PAGE_LANGUAGES.find(({ code }) => code === event.currentTarget.value);
        if (chosen) actions.chooseLanguage(chosen.code);
      }}
    >
      {PAGE_LANGUAGES.map(({ code, name }) => (
        <option key={code} value={code}>
          {name}
        </option>
      ))}
    </select>
  );
}
