import { restOf } from '../../support/emulator/exchange-rest.ts';
import { testCaller } from '../../support/emulator/test-caller.ts';

/** A call and a conference that were recorded, and the REST API that tells of them. */
async function recorded() {
  const it = await testCaller(
    '<Dial record="record-from-answer" action="/dialled"><Client>ana</Client></Dial>',
  );
  const { ask, body } = restOf(it);
  it.say('/dialled', '<Dial><Conference waitUrl="" record="record-from-start">r</Conference></Dial>');
  it.say('/application', '<Dial><Conference>r</Conference></Dial>');
  await it.answer();
  await it.clock.advance(3000);
  it.phoneSwitch.hangUp(String(it.ana.offer?.callSid));
  await it.settled();
  it.phoneSwitch.connect(it.bob, 'AP1', {});
  await it.clock.advance(3000);
  const conference = String(it.call.conferenceSid);
  it.phoneSwitch.updateConference(conference, { status: 'completed' });
  await it.settled();
  return { ...it, ask, body, conference };
}

const sources = ({ recordings }: { recordings: { source: string }[] }) =>
  recordings.map(({ source }) => source);

// https://www.twilio.com/docs/voice/api/recording#read-multiple-recording-resources
test('recordings are listed by their call, their conference and their day', async () => {
  const it = await recorded();
  expect(sources(await it.body('/Recordings.json'))).toEqual(['Conference', 'DialVerb']);
  expect(sources(await it.body('/Recordings.json', `ConferenceSid=${it.conference}`))).toEqual([
    'Conference',
  ]);
  expect(sources(await it.body('/Recordings.json', `ConferenceSid=CF${'0'.repeat(32)}`))).toEqual([]);
  expect(sources(await it.body('/Recordings.json', 'DateCreated>=2100-01-01'))).toEqual([]);
  expect(sources(await it.body(`/Calls/${it.call.sid}/Recordings.json`))).toHaveLength(2);
});

// https://www.twilio.com/docs/voice/api/recording#fetch-a-recordings-metadata
test('a recording is fetched and deleted under its call, and under no other', async () => {
  const it = await recorded();
  const { sid } = (await it.body(`/Calls/${it.call.sid}/Recordings.json`)).recordings[0];
  expect(await it.body(`/Calls/${it.call.sid}/Recordings/${sid}.json`)).toMatchObject({ sid, track: 'both' });
  await expect(it.ask('GET', `/Calls/CA${'0'.repeat(32)}/Recordings/${sid}.json`)).rejects.toMatchObject({
    code: 20404,
  });
  expect(await it.ask('DELETE', `/Calls/${it.call.sid}/Recordings/${sid}.json`)).toMatchObject({
    status: 204,
  });
  expect(sources(await it.body('/Recordings.json'))).toHaveLength(1);
});

// https://www.twilio.com/docs/voice/api/call-resource#call-properties
test('a call tells its numbers as they are written, and where its recordings are', async () => {
  const it = await recorded();
  expect(await it.body(`/Calls/${it.call.sid}.json`)).toMatchObject({
    from: '+15551230000',
    from_formatted: '(555) 123-0000',
    to_formatted: '(555) 010-0000',
    subresource_uris: {
      recordings: expect.stringMatching(new RegExp(`/Calls/${it.call.sid}/Recordings.json$`)),
    },
  });
});

// https://www.twilio.com/docs/voice/api/conference-resource#read-multiple-conference-resources
test.each(['DateCreated', 'DateUpdated'])('conferences are listed by their %s', async (field) => {
  const it = await recorded();
  const found = async (bound: string) =>
    (await it.body('/Conferences.json', `Status=completed&${field}${bound}`)).conferences.length;
  expect(await found('>=2000-01-01')).toBe(1);
  expect(await found('<=2000-01-01')).toBe(0);
  expect(await found('>=2100-01-01')).toBe(0);
});

// https://www.twilio.com/en-us/changelog/conference-list-endpoint-rollout-extended
test('without a status only conferences in progress are listed', async () => {
  const it = await recorded();
  const listed = async (query?: string) => (await it.body('/Conferences.json', query)).conferences.length;
  expect([await listed(), await listed('Status=completed'), await listed('Status=in-progress')]).toEqual([
    0, 1, 0,
  ]);
});
