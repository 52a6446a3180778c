// https://www.twilio.com/docs/voice/api/dialingpermissions-country-resource
import type { HttpHandler } from '../../http.ts';
import { json, required } from '../form.ts';
import { envelope, pageOf } from '../paging.ts';
import { routed } from '../router.ts';

interface Country {
  readonly iso_code: string;
  readonly name: string;
  readonly continent: string;
  readonly country_codes: readonly string[];
  low_risk_numbers_enabled: boolean;
}

const country = (iso: string, name: string, continent: string, code: string, enabled: boolean): Country => ({
  iso_code: iso,
  name,
  continent,
  country_codes: [code],
  low_risk_numbers_enabled: enabled,
});

/** Answers for voice.twilio.com: the countries that may be called. A few stand for all. */
export function createVoiceApi(): HttpHandler {
  const countries = [
    country('US', 'United States/Canada', 'NORTH_AMERICA', '+1', true),
    country('GB', 'United Kingdom', 'EUROPE', '+44', false),
    country('JP', 'Japan', 'ASIA', '+81', false),
  ];
  const shown = (one: Country) => ({
    ...one,
    high_risk_special_numbers_enabled: false,
    high_risk_tollfraud_numbers_enabled: false,
    url: `https://voice.twilio.com/v1/DialingPermissions/Countries/${one.iso_code}`,
    links: {},
  });
  return routed([
    {
      method: 'GET',
      path: '/v1/DialingPermissions/Countries',
      run: (input) => ({ json: envelope(input, 'content', pageOf(countries, input), shown) }),
    },
    {
      method: 'POST',
      path: '/v1/DialingPermissions/BulkCountryUpdates',
      run: ({ form }) => {
        const asked = required(form, 'UpdateRequest');
        const changes = json(form, 'UpdateRequest') as readonly {
          iso_code: string;
          low_risk_numbers_enabled: string | boolean;
        }[];
        for (const { iso_code: iso, low_risk_numbers_enabled: enabled } of changes) {
          const one = countries.find((known) => known.iso_code === iso);
          if (one) one.low_risk_numbers_enabled = String(enabled) === 'true';
        }
        return { status: 201, json: { update_count: changes.length, update_request: asked } };
      },
    },
  ]);
}
