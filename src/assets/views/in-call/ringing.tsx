import { failureText } from '../../selectors/transfer-attempt.ts';
import { callerOf } from '../../selectors/phone-number.ts';
import { transfererOf } from '../../selectors/handoff.ts';
import { agentLeg } from '../../../core/model/legs.ts';
import { clockText } from '../../selectors/time.ts';
import { meOf } from '../../state/state.ts';
import { nameText } from '../../words/words.ts';
import { Button } from '../parts/button.tsx';
import { focusOnArrival } from '../parts/focus.ts';
import { HandoffPanel } from '../parts/handoff.tsx';
import { Icon } from '../parts/icon.tsx';
import { Modal } from '../parts/modal.tsx';
import type { View } from '../view.ts';

/** An offered call: the caller, the time, the agent who transfers it, and their note. */
export function Ringing({ view }: { readonly view: View }) {
  const { state, say } = view;
  return (
    <section class="card stage ringing" aria-labelledby="ring-title">
      <span class="stage-mark ring" aria-hidden="true">
        <Icon name="phone" />
      </span>
      <h1 id="ring-title" tabIndex={-1} ref={focusOnArrival}>
        {headline(view)}
      </h1>
      <RecallReason view={view} />
      <CallerLines view={view} />
      <HandoffPanel view={view} />
      {state.line.incoming ? (
        <AnswerButtons view={view} />
      ) : (
        <p class="quiet-text">{say('ring.elsewhere')}</p>
      )}
      {state.line.incoming && <p class="keys">{say('ring.keys')}</p>}
    </section>
  );
}

function AnswerButtons({ view: { state, actions, say } }: { readonly view: View }) {
  const answering = state.pending.some(({ kind }) => kind === 'answer');
  return (
    <div class="actions">
      <Button
        label={say(answering ? 'ring.answering' : 'ring.answer')}
        kind="answer"
        icon="phone"
        busy={answering}
        onClick={actions.answer}
      />
      <Button label={say('ring.decline')} kind="quiet" onClick={() => actions.open({ kind: 'decline' })} />
    </div>
  );
}

/** The lines are there before the call is told, so that the buttons do not move under the pointer. */
function CallerLines({ view: { state, say } }: { readonly view: View }) {
  const { call } = state;
  const since = transfererOf(state) ? 'ring.lasts' : 'ring.waited';
  return (
    <p class="caller">
      <span class="number">{nameText(callerOf(state), say) || '\u00a0'}</span>
      <span class="since">
        {call ? say(since, { time: clockText(state.now - call.startedAt) }) : '\u00a0'}
      </span>
    </p>
  );
}

function headline(view: View): string {
  const { state, say } = view;
  const me = meOf(state)?.id;
  const from = transfererOf(view.state);
  if (from) return say('ring.transfer', { name: from });
  const leg = state.call && me ? agentLeg(state.call, me) : undefined;
  return say(leg?.why === 'recall' ? 'ring.recall' : 'ring.title');
}

/** Why a transferred call comes back to its former agent. */
function RecallReason({ view: { state, say } }: { readonly view: View }) {
  const { call } = state;
  const isRecall = call && agentLeg(call, meOf(state)?.id ?? '')?.why === 'recall';
  const failure = isRecall && failureText(call);
  return failure ? <p class="lead">{say(failure.word, failure.values)}</p> : null;
}

const DECLINE_REASONS = ['decline.busy', 'decline.notMine', 'decline.soon'] as const;

/** Declines with a reason, in one click each. */
export function DeclineDialog({ view }: { readonly view: View }) {
  const { actions, say } = view;
  const from = transfererOf(view.state);
  return (
    <Modal title={say('decline.title')} onClose={() => actions.open({ kind: 'none' })}>
      <p class="lead">{from ? say('decline.lead', { name: from }) : say('decline.leadQueue')}</p>
      <div class="choices">
        {DECLINE_REASONS.map((reason) => (
          <Button key={reason} label={say(reason)} onClick={() => void actions.decline(say(reason))} />
        ))}
        <Button label={say('decline.none')} onClick={() => void actions.decline('')} />
      </div>
      <div class="actions">
        <Button label={say('decline.back')} kind="quiet" onClick={() => actions.open({ kind: 'none' })} />
      </div>
    </Modal>
  );
}
