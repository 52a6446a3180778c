import type { Twilio } from 'twilio';
import type { IncomingPhoneNumberInstance } from 'twilio/lib/rest/api/v2010/account/incomingPhoneNumber';
import { ASKED_AGAIN } from '../../src/twilio/urls.ts';
import { PROJECT } from './project.ts';
import type { Webhooks } from './setup-record.ts';

/** A number that can be bought, with its monthly price as Twilio writes it: `1.15 USD`. */
export interface Offer {
  readonly phoneNumber: string;
  readonly place: string;
  readonly price: string;
}

const INCOMING = '/voice/incoming';

/** Where a number sends its calls now, in the form that puts it back. */
export function webhooksOf(number: IncomingPhoneNumberInstance): Webhooks {
  return {
    voiceUrl: number.voiceUrl ?? '',
    voiceMethod: number.voiceMethod ?? 'POST',
    voiceFallbackUrl: number.voiceFallbackUrl ?? '',
    voiceFallbackMethod: number.voiceFallbackMethod ?? 'POST',
    statusCallback: number.statusCallback ?? '',
    statusCallbackMethod: number.statusCallbackMethod ?? 'POST',
    voiceApplicationSid: number.voiceApplicationSid ?? '',
    trunkSid: number.trunkSid ?? '',
  };
}

/** What answers a new call. A Function that dies, in a cold start perhaps, is asked again before the fallback is. */
export function incomingUrl(domain: string): string {
  return `https://${domain}${INCOMING}${ASKED_AGAIN}`;
}

/** Whether calls go to this product, at whatever address it runs: deployed, or through a developer's tunnel. */
export function leadsToUs({ voiceUrl }: Pick<Webhooks, 'voiceUrl'>): boolean {
  return URL.canParse(voiceUrl) && new URL(voiceUrl).pathname === INCOMING;
}

/**
 * Where a number of ours sends its calls. An application or a trunk would override the URLs. The fallback is a static asset: it
 * answers even when every Function fails. https://www.twilio.com/docs/phone-numbers/api/incomingphonenumber-resource
 */
export function webhooksFor(domain: string): Webhooks {
  return {
    voiceUrl: incomingUrl(domain),
    voiceMethod: 'POST',
    voiceFallbackUrl: `https://${domain}/fallback.xml`,
    voiceFallbackMethod: 'GET',
    statusCallback: `https://${domain}/voice/call-status${ASKED_AGAIN}`,
    statusCallbackMethod: 'POST',
    voiceApplicationSid: '',
    trunkSid: '',
  };
}

/** The names of the settings in which two differ. A method counts only where there is an address. */
export function differences(one: Webhooks, other: Webhooks): readonly string[] {
  const pairs = [
    ['voiceUrl', 'voiceMethod'],
    ['voiceFallbackUrl', 'voiceFallbackMethod'],
    ['statusCallback', 'statusCallbackMethod'],
    ['voiceApplicationSid'],
    ['trunkSid'],
  ] as const;
  return pairs
    .filter(
      ([url, method]) => one[url] !== other[url] || (one[url] && method && one[method] !== other[method]),
    )
    .map(([url]) => url);
}

/** Points a number somewhere. */
export async function setWebhooks(client: Twilio, sid: string, webhooks: Webhooks): Promise<void> {
  const { trunkSid, ...rest } = webhooks;
  const number = await client.incomingPhoneNumbers(sid).fetch();
  // Sent only where it changes: setting a trunk, even to none, is refused on accounts without trunking.
  const trunk = (number.trunkSid ?? '') === trunkSid ? {} : { trunkSid };
  await number.update({ ...rest, ...trunk });
}

/** Numbers for sale in a country that can take calls. https://www.twilio.com/docs/phone-numbers/api/availablephonenumberlocal-resource */
export async function searchNumbers(
  client: Twilio,
  country: string,
  areaCode?: number,
): Promise<readonly Offer[]> {
  const search = { voiceEnabled: true, limit: 8, ...(areaCode !== undefined && { areaCode }) };
  const found = await client.availablePhoneNumbers(country).local.list(search).catch(noneThere);
  if (found.length === 0) return [];
  const price = await localPrice(client, country);
  return found.map(({ phoneNumber, locality, region }) => ({
    phoneNumber,
    place: [locality, region].filter(Boolean).join(', ') || country,
    price,
  }));
}

/** Twilio has no page for a country in which it sells none. */
function noneThere(error: unknown): [] {
  if ((error as { status?: number }).status !== 404) throw error;
  return [];
}

/** What a local number costs a month: https://www.twilio.com/docs/phone-numbers/pricing */
async function localPrice(client: Twilio, country: string): Promise<string> {
  const { phoneNumberPrices, priceUnit } = await client.pricing.v1.phoneNumbers.countries(country).fetch();
  const local = phoneNumberPrices.find(({ numberType }) => numberType === 'local');
  return local?.currentPrice ? `${local.currentPrice} ${priceUnit}` : 'a price that Twilio does not tell';
}

/** Buys a number. It carries our name, so that setup finds it again when interrupted right after. */
export async function buyNumber(client: Twilio, phoneNumber: string): Promise<IncomingPhoneNumberInstance> {
  return await client.incomingPhoneNumbers.create({ phoneNumber, friendlyName: PROJECT });
}
