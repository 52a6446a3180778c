import { testCaller } from '../../support/emulator/test-caller.ts';

const CONFERENCE = '<Conference waitUrl="" muted="maybe">r</Conference>';

test.each([
  [
    'SSML',
    '<Say>Please <break time="1s"/><emphasis>wait</emphasis> <sub alias="a moment">a m.</sub></Say>',
    [],
  ],
  ['another language', '<Say>Please <lang xml:lang="fr-FR">wait</lang> a moment</Say>', []],
  ['text among the verbs', 'Hello <Say>Please wait a moment</Say>', [12200]],
  ['text in a verb that holds none', '<Gather>Hello <Say>Please wait a moment</Say></Gather>', [12200]],
  ['an unknown verb', '<Sing>la</Sing><Say>Please wait a moment</Say>', [12200]],
  ['a verb in the wrong place', '<Say>Please wait a moment<Play>a</Play></Say>', [12200]],
  ['a bad value', '<Gather timeout="auto"><Say>Please wait a moment</Say></Gather>', [12200]],
])('Twilio only warns of %s, and the call goes on', async (_name, twiml, warnings) => {
  const it = await testCaller(twiml);
  expect(it.hears()).toBe('Please wait a moment');
  expect(it.warnings()).toEqual(warnings);
  expect(it.askedOf('/fallback')).toEqual([]);
});

test('a bad value counts as not given, with its own warning', async () => {
  const it = await testCaller(`<Dial>${CONFERENCE}</Dial>`);
  expect(it.warnings()).toEqual([13230]);
  const participants = it.phoneSwitch.listParticipants(String(it.call.conferenceSid));
  expect(participants).toMatchObject([{ muted: false }]);
});

test('a space before the XML declaration does no harm', async () => {
  const body = ' \n<?xml version="1.0" encoding="UTF-8"?><Response><Say>Hello</Say></Response>';
  const it = await testCaller({ status: 200, body });
  expect(it.hears()).toBe('Hello');
});

test.each(['', '<Sing>la</Sing>'])(
  'a document with nothing to do (%p) is an answered call that ends',
  async (twiml) => {
    const it = await testCaller(twiml);
    expect(it.call).toMatchObject({ status: 'completed', startedAt: expect.any(Number) });
  },
);

test.each(['Enqueue', 'Start', 'Sms', 'Connect', 'Pay'])(
  '%s fails as its own, named, and the next verb follows',
  async (verb) => {
    const it = await testCaller(`<${verb}>x</${verb}><Say>Next</Say>`);
    expect(it.hears()).toBe('Next');
    expect(it.log.list().find(({ kind }) => kind === 'warning')?.message).toContain(`<${verb}>`);
  },
);

test('the action of a verb that is not here is told that it failed', async () => {
  const it = await testCaller('<Enqueue action="/queued">support</Enqueue><Say>Next</Say>');
  it.say('/queued', '<Say>No queue</Say>');
  expect(it.told('/queued')).toMatchObject({ QueueResult: 'system-error' });
});

test('a Dial to what is not here has failed; others in it ring all the same', async () => {
  const alone = await testCaller('<Dial action="/dialled"><Sim>DE1</Sim></Dial>');
  expect(alone.told('/dialled')).toMatchObject({ DialCallStatus: 'failed' });
  const among = await testCaller('<Dial><Sim>DE1</Sim><Client>ana</Client></Dial>');
  expect(among.ana.heard).toEqual(['ring']);
});
