import type { Beliefs } from '../../beliefs.ts';
import { e164 } from '../../phone-number.ts';
import { TwilioError } from '../../twilio-error.ts';

/** A place to call: `client:ana?call=CA1` is the client `ana` with parameters for its page. */
export interface Address {
  readonly to: string;
  readonly parameters: Readonly<Record<string, string>>;
}

/** @throws TwilioError 21211 for what is neither a client nor a phone number */
export function parseAddress(beliefs: Beliefs, to: string): Address {
  const [address = '', query = ''] = to.split(/\?(.*)/s);
  if (/^client:[^\s?]{1,121}$/.test(address))
    return { to: address, parameters: Object.fromEntries(new URLSearchParams(query)) };
  const number = numberIn(beliefs, to);
  if (number !== undefined) return { to: number, parameters: {} };
  throw new TwilioError(400, 21211, `The 'To' number ${to} is not a valid phone number.`);
}

/** A phone number, as far as Twilio takes what was written for one. */
export function numberIn(beliefs: Beliefs, written: string): string | undefined {
  return e164(written, beliefs.get('nationalNumbers') === 'taken');
}
