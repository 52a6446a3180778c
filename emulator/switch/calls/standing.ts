import { TwilioError } from '../../twilio-error.ts';
import type { Call } from './call.ts';
import type { SwitchServices } from '../switch-services.ts';

/** The time after which a call of a trial account ends. https://www.twilio.com/docs/api/errors/13805 */
const TRIAL_SECONDS = 600;

/** The number of calls at once, in both directions. https://help.twilio.com/articles/223180028 */
const CALLS_AT_ONCE = { trial: 5, none: 2, individual: 3, business: Infinity } as const;

/**
 * A trial account calls only verified numbers; its pages are no numbers.
 * https://www.twilio.com/docs/usage/trials/try-out-voice and https://www.twilio.com/docs/api/errors/21219
 * @throws TwilioError 400 (21219)
 */
export function checkCallee({ account }: Pick<SwitchServices, 'account'>, to: string): void {
  if (isOpenTo(account.standing, to)) return;
  throw new TwilioError(
    400,
    21219,
    `The number ${to} is unverified. Trial accounts may only make calls to verified numbers.`,
  );
}

/**
 * Whether the account may not have a call. The log says why, and its voice URL is not asked.
 * https://www.twilio.com/docs/api/errors/10004
 */
export function isTurnedAway(context: SwitchServices, call: Call): boolean {
  const { account, calls, log } = context;
  const isStranger = call.direction === 'inbound' && !isOpenTo(account.standing, call.from);
  const isOneTooMany = hasOthers(calls, call, mostAtOnce(account.standing));
  if (!isStranger && !isOneTooMany) return false;
  const message = isStranger
    ? 'A trial account takes calls from verified numbers alone'
    : 'Call concurrency limit exceeded';
  log.record({ kind: 'warning', callSid: call.sid, message, ...(isOneTooMany && { errorCode: 10004 }) });
  return true;
}

/** Ends an answered call in time. */
export function limitAnswered(context: SwitchServices, call: Call): void {
  const { account, calls, clock, limits, log } = context;
  calls.limit(call, limits.callSeconds);
  if (account.standing?.type !== 'Trial' || limits.callSeconds <= TRIAL_SECONDS) return;
  const cancel = clock.after(TRIAL_SECONDS * 1000, () => {
    const message = 'Trial account call duration exceeded 10 minute limit';
    log.record({ kind: 'warning', callSid: call.sid, message, errorCode: 13805 });
    calls.end(call);
  });
  call.endListeners.add(cancel);
}

/** Whether so many other calls go on already. */
function hasOthers(calls: SwitchServices['calls'], call: Call, most: number): boolean {
  if (most === Infinity) return false;
  return (
    calls.list({}).filter((one) => one !== call && !one.isOver && one.status !== 'queued').length >= most
  );
}

type Standing = SwitchServices['account']['standing'];

function isOpenTo(standing: Standing, address: string): boolean {
  if (standing?.type !== 'Trial' || !address.startsWith('+')) return true;
  return standing.verified?.includes(address) === true;
}

function mostAtOnce(standing: Standing): number {
  return CALLS_AT_ONCE[standing?.type === 'Trial' ? 'trial' : (standing?.profile ?? 'business')];
}
