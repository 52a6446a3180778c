import { companySettings } from '../../../src/config.ts';
import type { Settings } from '../../../src/core/events.ts';
import { isKey } from '../../provision/login.ts';
import { bad, ok, type Check } from '../check.ts';

/** A warm transfer needs three legs at once. https://help.twilio.com/articles/223180028 */
export const concurrency: Check = {
  name: 'Calls at once',
  run: async ({ client, login }) => {
    if (!isKey(login)) {
      const account = await client.api.v2010.accounts(login.accountSid).fetch();
      if (account.status !== 'active')
        return bad(`The account is ${account.status}`, 'https://console.twilio.com');
      if (account.type === 'Trial')
        return ok('a trial account: five legs at once, so one transfer at a time');
    }
    const approved = await client.trusthub.v1.customerProfiles.list({ status: 'twilio-approved', limit: 1 });
    if (approved.length > 0) return ok('the business profile is approved');
    return bad(
      'No approved business profile: two legs at once, and a transfer needs three',
      'submit one at https://console.twilio.com/us1/account/trust-hub/customer-profiles',
    );
  },
};

/** Outside numbers can be called only where the account allows it. */
export const geographyOf = (directory: Settings['directory']): Check => ({
  name: 'Geographic permissions',
  run: async ({ client }) => {
    if (directory.length === 0) return ok('the directory has no outside numbers');
    const countries = await client.voice.v1.dialingPermissions.countries.list();
    const allowed = countries
      .filter(({ lowRiskNumbersEnabled }) => lowRiskNumbersEnabled)
      .flatMap(({ countryCodes }) => countryCodes);
    const refused = directory.filter(({ number }) => !allowed.some((code) => number.startsWith(code)));
    if (refused.length === 0) return ok(`all ${directory.length} outside numbers may be called`);
    return bad(
      `Calls to these are not allowed: ${refused.map(({ name }) => name).join(', ')}`,
      'https://console.twilio.com/us1/develop/voice/settings/geo-permissions',
    );
  },
});

export const geography = geographyOf(companySettings().directory);
