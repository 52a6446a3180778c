import { failureOf } from '../model/attempt.ts';
import { callerOf } from '../model/number.ts';
import { legOf } from '../model/parties.ts';
import { clockText } from '../model/time.ts';
import { meOf } from '../model/state.ts';
import { Button } from './button.tsx';
import { focusOnArrival } from './focus.ts';
import { Icon } from './icon.tsx';
import { Modal } from './modal.tsx';
import type { View } from './view.ts';

/** A call is offered: who calls, since when, who hands it over and what they say about it. */
export function Ringing({ view }: { readonly view: View }) {
  const { state, deeds, say } = view;
  const call = state.call;
  const since = transfererOf(view) ? 'ring.lasts' : 'ring.waited';
  const answering = state.pending.some(({ kind }) => kind === 'answer');
  return (
    <section class="card stage ringing" aria-labelledby="ring-title">
      <span class="stage-mark ring" aria-hidden="true">
        <Icon name="phone" />
      </span>
      <h1 id="ring-title" tabIndex={-1} ref={focusOnArrival}>
        {headline(view)}
      </h1>
      <RecallReason view={view} />
      {call && (
        <p class="caller">
          <span class="number">{callerOf(state)}</span>
          <span class="since">{say(since, { time: clockText(state.now - call.startedAt) })}</span>
        </p>
      )}
      <HandoffNote view={view} />
      {state.line.incoming ? (
        <div class="actions">
          <Button
            label={say(answering ? 'ring.answering' : 'ring.answer')}
            kind="answer"
            icon="phone"
            busy={answering}
            onClick={deeds.answer}
          />
          <Button label={say('ring.decline')} kind="quiet" onClick={() => deeds.open({ kind: 'decline' })} />
        </div>
      ) : (
        <p class="quiet-text">{say('ring.elsewhere')}</p>
      )}
      {state.line.incoming && <p class="keys">{say('ring.keys')}</p>}
    </section>
  );
}

/** Who hands the call over to this agent, if anybody does. */
function transfererOf({ state }: View): string | undefined {
  const { call, desk } = state;
  const me = meOf(state)?.id;
  const transfer = call?.transfer;
  if (!call || !transfer || !me || legOf(call, me)?.id !== transfer.target) return undefined;
  const initiator = call.legs.find((leg) => leg.id === transfer.initiator)?.party.name;
  // Who sent it without talking has left the call.
  return initiator ?? desk?.agents.find(({ id }) => id === call.formerOwner)?.name;
}

function headline(view: View): string {
  const { state, say } = view;
  const me = meOf(state)?.id;
  const from = transfererOf(view);
  if (from) return say('ring.transfer', { name: from });
  const leg = state.call && me ? legOf(state.call, me) : undefined;
  return say(leg?.why === 'recall' ? 'ring.recall' : 'ring.title');
}

/** Why a call comes back to whom it was transferred away from. */
function RecallReason({ view: { state, say } }: { readonly view: View }) {
  const { call } = state;
  const isRecall = call && legOf(call, meOf(state)?.id ?? '')?.why === 'recall';
  const failure = isRecall && failureOf(call);
  return failure ? <p class="lead">{say(failure.word, failure.values)}</p> : null;
}

function HandoffNote({ view }: { readonly view: View }) {
  const { state, say } = view;
  const from = transfererOf(view);
  const note = state.call?.transfer?.note;
  if (!note) return null;
  return (
    <figure class="note">
      <figcaption>{say('ring.note', { name: from ?? '' })}</figcaption>
      <blockquote dir="auto">{note}</blockquote>
    </figure>
  );
}

const reasons = ['decline.busy', 'decline.notMine', 'decline.soon'] as const;

/** Declining with a reason, in one click each. */
export function DeclineDialog({ view }: { readonly view: View }) {
  const { deeds, say } = view;
  const from = transfererOf(view);
  return (
    <Modal title={say('decline.title')} onClose={() => deeds.open({ kind: 'none' })}>
      <p class="lead">{from ? say('decline.lead', { name: from }) : say('decline.leadQueue')}</p>
      <div class="choices">
        {reasons.map((reason) => (
          <Button key={reason} label={say(reason)} onClick={() => void deeds.decline(say(reason))} />
        ))}
        <Button label={say('decline.none')} onClick={() => void deeds.decline('')} />
      </div>
      <div class="actions">
        <Button label={say('decline.back')} kind="quiet" onClick={() => deeds.open({ kind: 'none' })} />
      </div>
    </Modal>
  );
}
