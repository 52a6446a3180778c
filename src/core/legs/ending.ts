import type { EndReason, Leg } from '../model/call.ts';
import { recordArrival } from './arrivals.ts';
import { withoutEnded } from '../effects/pending.ts';
import { agentOf } from '../model/legs.ts';
import { isClosed } from '../model/phase.ts';
import { releaseAgentOf } from '../routing/offers.ts';
import type { Transition } from '../transition.ts';

/** The call is over, for all and for good. Every leg is hung up, and every agent is released. */
export function end(transition: Transition, why: EndReason): Transition {
  const ended = recordArrival(transition).with({
    ending: { at: transition.now, why },
    transfer: undefined,
    owner: undefined,
  });
  // A customer who has left a message hears goodbye, and that answer to Twilio hangs up.
  const goesByThemselves = why === 'customer-hung-up' || why === 'voicemail-left';
  const customerStays = !goesByThemselves && transition.call.ending === undefined;
  return clearLegs(ended)
    .when(customerStays, (each) => each.run({ type: 'HangUpCustomer' }))
    .hold(undefined)
    .record(`ended.${why}`);
}

/** No agent is available, so the customer may leave a message. */
export function toVoicemail(transition: Transition): Transition {
  return leaveForMessage(transition).run({ type: 'SendToVoicemail' });
}

/** The customer is out of the room for good, whoever was thought to be with them. */
function leaveForMessage(transition: Transition): Transition {
  return clearLegs(transition.with({ transfer: undefined, owner: undefined }))
    .with({ phase: 'voicemail', phaseSince: transition.now })
    .hold(undefined)
    .record('asked-for-message');
}

function clearLegs(transition: Transition): Transition {
  const quiet = transition.with({ pending: withoutEnded(transition.call.pending) });
  return transition.call.legs.reduce(dismiss, quiet);
}

function dismiss(transition: Transition, leg: Leg): Transition {
  const talked = leg.state === 'on';
  const gone = transition.hangUp(leg);
  if (!agentOf(leg)) return gone;
  return talked
    ? releaseAgentOf(gone, leg, 'wrap-up', 'call-ended')
    : releaseAgentOf(gone, leg, 'available', 'caller-gone');
}

/** The customer has been asked for a message, or has left one. */
export function messageTaken(
  transition: Transition,
  what: 'MessageAsked' | 'VoicemailRecorded',
): Transition | undefined {
  if (what === 'MessageAsked') return isClosed(transition.call) ? undefined : leaveForMessage(transition);
  return transition.call.phase === 'voicemail' ? end(transition, 'voicemail-left') : undefined;
}

/** The customer is gone, as we asked. Nothing needs to be done again. */
export function confirmHangUp(transition: Transition): Transition | undefined {
  const rest = transition.call.pending.filter(({ command }) => command.type !== 'HangUpCustomer');
  return rest.length < transition.call.pending.length ? transition.with({ pending: rest }) : undefined;
}
