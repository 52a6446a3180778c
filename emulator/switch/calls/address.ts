import { e164 } from '../../phone-number.ts';
import { TwilioError } from '../../twilio-error.ts';

/** A place to call: `client:ana?call=CA1` is the client `ana` with parameters for its page. */
export interface Address {
  readonly to: string;
  readonly parameters: Readonly<Record<string, string>>;
}

/** @throws TwilioError 21211 for what is neither a client nor a phone number */
export function parseAddress(to: string): Address {
  const [address = '', query = ''] = to.split(/\?(.*)/s);
  if (/^client:[^\s?]{1,121}$/.test(address))
    return { to: address, parameters: Object.fromEntries(new URLSearchParams(query)) };
  const number = e164(to);
  if (number !== undefined) return { to: number, parameters: {} };
  throw new TwilioError(400, 21211, `The 'To' number ${to} is not a valid phone number.`);
}
