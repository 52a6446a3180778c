import type { CallAction } from '../model/actions-for.ts';
import { isOn, legOf } from '../model/parties.ts';
import { meOf } from '../model/state.ts';
import { Button } from './button.tsx';
import type { View } from './view.ts';

/** An open transfer: each way on, saying what it does to whom. */
export function Consult({ view, actions }: { readonly view: View; readonly actions: readonly CallAction[] }) {
  const { state, deeds, say } = view;
  const name = { name: targetName(view) };
  const customerHeld = state.call?.customer.hold !== undefined;
  const offered = (action: CallAction): boolean => actions.includes(action);
  const busy = (action: CallAction): boolean => state.pending.some(({ kind }) => kind === action);
  if (!offered('complete') && !offered('cancel')) return null;
  return (
    <section class="consult" aria-labelledby="consult-title">
      <h2 id="consult-title">{say('consult.title', name)}</h2>
      <div class="choices">
        {offered('complete') && (
          <Button
            label={say('consult.complete')}
            hint={say(completeHint(view), name)}
            kind="primary"
            icon="done"
            busy={busy('complete')}
            onClick={() => void deeds.complete()}
          />
        )}
        {offered('merge') && (
          <Button
            label={say('consult.merge')}
            hint={say('consult.mergeHint')}
            icon="merge"
            busy={busy('merge')}
            onClick={() => void deeds.merge()}
          />
        )}
        {offered('swap') && (
          <Button
            label={say('consult.swap')}
            hint={say(customerHeld ? 'consult.swapToCustomer' : 'consult.swapToTarget', name)}
            icon="swap"
            busy={busy('swap')}
            onClick={() => void deeds.swap()}
          />
        )}
        {offered('cancel') && (
          <Button
            label={say('consult.cancel')}
            hint={say('consult.cancelHint', name)}
            icon="close"
            busy={busy('cancel')}
            onClick={() => void deeds.cancel()}
          />
        )}
      </div>
    </section>
  );
}

function completeHint({ state }: View): 'consult.completeHint' | 'consult.completeRinging' {
  return state.call?.transfer?.state === 'ringing' ? 'consult.completeRinging' : 'consult.completeHint';
}

/** Who gets the call: the target while a transfer is open, afterwards whoever else is on the line. */
function targetName({ state }: View): string {
  const call = state.call;
  const me = call && legOf(call, meOf(state)?.id ?? '');
  const target = call?.legs.find((leg) => leg.id === call.transfer?.target);
  const other = target ?? call?.legs.find((leg) => leg.id !== me?.id && isOn(leg));
  return other?.party.name ?? '';
}
