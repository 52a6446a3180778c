import type { Twilio } from 'twilio';
import { isKey, type Login } from '../../delivery/login.ts';
import { profilesOf, TRIAL, type ProfileKind } from '../../delivery/standing.ts';
import { bad, ok, warn, type Finding } from './check.ts';

/** Accounts that were upgraded before this day may have as many calls at once as before. https://help.twilio.com/articles/223180028 */
const LIMITED_FROM = Date.parse('2026-02-03T00:00:00Z');

const PROFILES = 'https://console.twilio.com/us1/account/trust-hub/customer-profiles';
const BUSINESS = `for more, have a Business profile approved at ${PROFILES}`;

/** What an account may do at once, by its status, its type and its approved profiles. A warm transfer needs three legs. */
export async function standingOf(client: Twilio, login: Login): Promise<Finding> {
  // An API key may not read the account.
  const account = isKey(login) ? undefined : await client.api.v2010.accounts(login.accountSid).fetch();
  if (account && account.status !== 'active')
    return bad(`The account is ${account.status}`, 'https://console.twilio.com');
  if (account?.type === 'Trial') return warn(TRIAL.note, TRIAL.advice);
  return concurrencyBy(await profilesOf(client), account?.dateCreated);
}

/**
 * How many legs an upgraded account may have at once, and what to do when that is too few.
 * @param opened when the account was made; undefined when the login may not read it
 */
function concurrencyBy(profiles: readonly ProfileKind[], opened: Date | undefined): Finding {
  if (profiles.includes('business')) return ok('the Business profile is approved: as many as come');
  // Twilio does not tell when an account was upgraded, only that it cannot have been before it was opened.
  const isOld = opened === undefined || opened.getTime() < LIMITED_FROM;
  const exempt = isOld ? ', unless the account was upgraded before 3 February 2026' : '';
  if (profiles.includes('individual'))
    return warn(`an Individual profile: three legs at once, so one transfer at a time${exempt}`, BUSINESS);
  if (profiles.includes('other'))
    return warn(
      `the approved profile is of a kind that is not known here: two or three legs${exempt}`,
      BUSINESS,
    );
  const few = 'No approved profile: two legs at once, and a transfer needs three';
  return isOld ? warn(`${few}${exempt}`, BUSINESS) : bad(few, BUSINESS);
}
