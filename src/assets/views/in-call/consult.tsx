import type { CallAction } from '../../selectors/allowed-actions.ts';
import { isOn } from '../../selectors/parties.ts';
import { partyName } from '../../selectors/people.ts';
import { agentLeg } from '../../../core/model/legs.ts';
import { meOf } from '../../state/state.ts';
import type { Word } from '../../words/words.ts';
import { Button } from '../parts/button.tsx';
import type { IconName } from '../parts/icon.tsx';
import type { View } from '../view.ts';

type Way = Extract<CallAction, 'complete' | 'merge' | 'swap' | 'cancel'>;

const CONSULT_WAYS: readonly { readonly action: Way; readonly icon: IconName }[] = [
  { action: 'complete', icon: 'done' },
  { action: 'merge', icon: 'merge' },
  { action: 'swap', icon: 'swap' },
  { action: 'cancel', icon: 'close' },
];

/** An open transfer: each possible action, with its effect on the parties. */
export function Consult({ view, allowed }: { readonly view: View; readonly allowed: readonly CallAction[] }) {
  const { state, actions, say } = view;
  const others = othersOn(view);
  // After an addition several may stay, and none of them is the target.
  const several = !state.call?.transfer && others > 1;
  const name = { name: targetName(view), count: others };
  const offered = CONSULT_WAYS.filter(({ action }) => allowed.includes(action));
  const deciding = state.pending.some(({ kind }) => CONSULT_WAYS.some(({ action }) => action === kind));
  if (offered.length === 0) return null;
  return (
    <section class="consult" aria-labelledby="consult-title">
      <h2 id="consult-title">{say(several ? 'consult.leaveTitle' : 'consult.title', name)}</h2>
      <div class="choices">
        {offered.map(({ action, icon }) => (
          <Button
            key={action}
            label={say(several && action === 'complete' ? 'call.leave' : `consult.${action}`)}
            hint={say(several && action === 'complete' ? 'consult.leaveHint' : hintFor(action, view), name)}
            kind={action === 'complete' ? 'primary' : 'plain'}
            icon={icon}
            busy={state.pending.some(({ kind }) => kind === action)}
            waits={deciding}
            onClick={() => void actions[action]()}
          />
        ))}
      </div>
    </section>
  );
}

/** The action's effect on the parties. */
function hintFor(action: Way, { state: { call } }: View): Word {
  switch (action) {
    case 'complete':
      return call?.transfer?.state === 'ringing' ? 'consult.completeRinging' : 'consult.completeHint';
    case 'swap':
      return call?.customer.hold ? 'consult.swapToCustomer' : 'consult.swapToTarget';
    case 'merge':
      return 'consult.mergeHint';
    case 'cancel':
      return 'consult.cancelHint';
  }
}

/** How many stay with the customer when the agent leaves. */
function othersOn({ state }: View): number {
  const me = meOf(state)?.id ?? '';
  const mine = state.call && agentLeg(state.call, me)?.id;
  return state.call?.legs.filter((leg) => leg.id !== mine && isOn(leg)).length ?? 0;
}

/** The party who gets the call: the target while a transfer is open, afterwards another party on the line. */
function targetName({ state }: View): string {
  const call = state.call;
  const me = call && agentLeg(call, meOf(state)?.id ?? '');
  const target = call?.legs.find((leg) => leg.id === call.transfer?.target);
  const other = target ?? call?.legs.find((leg) => leg.id !== me?.id && isOn(leg));
  return other ? partyName(other.party, state) : '';
}
