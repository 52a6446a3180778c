import { numberText } from '../../../src/assets/selectors/phone-number.ts';

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
