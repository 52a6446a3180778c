import type { Beliefs } from '../../beliefs.ts';
import { e164 } from '../../phone-number.ts';
import { TwilioError } from '../../twilio-error.ts';

/** A place to call: `client:ana?call=CA1` is the client `ana` with parameters for its page. */
export interface Address {
  readonly to: string;
  readonly parameters: Readonly<Record<string, string>>;
}

/** https://www.twilio.com/docs/voice/twiml/sip */
const LONGEST_SIP = 255;

/** @throws TwilioError 21211 for what is neither a client, a SIP address nor a phone number */
export function parseAddress(beliefs: Beliefs, to: string): Address {
  const [address = '', query = ''] = to.split(/\?(.*)/s);
  if (/^client:[^\s?]{1,121}$/.test(address))
    return { to: address, parameters: Object.fromEntries(new URLSearchParams(query)) };
  const sip = sipAddress(to);
  if (sip) return sip;
  const number = numberIn(beliefs, to);
  if (number !== undefined) return { to: number, parameters: {} };
  throw new TwilioError(400, 21211, `The 'To' number ${to} is not a valid phone number.`);
}

/** A phone number, as far as Twilio takes what was written for one. */
export function numberIn(beliefs: Beliefs, written: string): string | undefined {
  return e164(written, beliefs.get('nationalNumbers') === 'taken');
}

/**
 * A desk phone's address, without the parameters that say how to reach it. Of the headers behind `?` it gets those that begin
 * with `X-`. https://www.twilio.com/docs/voice/twiml/sip#custom-headers
 * @returns undefined for what is no SIP address
 */
export function sipAddress(text: string): Address | undefined {
  const [, to, query = ''] = /^(sips?:[^\s@?;]+@[^\s@?;]+)(?:;[^\s?]*)?(?:\?(.*))?$/i.exec(text) ?? [];
  if (to === undefined || text.length > LONGEST_SIP) return undefined;
  const headers = [...new URLSearchParams(query)].filter(([name]) => /^x-/i.test(name));
  return { to, parameters: Object.fromEntries(headers) };
}

export function isSip(address: string): boolean {
  return /^sips?:/i.test(address);
}
