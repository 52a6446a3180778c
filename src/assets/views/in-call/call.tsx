import { allowedActions, type CallAction } from '../../selectors/allowed-actions.ts';
import { headingFor } from '../../selectors/heading.ts';
import { callerOf } from '../../selectors/phone-number.ts';
import { partiesOf } from '../../selectors/parties.ts';
import { meOf } from '../../state/state.ts';
import { clockText } from '../../selectors/time.ts';
import { Button } from '../parts/button.tsx';
import { Consult } from './consult.tsx';
import { focusOnArrival } from '../parts/focus.ts';
import { HandoffPanel } from '../parts/handoff.tsx';
import { NextStepPanel } from './next-step.tsx';
import { Notes } from '../parts/notes.tsx';
import { Parties } from './parties.tsx';
import type { View } from '../view.ts';

/** On the line: the parties, and the actions that are possible now. */
export function CallStage({ view }: { readonly view: View }) {
  const { state, say } = view;
  const call = state.call;
  const me = meOf(state)?.id ?? '';
  if (!call) return null;
  const allowed = allowedActions(call, me);
  const heading = headingFor(state);
  return (
    <section class={`card stage call ${heading.tone}`} aria-labelledby="call-title">
      <header class="call-head">
        <h1 id="call-title" tabIndex={-1} ref={focusOnArrival}>
          {say(heading.word, heading.values)}
        </h1>
        <span class="call-time">{clockText(state.now - call.startedAt)}</span>
      </header>
      {heading.more && <p class="lead">{say(heading.more.word, heading.more.values)}</p>}
      {state.line.elsewhere && !state.line.active && <p class="quiet-text">{say('elsewhere')}</p>}
      <HandoffPanel view={view} />
      <Parties view={view} />
      <NextStepPanel view={view} />
      <Consult view={view} allowed={allowed} />
      <Controls view={view} allowed={allowed} />
      <Notes view={view} call={call.id} />
    </section>
  );
}

function Controls({ view, allowed }: { readonly view: View; readonly allowed: readonly CallAction[] }) {
  const { state, actions, say } = view;
  const ending = state.pending.some(({ kind }) => kind === 'end');
  const others = state.pending.some(({ kind }) => kind === 'transfer');
  return (
    <div class="controls" role="group" aria-label={say('call.title', { name: callerOf(state) })}>
      <LineControls view={view} allowed={allowed} />
      {allowed.includes('transfer') && (
        <Button
          label={say('call.transfer')}
          kind={allowed.includes('complete') ? 'plain' : 'primary'}
          icon="transfer"
          busy={others}
          onClick={() => actions.open({ kind: 'transfer', search: '', note: '' })}
        />
      )}
      {allowed.includes('leave') && (
        <Button label={say('call.leave')} kind="danger" icon="leave" onClick={() => void actions.leave()} />
      )}
      {allowed.includes('end') && (
        <Button
          label={say(ending ? 'call.ending' : 'call.end')}
          kind="danger"
          icon="end"
          busy={ending}
          onClick={() => actions.open({ kind: 'end' })}
        />
      )}
    </div>
  );
}

/** Mute, hold and keypad: the agent's own line. */
function LineControls({ view, allowed }: { readonly view: View; readonly allowed: readonly CallAction[] }) {
  const { state, actions, say } = view;
  const parties = partiesOf(state);
  const mine = parties.find(({ who }) => who === 'you');
  const customer = parties.find(({ who }) => who === 'customer');
  const held = customer?.state === 'held' || customer?.state === 'holding';
  const muted = mine?.muted === true;
  return (
    <>
      {allowed.includes('mute') && mine && (
        <Button
          label={say(muted ? 'call.unmute' : 'call.mute')}
          icon={muted ? 'micOff' : 'mic'}
          kind={muted ? 'muting' : 'plain'}
          onClick={() => void actions.mute(mine.party, !muted)}
        />
      )}
      {allowed.includes('hold') && (
        <Button
          label={say(held ? 'call.resume' : 'call.hold')}
          icon={held ? 'resume' : 'hold'}
          kind={held ? 'holding' : 'plain'}
          onClick={() => void actions.hold('customer', !held)}
        />
      )}
      {allowed.includes('keypad') && state.line.active && (
        <Button
          label={say('call.keypad')}
          icon="keypad"
          onClick={() => actions.open({ kind: 'keypad', digits: '' })}
        />
      )}
    </>
  );
}
