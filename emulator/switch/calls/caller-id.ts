import { TwilioError } from '../../twilio-error.ts';
import type { SwitchContext } from '../switch-context.ts';

/**
 * The caller: a client, or a number of the account. There are no verified numbers of others.
 * https://www.twilio.com/docs/voice/api/call-resource#create-a-call-resource
 * @throws TwilioError 21212 for what is no number, 21210 for a number that is not the account's
 */
export function mustBeOwn({ numbers }: Pick<SwitchContext, 'numbers'>, from: string): void {
  if (from.startsWith('client:')) return;
  if (!/^\+[1-9]\d{1,14}$/.test(from)) {
    throw new TwilioError(400, 21212, `The 'From' number ${from} is not a valid phone number.`);
  }
  if (numbers.find(from)) return;
  throw new TwilioError(
    400,
    21210,
    `The source phone number provided, ${from}, is not yet verified for your account.`,
  );
}
