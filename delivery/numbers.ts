import type { Twilio } from 'twilio';
import type { IncomingPhoneNumberInstance } from 'twilio/lib/rest/api/v2010/account/incomingPhoneNumber';
import { WEBHOOK_RETRY_OVERRIDE } from '../src/twilio/urls.ts';
import { PROJECT } from './project.ts';
import type { Webhooks } from './setup-record.ts';

/** A number that can be bought, with its monthly price as Twilio writes it: `1.15 USD`. */
export interface Offer {
  readonly phoneNumber: string;
  readonly place: string;
  readonly price: string;
}

const INCOMING = '/voice/incoming';

/** Where a number sends its calls now, in the form that restores it. */
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

/**
 * The Function that answers a new call. If it dies, perhaps in a cold start, Twilio asks it again before the fallback.
 */
export function incomingUrl(domain: string): string {
  return `https://${domain}${INCOMING}${WEBHOOK_RETRY_OVERRIDE}`;
}

/** Whether calls go to this product, at any address: deployed, or through a developer's tunnel. */
export function leadsToUs({ voiceUrl }: Pick<Webhooks, 'voiceUrl'>): boolean {
  return URL.canParse(voiceUrl) && new URL(voiceUrl).pathname === INCOMING;
}

/**
 * Where a number of ours sends its calls. An application or a trunk would override the URLs. The fallback is a static
 * asset, so it answers even when every Function fails.
 * https://www.twilio.com/docs/phone-numbers/api/incomingphonenumber-resource
 */
export function webhooksFor(domain: string): Webhooks {
  return {
    voiceUrl: incomingUrl(domain),
    voiceMethod: 'POST',
    voiceFallbackUrl: `https://${domain}/fallback.xml`,
    voiceFallbackMethod: 'GET',
    statusCallback: `https://${domain}/voice/call-status${WEBHOOK_RETRY_OVERRIDE}`,
    statusCallbackMethod: 'POST',
    voiceApplicationSid: '',
    trunkSid: '',
  };
}

/** The names of the settings in which two differ. A method counts only with an address. */
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

/** Sets where a number sends its calls. */
export async function setWebhooks(client: Twilio, sid: string, webhooks: Webhooks): Promise<void> {
  const { trunkSid, ...rest } = webhooks;
  const number = await client.incomingPhoneNumbers(sid).fetch();
  // Sent only when it changes. Twilio refuses to set a trunk, even to none, on accounts without trunking.
  const trunk = (number.trunkSid ?? '') === trunkSid ? {} : { trunkSid };
  await number.update({ ...rest, ...trunk });
}

/** Twilio's numbers for sale, without those that it would refuse to sell. */
export interface ForSale {
  readonly offers: readonly Offer[];
  /** What the numbers need that cannot be bought here; undefined when there are none. */
  readonly wanted?: 'address' | 'bundle';
}

/**
 * Numbers for sale in a country that can take calls and need no papers. Twilio answers 21631 when an address is
 * missing, and 21649 when an approved bundle is missing.
 * https://www.twilio.com/docs/phone-numbers/api/availablephonenumberlocal-resource
 */
export async function searchNumbers(client: Twilio, country: string, areaCode?: number): Promise<ForSale> {
  if (await needsBundle(client, country)) return { offers: [], wanted: 'bundle' };
  const search = { voiceEnabled: true, limit: 8, ...(areaCode !== undefined && { areaCode }) };
  const found = await client.availablePhoneNumbers(country).local.list(search).catch(noneThere);
  const free = found.filter(({ addressRequirements }) => addressRequirements === 'none');
  const papers = free.length < found.length ? { wanted: 'address' as const } : {};
  if (free.length === 0) return { offers: [], ...papers };
  const price = await localPrice(client, country);
  const offers = free.map(({ phoneNumber, locality, region }) => ({
    phoneNumber,
    place: [locality, region].filter(Boolean).join(', ') || country,
    price,
  }));
  return { offers, ...papers };
}

/**
 * Whether a local number needs an approved bundle. Only a regulation with requirements counts.
 * https://www.twilio.com/docs/phone-numbers/regulatory/api/regulations
 */
async function needsBundle(client: Twilio, isoCountry: string): Promise<boolean> {
  const regulations = await client.numbers.v2.regulatoryCompliance.regulations
    .list({ isoCountry, numberType: 'local' })
    .catch(noneThere);
  return regulations.some(({ requirements }) =>
    Object.values((requirements ?? {}) as Record<string, unknown>).some(
      (asked) => Array.isArray(asked) && asked.flat().length > 0,
    ),
  );
}

/** Twilio has no such resource for a country in which it sells none. */
function noneThere(error: unknown): [] {
  if ((error as { status?: number }).status !== 404) throw error;
  return [];
}

/** The monthly price of a local number: https://www.twilio.com/docs/phone-numbers/pricing */
async function localPrice(client: Twilio, country: string): Promise<string> {
  const { phoneNumberPrices, priceUnit } = await client.pricing.v1.phoneNumbers.countries(country).fetch();
  const local = phoneNumberPrices.find(({ numberType }) => numberType === 'local');
  return local?.currentPrice ? `${local.currentPrice} ${priceUnit}` : 'a price that Twilio does not tell';
}

/** Buys a number. It carries our name, so that setup finds it again after an interruption. */
export async function buyNumber(client: Twilio, phoneNumber: string): Promise<IncomingPhoneNumberInstance> {
  try {
    return await client.incomingPhoneNumbers.create({ phoneNumber, friendlyName: PROJECT });
  } catch (error) {
    const advice = REFUSED_PURCHASES.get((error as { code?: number }).code ?? 0);
    if (!advice) throw error;
    throw new Error(`Twilio does not sell ${phoneNumber} to this account: ${advice}`, { cause: error });
  }
}

const IN_CONSOLE =
  'buy one at https://console.twilio.com/us1/develop/phone-numbers/manage/search, then npm run setup -- --number with it.';

/** What to do when a number needs papers that setup cannot make. */
export const PAPERS = {
  address: `it needs an address in Twilio's files: ${IN_CONSOLE}`,
  bundle:
    'it needs an approved regulatory bundle: make one at https://console.twilio.com/us1/develop/phone-numbers/regulatory-compliance, ' +
    IN_CONSOLE,
} as const;

/** By Twilio's error codes: https://www.twilio.com/docs/api/errors */
const REFUSED_PURCHASES: ReadonlyMap<number, string> = new Map([
  [
    10002,
    'a trial account has one number. Use it (npm run setup -- --number), or upgrade the account first.',
  ],
  [21613, PAPERS.address],
  [21631, PAPERS.address],
  [21649, PAPERS.bundle],
]);
