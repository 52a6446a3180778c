import { testCaller } from '../../support/emulator/test-caller.ts';

const CALLBACK = 'recordingStatusCallback="/kept" recordingStatusCallbackEvent="in-progress completed"';

test.each([
  ['record-from-answer', 3],
  ['record-from-ringing', 7],
])('a Dial with %s is recorded, and its action has the address', async (record, seconds) => {
  const it = await testCaller(
    `<Dial action="/dialled" record="${record}" ${CALLBACK}><Client>ana</Client></Dial>`,
  );
  await it.clock.advance(4000);
  await it.answer();
  await it.clock.advance(3000);
  it.phoneSwitch.hangUp(String(it.ana.offer?.callSid));
  await it.settled();
  const [recording] = it.phoneSwitch.listRecordings(it.call.sid);
  expect(recording).toMatchObject({ source: 'DialVerb', durationMs: seconds * 1000 });
  expect(it.told('/dialled')?.RecordingUrl).toContain(recording?.sid);
  expect(it.askedOf('/kept').map(({ params }) => params.RecordingStatus)).toEqual([
    'in-progress',
    'completed',
  ]);
  expect(it.told('/kept')).toMatchObject({ RecordingSource: 'DialVerb', RecordingDuration: String(seconds) });
});

test('a Dial that is not to be recorded is not', async () => {
  const it = await testCaller('<Dial record="do-not-record"><Client>ana</Client></Dial>');
  await it.answer();
  await it.clock.advance(3000);
  await it.hangUp();
  expect(it.phoneSwitch.listRecordings()).toEqual([]);
});

test('a conference with record-from-start is recorded from its start to its end', async () => {
  const it = await testCaller(
    `<Dial><Conference waitUrl="" record="record-from-start" recordingStatusCallback="/kept">r</Conference></Dial>`,
  );
  await it.clock.advance(9000);
  it.say('/application', '<Dial><Conference>r</Conference></Dial>');
  it.phoneSwitch.connect(it.ana, 'AP1', {});
  await it.clock.advance(5000);
  const conference = String(it.call.conferenceSid);
  it.phoneSwitch.updateConference(conference, { status: 'completed' });
  await it.settled();
  expect(it.phoneSwitch.listRecordings()).toMatchObject([
    { source: 'Conference', conferenceSid: conference, durationMs: 5000 },
  ]);
  expect(it.told('/kept')).toMatchObject({ ConferenceSid: conference, RecordingStatus: 'completed' });
});
