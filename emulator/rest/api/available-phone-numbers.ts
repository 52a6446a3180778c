// https://www.twilio.com/docs/phone-numbers/api/availablephonenumberlocal-resource
import type { RestInput, Route } from '../router.ts';
import { param } from '../router.ts';
import { notFound } from '../../twilio-error.ts';
import { countryCodes, rulesIn, type CountryRules } from '../numbers/countries.ts';
import type { ApiDeps } from './deps.ts';
import { ACCOUNT_PATH } from './account-resource.ts';

const FOUND_AT_MOST = 20;

/** Search numbers to buy. They are made up and the same each time, without those of the account. */
export function availableNumberRoutes({ numbers }: ApiDeps): Route[] {
  const path = `${ACCOUNT_PATH}/AvailablePhoneNumbers/:country`;
  const search = (areaCode?: string) => (input: RestInput) => {
    const rules = rulesIn(param(input, 'country'));
    if (!rules) throw notFound(input.request.path);
    const free = candidates(input, rules, areaCode).filter(
      (number) => !numbers.find(number) && isWanted(input.form, rules),
    );
    const count = Math.min(FOUND_AT_MOST, Number(input.form.get('PageSize') ?? FOUND_AT_MOST));
    const country = param(input, 'country');
    const found = free.slice(0, count).map((number) => serialize(number, country, rules));
    return { json: { available_phone_numbers: found, uri: input.request.path } };
  };
  const all = `${ACCOUNT_PATH}/AvailablePhoneNumbers`;
  return [
    {
      method: 'GET',
      path: `${all}.json`,
      run: ({ request }) => ({
        json: { countries: countryCodes().map((each) => countryOf(request.path, each)), uri: request.path },
      }),
    },
    {
      method: 'GET',
      path: `${path}.json`,
      run: (input) => {
        const code = param(input, 'country');
        if (!rulesIn(code)) throw notFound(input.request.path);
        return { json: countryOf(input.request.path.replace(/\/\w+\.json$/, '.json'), code) };
      },
    },
    { method: 'GET', path: `${path}/Local.json`, run: search() },
    { method: 'GET', path: `${path}/TollFree.json`, run: search('888') },
  ];
}

/** `ExcludeAllAddressRequired` and similar filters leave out numbers that need an address. */
function isWanted(form: URLSearchParams, { address }: CountryRules): boolean {
  const excluded = { none: [], any: [], local: ['Local'], foreign: ['Foreign'] }[address];
  const names = address === 'none' ? [] : ['All', ...excluded];
  return !names.some((name) => form.get(`Exclude${name}AddressRequired`) === 'true');
}

function countryOf(list: string, code: string) {
  const uri = `${list.replace(/\.json$/, '')}/${code}`;
  return {
    country_code: code,
    country: rulesIn(code)?.name,
    beta: false,
    uri: `${uri}.json`,
    subresource_uris: { local: `${uri}/Local.json`, toll_free: `${uri}/TollFree.json` },
  };
}

function candidates(
  { form }: RestInput,
  { dialCode, areaCode }: CountryRules,
  otherArea = areaCode,
): string[] {
  const area = form.get('AreaCode') ?? otherArea;
  const contains = (form.get('Contains') ?? '').replaceAll(/[*+]/g, '');
  return Array.from(
    { length: 100 },
    (_, index) => `${dialCode}${area}55501${String(index).padStart(2, '0')}`,
  ).filter((number) => number.includes(contains));
}

function serialize(number: string, country: string, { address }: CountryRules) {
  return {
    friendly_name: `(${number.slice(2, 5)}) ${number.slice(5, 8)}-${number.slice(8)}`,
    phone_number: number,
    lata: null,
    locality: null,
    rate_center: null,
    latitude: null,
    longitude: null,
    region: null,
    postal_code: null,
    iso_country: country,
    address_requirements: address,
    beta: false,
    capabilities: { voice: true, sms: true, mms: true, fax: false },
  };
}
