import { restOf } from '../../support/emulator/exchange-rest.ts';
import { number } from '../../support/emulator/switch-bench.ts';
import { testCaller } from '../../support/emulator/test-caller.ts';

/** The caller is in the conference `talk` with Ana; another caller waits alone in `wait`. */
async function conferences() {
  const it = await testCaller('<Dial><Conference waitUrl="">talk</Conference></Dial>');
  it.say('/application', '<Dial><Conference waitUrl="">talk</Conference></Dial>');
  const { sid } = it.phoneSwitch.connect(it.ana, 'AP1', {});
  it.say('/incoming', '<Dial><Conference waitUrl="">wait</Conference></Dial>');
  it.phoneSwitch.dial(it.device('+15551230001'), number);
  await it.settled();
  return { ...it, anasCall: sid, room: String(it.call.conferenceSid), ...restOf(it) };
}

// https://www.twilio.com/en-us/changelog/conference-list-endpoint-rollout-extended
test.each([
  ['', ['talk']],
  ['Status=in-progress', ['talk']],
  ['Status=init', ['wait']],
  ['Status=completed', []],
])('of conferences, "%s" lists %j: without a status those in progress', async (query, names) => {
  const it = await conferences();
  const { conferences: found } = await it.body('/Conferences.json', query);
  expect(found.map((each: { friendly_name: string }) => each.friendly_name)).toEqual(names);
});

// https://www.twilio.com/docs/api/errors/16028
test('the coach of somebody who is not in the room cannot be called in (16028)', async () => {
  const it = await conferences();
  const boss = { To: 'client:boss', From: number, Coaching: 'true' };
  const callIn = (CallSidToCoach: string) =>
    it.ask('POST', `/Conferences/${it.room}/Participants.json`, { form: { ...boss, CallSidToCoach } });
  const refused = expect.objectContaining({ status: 400, code: 16028 });
  await expect(callIn(`CA${'0'.repeat(32)}`)).rejects.toEqual(refused);
  expect(it.phoneSwitch.listCalls({ to: 'client:boss' })).toEqual([]);
  expect(await callIn(it.anasCall)).toMatchObject({ status: 201 });
});
