import { unsavedCall } from '../model/records.ts';
import { type Trouble, troublesOf } from '../model/troubles.ts';
import { Icon } from './icon.tsx';
import type { View } from './view.ts';

/** What is broken at the moment, each with its way out, and the last notice. */
export function Banners({ view }: { readonly view: View }) {
  const { state, deeds, say } = view;
  return (
    <div class="banners" aria-live="polite">
      {troublesOf(state).map((trouble) => (
        <TroubleBanner key={trouble.word} trouble={trouble} view={view} />
      ))}
      {state.notice && (
        <div class={`banner ${state.notice.tone}`} key="notice">
          <Icon name={state.notice.tone === 'problem' ? 'warning' : 'info'} />
          <p>{say(state.notice.word, state.notice.values)}</p>
          <button type="button" class="link" onClick={() => deeds.dismissNotice()}>
            {say('notice.dismiss')}
          </button>
        </div>
      )}
    </div>
  );
}

function TroubleBanner({
  trouble,
  view: { state, deeds, say },
}: {
  readonly trouble: Trouble;
  readonly view: View;
}) {
  const fixes = {
    sound: () => void deeds.unlockSound(),
    line: () => void deeds.retryLine(),
    token: () => void deeds.retryToken(),
    microphone: () => void deeds.checkMicrophone(),
    reload: () => deeds.reload(),
    notes: () => void deeds.showRecord(unsavedCall(state) ?? ''),
  };
  const { fix } = trouble;
  return (
    <div class={`banner ${trouble.tone}`}>
      <Icon name={trouble.tone === 'news' ? 'info' : 'warning'} />
      <p>
        {say(trouble.word)} {trouble.more && say(trouble.more)}
      </p>
      {fix && (
        <button type="button" class="button small" onClick={fixes[fix.deed]}>
          {say(fix.word)}
        </button>
      )}
    </div>
  );
}
