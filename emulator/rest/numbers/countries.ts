/** The conditions for a local number in a country. */
export interface CountryRules {
  readonly name: string;
  /** With `+`. */
  readonly dialCode: string;
  /** The area that is searched when the request names none. */
  readonly areaCode: string;
  /** https://www.twilio.com/docs/phone-numbers/api/availablephonenumberlocal-resource */
  readonly address: 'none' | 'any' | 'local' | 'foreign';
  /** Whether a number needs an approved bundle: https://www.twilio.com/docs/phone-numbers/regulatory */
  readonly bundle: boolean;
}

const UNITED_STATES: CountryRules = {
  name: 'United States',
  dialCode: '+1',
  areaCode: '415',
  address: 'none',
  bundle: false,
};

/**
 * One country for each kind of rule. The rules of countries change, and Twilio forbids copies of them, so these are
 * examples: https://www.twilio.com/docs/phone-numbers/regulatory/api/regulations
 */
const COUNTRIES: Readonly<Record<string, CountryRules>> = {
  US: UNITED_STATES,
  CA: { name: 'Canada', dialCode: '+1', areaCode: '415', address: 'none', bundle: false },
  GB: { name: 'United Kingdom', dialCode: '+44', areaCode: '20', address: 'any', bundle: false },
  DE: { name: 'Germany', dialCode: '+49', areaCode: '30', address: 'local', bundle: true },
};

/** The countries with numbers for sale. */
export function countryCodes(): readonly string[] {
  return Object.keys(COUNTRIES);
}

export function rulesIn(country: string): CountryRules | undefined {
  return Object.hasOwn(COUNTRIES, country) ? COUNTRIES[country] : undefined;
}

/** The rules for a number, by its country code; those of the United States for any other code. */
export function rulesFor(phoneNumber: string): CountryRules {
  const known = Object.values(COUNTRIES).find(({ dialCode }) => phoneNumber.startsWith(dialCode));
  return known ?? UNITED_STATES;
}
