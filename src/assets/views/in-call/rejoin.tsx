import { absentAgent, agentLeg } from '../../../core/model/legs.ts';
import { callerOf } from '../../selectors/phone-number.ts';
import { meOf } from '../../state/state.ts';
import { clockText } from '../../selectors/time.ts';
import { Button } from '../parts/button.tsx';
import { focusOnArrival } from '../parts/focus.ts';
import { Parties } from './parties.tsx';
import type { View } from '../view.ts';

/** The page is back and the call is still there. One click rejoins it. */
export function Rejoin({ view }: { readonly view: View }) {
  const { state, actions, say } = view;
  const busy = state.pending.some(({ kind }) => kind === 'rejoin');
  const me = meOf(state)?.id ?? '';
  const absent = state.call && absentAgent(state.call, me);
  const isElsewhere = state.call && agentLeg(state.call, me)?.state === 'on';
  const until = state.call?.rescue?.until ?? absent?.until;
  const alone = state.call && !agentLeg(state.call, me) && (!absent || absent.wasLast);
  return (
    <section class="card stage rejoin" aria-labelledby="rejoin-title">
      <h1 id="rejoin-title" tabIndex={-1} ref={focusOnArrival}>
        {say(isElsewhere ? 'rejoin.elsewhere' : 'rejoin.title')}
      </h1>
      {isElsewhere && <p class="lead">{say('rejoin.elsewhereLead')}</p>}
      {alone && <p class="lead">{say('rejoin.lead', { name: callerOf(state) })}</p>}
      <Parties view={view} />
      {until !== undefined && until > state.now && (
        <p class="timer">{say('rejoin.keeping', { time: clockText(until - state.now) })}</p>
      )}
      <div class="actions">
        <Button
          label={say(busy ? 'rejoin.busy' : 'rejoin.button')}
          kind="answer"
          icon="phone"
          busy={busy}
          onClick={() => void actions.rejoin()}
        />
      </div>
    </section>
  );
}
