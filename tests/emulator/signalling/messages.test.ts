import { inviteParameters } from '../../../emulator/signalling/messages.ts';
import { number } from '../../support/emulator/switch-bench.ts';
import { testCaller } from '../../support/emulator/test-caller.ts';

// What the Voice SDK shows as `callerInfo`, seen in its own tests:
// https://github.com/twilio/twilio-voice.js/blob/master/cypress/e2e/stirshaken.cy.ts
test.each([
  ['of the account', ` callerId="${number}"`, 'TN-Validation-Passed-A'],
  ['of somebody else', '', undefined],
])('a page is told that Twilio vouches for a caller’s number %s, or nothing', async (_, how, told) => {
  const it = await testCaller(`<Dial${how}><Client>ana</Client></Dial>`);
  expect(inviteParameters(it.ana.offer!)).toEqual(
    expect.objectContaining({ From: how ? number : '+15551230000' }),
  );
  expect((inviteParameters(it.ana.offer!) as Record<string, unknown>).StirStatus).toBe(told);
});
