import type { CallSid } from '../../../core/model/ids.ts';
import type { RecentCall, TimelineEntry } from '../../../core/model/history.ts';
import { callerName } from '../../selectors/phone-number.ts';
import { timelineSentences } from '../../selectors/history.ts';
import type { ListedVoicemail } from '../../state/state.ts';
import { clockText, dayTimeText } from '../../selectors/time.ts';
import { nameText } from '../../words/words.ts';
import { Button } from '../parts/button.tsx';
import { Modal } from '../parts/modal.tsx';
import type { View } from '../view.ts';
import { WrapUpForm } from './wrap-up.tsx';

/** Messages, and the agent's last calls, between calls. */
export function HistoryPanel({ view }: { readonly view: View }) {
  const { state, actions, say } = view;
  return (
    <>
      {state.history.away && (
        <section class="card">
          <p class="quiet-text">{say('history.away')}</p>
          <button type="button" class="link" onClick={() => void actions.refreshHistory()}>
            {say('history.retry')}
          </button>
        </section>
      )}
      <Voicemails view={view} />
      <RecentCalls view={view} />
    </>
  );
}

function Voicemails({ view }: { readonly view: View }) {
  const { state, say } = view;
  const { voicemails } = state.history;
  return (
    <section class="card voicemails" aria-labelledby="voicemails-title">
      <h2 id="voicemails-title">{say('voicemails.title')}</h2>
      {voicemails.length === 0 && <p class="quiet-text">{say('voicemails.empty')}</p>}
      <ul>
        {voicemails.map((voicemail) => (
          <VoicemailRow key={voicemail.recording} voicemail={voicemail} view={view} />
        ))}
      </ul>
    </section>
  );
}

function VoicemailRow({ voicemail, view }: { readonly voicemail: ListedVoicemail; readonly view: View }) {
  const { state, actions, say, language } = view;
  const { recording, at, seconds } = voicemail;
  const from = nameText(callerName(voicemail.from), say);
  return (
    <li>
      <span class="who">
        <span class="name">{from}</span>
        <span class="why">
          {dayTimeText(at, state.now, language)} · {clockText(seconds * 1000)}
        </span>
      </span>
      <button
        type="button"
        class="button small"
        aria-label={say('voicemails.close', { name: from })}
        onClick={() => void actions.closeVoicemail(recording)}
      >
        {say('voicemails.done')}
      </button>
      <audio
        controls
        preload="none"
        aria-label={say('voicemails.play', { name: from })}
        src={`/api/voicemails/play?recording=${encodeURIComponent(recording)}`}
      />
    </li>
  );
}

function RecentCalls({ view }: { readonly view: View }) {
  const { state, say } = view;
  const { recent } = state.history;
  return (
    <section class="card recent" aria-labelledby="recent-title">
      <h2 id="recent-title">{say('recent.title')}</h2>
      {recent.length === 0 && <p class="quiet-text">{say('recent.empty')}</p>}
      <ul>
        {recent.map((one) => (
          <li key={one.call}>
            <RecentRow recent={one} view={view} />
          </li>
        ))}
      </ul>
    </section>
  );
}

function RecentRow({ recent, view }: { readonly recent: RecentCall; readonly view: View }) {
  const { state, actions, say, language } = view;
  const closed = state.desk?.dispositions.find(({ id }) => id === recent.wrapUp?.disposition);
  return (
    <button type="button" class="past-call" onClick={() => void actions.showCallHistory(recent.call)}>
      <span class="who">
        <span class="name">{nameText(callerName(recent.from), say)}</span>
        <span class="why">{dayTimeText(recent.at, state.now, language)}</span>
      </span>
      <span class="why">{closed?.[language] ?? say('recent.open')}</span>
    </button>
  );
}

/** One past call: its timeline, and how the agent closed it. */
export function PastCallDialog({ view, call }: { readonly view: View; readonly call: CallSid }) {
  const { state, actions, say } = view;
  const close = (): void => actions.open({ kind: 'none' });
  const recent = state.history.recent.find((one) => one.call === call);
  const name = callerName(recent?.from);
  return (
    <Modal title={say('past-call.title', { name })} wide onClose={close}>
      <TimelineList view={view} call={call} />
      <WrapUpForm view={view} call={call} />
      <div class="actions">
        <Button label={say('past-call.close')} kind="quiet" onClick={close} />
      </div>
    </Modal>
  );
}

function TimelineList({ view, call }: { readonly view: View; readonly call: CallSid }) {
  const { state, say, language } = view;
  const entries = state.history.timelines[call];
  if (!entries) return <p class="quiet-text">{say('past-call.loading')}</p>;
  if (entries.length === 0) return <p class="quiet-text">{say('past-call.none')}</p>;
  return (
    <ol class="timeline" aria-label={say('past-call.timeline')} tabIndex={0}>
      {entries.map((entry) => (
        <li key={`${entry.at} ${entry.sentences[0]}`}>
          <time dateTime={new Date(entry.at).toISOString()}>
            {dayTimeText(entry.at, state.now, language)}
          </time>
          <TimelineSentences view={view} entry={entry} />
        </li>
      ))}
    </ol>
  );
}

/** The sentences of one entry. Each is marked with its language, so that a screen reader reads it in that language. */
function TimelineSentences({ view, entry }: { readonly view: View; readonly entry: TimelineEntry }) {
  const { state, language } = view;
  return (
    <span>
      {timelineSentences(entry, language, state.desk?.dispositions ?? []).map(({ text, lang }, index) => (
        <span key={`${index} ${text}`} lang={lang}>
          {text}{' '}
        </span>
      ))}
    </span>
  );
}
