import { readSettings } from '../../../src/company-settings.ts';
import type { Settings } from '../../../src/core/model/settings.ts';
import { bad, ok, type Check } from '../check.ts';
import { standingOf } from '../concurrency.ts';

/** A warm transfer needs three legs at once. */
export const concurrency: Check = {
  name: 'Calls at once',
  run: ({ client, login }) => standingOf(client, login),
};

/** Outside numbers can be called only where the account allows it. */
export const geographyOf =
  (directory: Settings['directory']): Check['run'] =>
  async ({ client }) => {
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
  };

/** The directory that is deployed: the one of `.env`, where there is one. */
export const geography: Check = {
  name: 'Geographic permissions',
  run: async (patient) => geographyOf(readSettings(patient.env.all()).settings.directory)(patient),
};
