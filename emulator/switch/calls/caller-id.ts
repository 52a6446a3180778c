import { TwilioError } from '../../twilio-error.ts';
import type { SwitchContext } from '../switch-context.ts';
import { isSip } from './address.ts';
import { vouchesFor } from './call-token.ts';

/** The caller and the called of a request, as they are to be shown. */
export interface CallerId {
  readonly from: string;
  readonly to: string;
  readonly callToken?: string;
}

/**
 * The caller: a client, a number of the account, or the caller of an incoming call whose token is shown. A desk phone is
 * shown any word. There are no verified numbers of others. A token that does not fit is refused like a stranger's number,
 * as was seen live: https://github.com/livekit/agents-js/pull/2510
 * https://www.twilio.com/docs/voice/api/call-resource#create-a-call-resource
 * @throws TwilioError 21212 for what is no number, 21210 for a number that is not the account's
 */
export function checkCaller(
  context: Pick<SwitchContext, 'numbers' | 'calls' | 'beliefs'>,
  { from, to, callToken }: CallerId,
): void {
  if (from.startsWith('client:')) return;
  const isShowable = isSip(to) ? /^[\w+.-]+$/.test(from) : /^\+[1-9]\d{1,14}$/.test(from);
  if (!isShowable)
    throw new TwilioError(400, 21212, `The 'From' number ${from} is not a valid phone number.`);
  if (isSip(to) || context.numbers.find(from)) return;
  if (callToken && vouchesFor(context, callToken, from)) return;
  throw new TwilioError(
    400,
    21210,
    `The source phone number provided, ${from}, is not yet verified for your account.`,
  );
}
