import { TwilioError } from '../rest/twilio-error.ts';

/** A place to call: `client:ana?call=CA1` is the client `ana` with parameters for its page. */
export interface Address {
  readonly to: string;
  readonly parameters: Readonly<Record<string, string>>;
}

/** @throws TwilioError 21211 for what is neither a client nor an E.164 number */
export function parseAddress(to: string): Address {
  const [address = '', query = ''] = to.split(/\?(.*)/s);
  const isClient = /^client:[^\s?]{1,121}$/.test(address);
  if (!isClient && !/^\+[1-9]\d{1,14}$/.test(to)) {
    throw new TwilioError(400, 21211, `The 'To' number ${to} is not a valid phone number.`);
  }
  return { to: isClient ? address : to, parameters: Object.fromEntries(new URLSearchParams(query)) };
}
