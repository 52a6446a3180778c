import type { Beliefs } from '../../beliefs.ts';
import { TwilioError } from '../../twilio-error.ts';

/** A participant, as far as it matters for coaching. */
interface Party {
  readonly callSid: string;
  readonly hasJoined: boolean;
  readonly hold: boolean;
  coaching: boolean;
  callSidToCoach?: string;
}

/** Those who are in a conference or on their way, by CallSid. */
interface Room<P> {
  readonly participants: ReadonlyMap<string, P>;
}

/** The one to whom a participant speaks alone. */
export interface CoachingWish {
  readonly coaching?: boolean;
  readonly callSidToCoach?: string;
}

/**
 * Whether a participant coaches. One who names a call to coach does, unless `Coaching` says otherwise.
 * https://www.twilio.com/docs/voice/api/conference-participant-resource#create-a-participant
 */
export function isCoaching({ coaching, callSidToCoach }: CoachingWish): boolean {
  return coaching ?? Boolean(callSidToCoach);
}

/**
 * A coach names somebody who is in the room and not on hold. https://www.twilio.com/docs/api/errors/16027 and
 * https://www.twilio.com/docs/api/errors/16028
 * @param absentCode Twilio's error for somebody who is not there: 13240 in TwiML, 16028 by REST
 * @throws TwilioError 16027, `absentCode`, and 20001 where no call is named, which has no code of its own
 */
export function checkCoaching(room: Room<Party> | undefined, wish: CoachingWish, absentCode: number): void {
  if (!isCoaching(wish)) return;
  const { callSidToCoach } = wish;
  if (!callSidToCoach) throw new TwilioError(400, 20001, 'CallSidToCoach is required to coach');
  const coached = room?.participants.get(callSidToCoach);
  if (!coached?.hasJoined)
    throw new TwilioError(400, absentCode, 'The participant to be coached is not in the conference');
  if (coached.hold) throw new TwilioError(400, 16027, 'The participant to be coached is on hold');
}

/** Begins, changes or ends a coaching that `checkCoaching` let pass. */
export function setCoaching(coach: Pick<Party, 'coaching' | 'callSidToCoach'>, wish: CoachingWish): void {
  coach.coaching = isCoaching(wish);
  delete coach.callSidToCoach;
  if (coach.coaching && wish.callSidToCoach) coach.callSidToCoach = wish.callSidToCoach;
}

/**
 * The coached participant is gone. No page of Twilio's says what becomes of those who coached them.
 * @param remove takes a coach out of the conference
 */
export function endCoachingOf<P extends Party>(
  left: P & { readonly conference: Room<P> },
  beliefs: Beliefs,
  remove: (coach: P) => void,
): void {
  const all = [...left.conference.participants.values()];
  const coaches = all.filter(({ coaching, callSidToCoach }) => coaching && callSidToCoach === left.callSid);
  const belief = beliefs.get('coachedLeft');
  if (belief === 'removed') coaches.forEach(remove);
  if (belief === 'heard-by-all') for (const coach of coaches) setCoaching(coach, { coaching: false });
}
