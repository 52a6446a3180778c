/**
 * What Twilio gives as the number of a caller who withholds it: a word, or the keys of its letters. These spell
 * ANONYMOUS, UNAVAILABLE, UNKNOWN, BLOCKED and RESTRICTED. Twilio's pages do not list them; users met them:
 * https://www.doorkeeper.jp/developer/blocking-phone-number-twilio?locale=en
 */
const WITHHELD: ReadonlySet<string> = new Set([
  '+266696687',
  '+86282452253',
  '+8656696',
  '+2562533',
  '+7378742833',
]);
const WITHHELD_WORD = /^(anonymous|unavailable|unknown|blocked|restricted|private|)$/i;
/** With short codes, which have no country. */
const CALLER_NUMBER = /^\+?\d{3,15}$/;
/** A caller at an internet address, or another app of the account. */
const ADDRESS = /^(?:sips?|client):([^;?]+)/i;

/** Whether the caller withholds their number. */
export function isWithheld(from: string): boolean {
  return WITHHELD.has(from) || WITHHELD_WORD.test(from);
}

/** Whether it is a phone number, so that its digits tell something. */
export function isPhoneNumber(from: string): boolean {
  return CALLER_NUMBER.test(from) && !isWithheld(from);
}

/** `alice@example.com` of `sip:alice@example.com`; undefined for what is no address. */
export function addressIn(from: string): string | undefined {
  return ADDRESS.exec(from)?.[1];
}
