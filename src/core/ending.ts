import type { Call, Ending, Leg } from './call.ts';
import { tellArrival } from './arrivals.ts';
import { agentOf } from './legs.ts';
import { giveBack } from './offers.ts';
import type { Turn } from './turn.ts';

/** The call is over, for all and for good: every leg is hung up and every agent given back. */
export function end(turn: Turn, why: Ending['why']): Turn {
  const ended = tellArrival(turn).with({
    ending: { at: turn.now, why },
    transfer: undefined,
    owner: undefined,
  });
  const customerStays = why !== 'customer-hung-up' && turn.call.ending === undefined;
  return clearLegs(ended)
    .when(customerStays, (each) => each.run({ type: 'HangUpCustomer' }))
    .hold(undefined)
    .tell(`ended.${why}`);
}

/** No agent is to be had: the customer may leave a message. */
export function toVoicemail(turn: Turn): Turn {
  return clearLegs(turn.with({ transfer: undefined, owner: undefined }))
    .with({ phase: 'voicemail', phaseSince: turn.now })
    .hold(undefined)
    .run({ type: 'SendToVoicemail' })
    .tell('asked-for-message');
}

function clearLegs(turn: Turn): Turn {
  const quiet = turn.with({ pending: turn.call.pending.filter(({ command }) => isAboutAgents(command)) });
  return turn.call.legs.reduce(dismiss, quiet);
}

/** What is still worth doing after the end: giving agents back, hanging up, leaving the queue. */
function isAboutAgents({ type }: Call['pending'][number]['command']): boolean {
  return type === 'ReleaseAgent' || type === 'HangUp' || type === 'LeaveQueue';
}

function dismiss(turn: Turn, leg: Leg): Turn {
  const talked = leg.state === 'on';
  const gone = turn.hangUp(leg);
  if (!agentOf(leg)) return gone;
  return talked
    ? giveBack(gone, leg, 'wrap-up', 'call-ended')
    : giveBack(gone, leg, 'available', 'caller-gone');
}
