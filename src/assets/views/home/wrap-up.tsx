import type { CallSid } from '../../../core/model/ids.ts';
import { callerName } from '../../selectors/phone-number.ts';
import { wrapUpCall } from '../../selectors/history.ts';
import { draftOf } from '../../state/drafts.ts';
import { myPresence, type PageState } from '../../state/state.ts';
import { clockText, remaining } from '../../selectors/time.ts';
import { Button } from '../parts/button.tsx';
import { focusOnArrival } from '../parts/focus.ts';
import { Notes } from '../parts/notes.tsx';
import type { View } from '../view.ts';

/** After a call: the agent says how it was closed, while no call rings. */
export function WrapUpScreen({ view }: { readonly view: View }) {
  const { state, actions, say } = view;
  const call = wrapUpCall(state);
  const from = state.history.recent.find((one) => one.call === call)?.from;
  return (
    <section class="card stage wrap-up" aria-labelledby="wrap-up-title">
      <header class="call-head">
        <h1 id="wrap-up-title" tabIndex={-1} ref={focusOnArrival}>
          {say('wrapUp.title')}
        </h1>
        <TimeLeft view={view} />
      </header>
      <p class="lead">
        {from !== undefined && say('wrapUp.with', { name: callerName(from) })}{' '}
        {say(timeLeft(state) > 0 ? 'wrapUp.lead' : 'wrapUp.late')}
      </p>
      {call && <WrapUpForm view={view} call={call} />}
      <div class="actions">
        <Button
          label={say('home.goAvailable')}
          kind="primary"
          onClick={() => void actions.finishWrapUp('available')}
        />
        <Button
          label={say('wrapUp.stayAway')}
          kind="quiet"
          onClick={() => void actions.finishWrapUp('away')}
        />
      </div>
    </section>
  );
}

function TimeLeft({ view: { state, say } }: { readonly view: View }) {
  const left = timeLeft(state);
  if (left === 0) return <span class="timer">{say('wrapUp.over')}</span>;
  return (
    <span class="time-left">
      <span class="timer">{say('wrapUp.left', { time: clockText(left) })}</span>
      <progress max={secondsOf(state) * 1000} value={left} aria-label={say('wrapUp.timer')} />
    </span>
  );
}

function timeLeft(state: PageState): number {
  return remaining(myPresence(state)?.since ?? state.now, secondsOf(state), state.now);
}

function secondsOf({ desk }: PageState): number {
  return desk?.settings.wrapUpSeconds ?? 0;
}

interface WrapUpFormProps {
  readonly view: View;
  readonly call: CallSid;
}

/** The disposition, the note, and whether the service has them. */
export function WrapUpForm({ view, call }: WrapUpFormProps) {
  const { state, actions, say, language } = view;
  const draft = draftOf(state, call);
  return (
    <div class="wrap-up-form">
      <fieldset class="dispositions">
        <legend>{say('wrapUp.disposition')}</legend>
        {state.desk?.dispositions.map((disposition) => (
          <label key={disposition.id} class="choice">
            <input
              type="radio"
              name="disposition"
              checked={draft.disposition === disposition.id}
              onChange={() => actions.choose(call, disposition.id)}
            />
            {disposition[language]}
          </label>
        ))}
      </fieldset>
      <Notes view={view} call={call} />
      <div class="save">
        <Button
          label={say(draft.state === 'saving' ? 'wrapUp.saving' : 'wrapUp.save')}
          busy={draft.state === 'saving'}
          onClick={() => void actions.saveWrapUp(call)}
        />
        <p role="status" class={draft.state}>
          {draft.state !== 'open' && draft.state !== 'saving' && say(`wrapUp.${draft.state}`)}
        </p>
      </div>
    </div>
  );
}
