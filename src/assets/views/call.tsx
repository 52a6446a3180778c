import { actionsFor, type CallAction } from '../model/actions-for.ts';
import { headingFor } from '../model/heading.ts';
import { callerOf } from '../model/number.ts';
import { partiesOf } from '../model/parties.ts';
import { meOf } from '../model/state.ts';
import { clockText } from '../model/time.ts';
import { Button } from './button.tsx';
import { Consult } from './consult.tsx';
import { focusOnArrival } from './focus.ts';
import { NextStep } from './next-step.tsx';
import { Notes } from './notes.tsx';
import { Parties } from './parties.tsx';
import type { View } from './view.ts';

/** On the line: who is there and what can be done right now. */
export function CallStage({ view }: { readonly view: View }) {
  const { state, say } = view;
  const call = state.call;
  const me = meOf(state)?.id ?? '';
  if (!call) return null;
  const actions = actionsFor(call, me);
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
      <Parties view={view} />
      <NextStep view={view} />
      <Consult view={view} actions={actions} />
      <Controls view={view} actions={actions} />
      <Notes view={view} call={call.id} />
    </section>
  );
}

function Controls({ view, actions }: { readonly view: View; readonly actions: readonly CallAction[] }) {
  const { state, deeds, say } = view;
  const ending = state.pending.some(({ kind }) => kind === 'end');
  const others = state.pending.some(({ kind }) => kind === 'transfer');
  return (
    <div class="controls" role="group" aria-label={say('call.title', { name: callerOf(state) })}>
      <LineControls view={view} actions={actions} />
      {actions.includes('transfer') && (
        <Button
          label={say('call.transfer')}
          kind={actions.includes('complete') ? 'plain' : 'primary'}
          icon="transfer"
          busy={others}
          onClick={() => deeds.open({ kind: 'transfer', search: '', note: '' })}
        />
      )}
      {actions.includes('leave') && (
        <Button label={say('call.leave')} kind="danger" icon="leave" onClick={() => void deeds.leave()} />
      )}
      {actions.includes('end') && (
        <Button
          label={say(ending ? 'call.ending' : 'call.end')}
          kind="danger"
          icon="end"
          busy={ending}
          onClick={() => deeds.open({ kind: 'end' })}
        />
      )}
    </div>
  );
}

/** Mute, hold and keypad: the agent's own line. */
function LineControls({ view, actions }: { readonly view: View; readonly actions: readonly CallAction[] }) {
  const { state, deeds, say } = view;
  const parties = partiesOf(state);
  const mine = parties.find(({ who }) => who === 'you');
  const customer = parties.find(({ who }) => who === 'customer');
  const held = customer?.state === 'held';
  const muted = mine?.muted === true;
  return (
    <>
      {actions.includes('mute') && mine && (
        <Button
          label={say(muted ? 'call.unmute' : 'call.mute')}
          icon={muted ? 'micOff' : 'mic'}
          kind={muted ? 'muting' : 'plain'}
          onClick={() => void deeds.mute(mine.party, !muted)}
        />
      )}
      {actions.includes('hold') && (
        <Button
          label={say(held ? 'call.resume' : 'call.hold')}
          icon={held ? 'resume' : 'hold'}
          kind={held ? 'holding' : 'plain'}
          onClick={() => void deeds.hold('customer', !held)}
        />
      )}
      {actions.includes('keypad') && state.line.active && (
        <Button
          label={say('call.keypad')}
          icon="keypad"
          onClick={() => deeds.open({ kind: 'keypad', digits: '' })}
        />
      )}
    </>
  );
}
