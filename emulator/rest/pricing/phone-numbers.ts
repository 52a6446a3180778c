// https://www.twilio.com/docs/phone-numbers/pricing
import type { HttpHandler } from '../../http.ts';
import { param, routed } from '../router.ts';

const PRICES = { local: '1.15', 'toll free': '2.15' };

/** Answers for pricing.twilio.com: what a number costs a month, the same in every country. */
export function createPricingApi(): HttpHandler {
  return routed([
    {
      method: 'GET',
      path: '/v1/PhoneNumbers/Countries/:country',
      run: (input) => {
        const country = param(input, 'country');
        const prices = Object.entries(PRICES).map(([type, price]) => ({
          number_type: type,
          base_price: price,
          current_price: price,
        }));
        const url = `https://pricing.twilio.com${input.request.path}`;
        const json = {
          country,
          iso_country: country,
          phone_number_prices: prices,
          price_unit: 'USD',
          url,
        };
        return { json };
      },
    },
  ]);
}
