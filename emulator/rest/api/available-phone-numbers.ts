// https://www.twilio.com/docs/phone-numbers/api/availablephonenumberlocal-resource
import type { RestInput, Route } from '../router.ts';
import { param } from '../router.ts';
import { notFound } from '../twilio-error.ts';
import type { ApiDeps } from './deps.ts';
import { ACCOUNT_PATH } from './account-resource.ts';

const FOUND_AT_MOST = 20;
/** The made-up numbers all begin with +1. */
const COUNTRIES: ReadonlyMap<string, string> = new Map([
  ['US', 'United States'],
  ['CA', 'Canada'],
]);

/** Search numbers to buy: made-up ones, the same each time, without those that the account has. */
export function availableNumberRoutes({ numbers }: ApiDeps): Route[] {
  const path = `${ACCOUNT_PATH}/AvailablePhoneNumbers/:country`;
  const search = (areaCode: string) => (input: RestInput) => {
    if (!COUNTRIES.has(param(input, 'country'))) throw notFound(input.request.path);
    const free = candidates(input, areaCode).filter((number) => !numbers.find(number));
    const count = Math.min(FOUND_AT_MOST, Number(input.form.get('PageSize') ?? FOUND_AT_MOST));
    const found = free.slice(0, count).map((number) => serialize(number, param(input, 'country')));
    return { json: { available_phone_numbers: found, uri: input.request.path } };
  };
  const all = `${ACCOUNT_PATH}/AvailablePhoneNumbers`;
  return [
    {
      method: 'GET',
      path: `${all}.json`,
      run: ({ request }) => ({
        json: {
          countries: [...COUNTRIES.keys()].map((each) => country(request.path, each)),
          uri: request.path,
        },
      }),
    },
    {
      method: 'GET',
      path: `${path}.json`,
      run: (input) => {
        const code = param(input, 'country');
        if (!COUNTRIES.has(code)) throw notFound(input.request.path);
        return { json: country(input.request.path.replace(/\/\w+\.json$/, '.json'), code) };
      },
    },
    { method: 'GET', path: `${path}/Local.json`, run: search('415') },
    { method: 'GET', path: `${path}/TollFree.json`, run: search('888') },
  ];
}

function country(list: string, code: string) {
  const uri = `${list.replace(/\.json$/, '')}/${code}`;
  return {
    country_code: code,
    country: COUNTRIES.get(code),
    beta: false,
    uri: `${uri}.json`,
    subresource_uris: { local: `${uri}/Local.json`, toll_free: `${uri}/TollFree.json` },
  };
}

function candidates({ form }: RestInput, areaCode: string): string[] {
  const area = form.get('AreaCode') ?? areaCode;
  const contains = (form.get('Contains') ?? '').replaceAll(/[*+]/g, '');
  return Array.from({ length: 100 }, (_, index) => `+1${area}55501${String(index).padStart(2, '0')}`).filter(
    (number) => number.includes(contains),
  );
}

function serialize(number: string, country: string) {
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
    address_requirements: 'none',
    beta: false,
    capabilities: { voice: true, sms: true, mms: true, fax: false },
  };
}
