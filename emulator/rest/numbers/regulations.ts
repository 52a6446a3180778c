// https://www.twilio.com/docs/phone-numbers/regulatory/api/regulations
import type { HttpHandler } from '../../http.ts';
import { envelope, pageOf } from '../paging.ts';
import { routed } from '../router.ts';
import { sidOf } from '../../sids.ts';
import { rulesIn } from './countries.ts';

const PATH = '/v2/RegulatoryCompliance/Regulations';

/** Answers for numbers.twilio.com: the contents of a bundle, in the countries that ask for one. */
export function createRegulationsApi(): HttpHandler {
  return routed([
    {
      method: 'GET',
      path: PATH,
      run: (input) => {
        const country = input.form.get('IsoCountry') ?? '';
        const type = input.form.get('NumberType') ?? 'local';
        const found = rulesIn(country)?.bundle ? [regulation(country, type)] : [];
        return { json: envelope(input, 'results', pageOf(found, input), (each) => each) };
      },
    },
  ]);
}

function regulation(country: string, type: string) {
  const sid = sidOf('RN', `regulation ${country} ${type}`);
  return {
    sid,
    friendly_name: `${country}: ${type} - Business`,
    iso_country: country,
    number_type: type,
    end_user_type: 'business',
    requirements: {
      end_user: [{ name: 'Business', type: 'business', requirement_name: 'business_info', fields: [] }],
      supporting_document: [],
    },
    url: `https://numbers.twilio.com${PATH}/${sid}`,
  };
}
