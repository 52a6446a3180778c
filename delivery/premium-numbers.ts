/**
 * Numbers that cost much, a part of which goes to the party that is called. These are prefixes of premium-rate numbers,
 * with the country's code, as libphonenumber's table has them on 2026-07-17. A prefix here may be somewhat wider than
 * the range. https://github.com/google/libphonenumber/blob/master/resources/PhoneNumberMetadata.xml International
 * premium numbers, and satellite telephones: https://www.itu.int/pub/T-SP-E.164D
 */
const PREFIXES: Readonly<Record<string, readonly string[]>> = {
  'international premium rate': ['979'],
  'satellite networks': ['870', '881', '882', '883'],
  'North America': ['1900'],
  Australia: ['61190'],
  Austria: ['43900', '43901', '43930', '43931', '43939'],
  Belgium: ['3270', '3290'],
  Brazil: ['55500', '55900'],
  Bulgaria: ['35990'],
  Croatia: ['38560', '38561', '38564', '38565', '38569'],
  'Czech Republic': ['420900', '420905', '420906', '420908', '420909', '420976'],
  Denmark: ['4590'],
  Estonia: ['372900', '37240'],
  Finland: ['358600', '358700'],
  France: ['3381', '3382', '3383', '3385', '3386', '3388', '3389'],
  Germany: ['49137', '49900'],
  Greece: ['30901', '30909'],
  'Hong Kong': ['852900'],
  Hungary: ['3690', '3691'],
  India: ['911861', '911862'],
  Ireland: ['35315'],
  Israel: ['9721900', '9721901', '9721902', '9721919'],
  Italy: ['390878', '391', '39892', '39894', '39895', '39899'],
  Japan: ['81990'],
  Latvia: ['37190'],
  Lithuania: ['370900', '370902', '370903', '370909', '370910'],
  Luxembourg: ['352900', '352901', '352905'],
  Mexico: ['52900'],
  Netherlands: ['31900', '31906', '31909'],
  'New Zealand': ['6490'],
  Norway: ['4782'],
  Poland: ['4870'],
  Portugal: ['351601', '351607', '351608', '351646', '351648', '351760', '351761', '351762'],
  Romania: ['4090'],
  Russia: ['7803', '7809'],
  Singapore: ['651900'],
  Slovakia: ['421900', '42197', '42198'],
  Slovenia: ['38689', '38690'],
  'South Africa': [
    '27862',
    '27863',
    '27864',
    '27865',
    '27866',
    '27867',
    '27868',
    '27869',
    '2790',
    '2791',
    '2792',
  ],
  'South Korea': ['82602', '82603', '82604', '82605', '82606', '82607', '82608', '82609'],
  Spain: ['34803', '34806', '34807'],
  Sweden: ['46649', '46900', '46939', '46944', '4699'],
  Switzerland: ['41900', '41901', '41906'],
  Turkey: ['90888', '90898', '90900'],
  'United Kingdom': ['44871', '44872', '44873', '4490', '4491', '4498'],
};

/** Whose premium-rate number it is, by its prefix; undefined for others. @param number E.164 */
export function premiumRateOf(number: string): string | undefined {
  const digits = number.replace(/^\+/, '');
  return Object.entries(PREFIXES).find(([, prefixes]) =>
    prefixes.some((each) => digits.startsWith(each)),
  )?.[0];
}

/**
 * The entries of a directory that agents could dial at a premium rate. The texts repeat no number.
 * @param directory as in `src/settings.json`; anything else is judged elsewhere
 */
export function premiumProblems(directory: unknown): readonly string[] {
  if (!Array.isArray(directory)) return [];
  return (directory as readonly unknown[]).flatMap((entry, index) => {
    const { number } = (entry ?? {}) as { readonly number?: unknown };
    const where = typeof number === 'string' ? premiumRateOf(number) : undefined;
    return where
      ? [`entry ${index + 1}: its number is charged at a premium rate (${where}); take another one`]
      : [];
  });
}
