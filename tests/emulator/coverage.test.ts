import { readme } from '../../tools/emulator-tables.ts';

test('the README lists every resource and verb that the code has', () => {
  const { now, wanted } = readme();
  expect(now).toBe(wanted);
  expect(wanted).toContain('| api.twilio.com | `/Messages.json` | GET, POST |');
  expect(wanted).toMatch(/\| Dial \| .*hangupOnStar/);
});
