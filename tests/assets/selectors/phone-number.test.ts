import { callerName, numberText } from '../../../src/assets/selectors/phone-number.ts';

const shown = (number: string) => numberText(number).replaceAll('\u00a0', '_');

test('a North American number is shown in its groups, which stay in one line', () => {
  expect(shown('+14155550142')).toBe('+1_415_555_0142');
  expect(shown('+15550001000')).toBe('+1_555_000_1000');
});

test.each(['+442079460000', '+81312345678', '+1415555014', '+141555501421', 'anonymous', ''])(
  'shows any other text as it is: %j',
  (number) => {
    expect(numberText(number)).toBe(number);
  },
);

test.each(['+266696687', '+86282452253', '+7378742833', 'anonymous', 'Anonymous', 'Restricted', ''])(
  'a caller who withholds their number, given as %j, is not shown as a number',
  (from) => {
    expect(callerName(from)).toEqual({ word: 'caller.withheld' });
  },
);

test('a caller at an internet address is shown by it', () => {
  expect(callerName('sip:alice@pbx.example.com;transport=tls')).toBe('alice@pbx.example.com');
  expect(callerName('client:web_visitor')).toBe('web_visitor');
});

test('a short code is a number, and a caller of whom nothing is kept is unknown', () => {
  expect(callerName('40404')).toBe('40404');
  expect(callerName(undefined)).toEqual({ word: 'recent.unknown' });
});
