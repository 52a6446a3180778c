import Library from 'twilio/lib/twiml/VoiceResponse';
import { VoiceResponse } from '../../src/twilio/voice-response.ts';

const AWKWARD = `a < b & "c" > 'd'\r\n\t`;
const callback = { statusCallback: `/a?b=1&c=${AWKWARD}`, statusCallbackEvent: ['join', 'leave'] };
const room = { ...callback, waitUrl: '', muted: undefined, startConferenceOnEnter: false } as const;

test.each<[string, (twiml: VoiceResponse) => void, (twiml: Library) => void]>([
  ['nothing', () => undefined, () => undefined],
  [
    'Say',
    (twiml) => twiml.say({ language: 'en-US' }, AWKWARD),
    (twiml) => twiml.say({ language: 'en-US' }, AWKWARD),
  ],
  ['Play', (twiml) => twiml.play(AWKWARD, { loop: 0 }), (twiml) => twiml.play({ loop: 0 }, AWKWARD)],
  ['Pause', (twiml) => twiml.pause({ length: 1 }), (twiml) => twiml.pause({ length: 1 })],
  ['Redirect', (twiml) => twiml.redirect(AWKWARD), (twiml) => twiml.redirect(AWKWARD)],
  ['Record', (twiml) => twiml.record({ action: AWKWARD }), (twiml) => twiml.record({ action: AWKWARD })],
  ['Hangup', (twiml) => twiml.hangup(), (twiml) => twiml.hangup()],
  [
    'Dial and Conference',
    (twiml) => twiml.conference('CA1', room as never, { action: AWKWARD }),
    (twiml) => twiml.dial({ action: AWKWARD }).conference(room as never, 'CA1'),
  ],
])('%s is written as by the helper library', (_verb, ours, theirs) => {
  const [own, library] = [new VoiceResponse(), new Library()];
  for (let times = 0; times < 2; times += 1) {
    ours(own);
    theirs(library);
  }
  expect(own.toString()).toBe(library.toString());
});
