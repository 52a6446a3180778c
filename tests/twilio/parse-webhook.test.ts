import { parseCallStatus, parseIncoming } from '../../src/twilio/parse-webhook.ts';

const CALL = `CA${'1'.repeat(32)}`;
const english = {};

test('a caller’s SIP address, however long, is cut to what a document has room for', () => {
  const address = `sip:${'caller'.repeat(50)}@example.com`;
  const arrived = parseIncoming({ CallSid: CALL, From: address, To: '+15550001000' }, english);
  expect(arrived?.event).toMatchObject({ from: address.slice(0, 64) });
});

test('a caller is spoken to in the language of the number that they called', () => {
  const settings = { languages: { '+15550001000': 'ja' } } as const;
  const languageAt = (To: string) => parseIncoming({ CallSid: CALL, To }, settings)?.event;
  expect(languageAt('+15550001000')).toMatchObject({ language: 'ja' });
  expect(languageAt('+15550002000')).toMatchObject({ language: 'en' });
});

test('a caller who withholds their number is anonymous', () => {
  expect(parseIncoming({ CallSid: CALL, To: '+15550001000' }, english)?.event).toMatchObject({
    from: 'anonymous',
  });
});

test.each(['ringing', 'no-answer'])('%s carries the instant at which Twilio fired it', (CallStatus) => {
  const parameters = { CallSid: CALL, call: CALL, leg: 'a1', CallStatus };
  const Timestamp = 'Sat, 28 Nov 2026 13:00:00 +0000';
  const at = Date.UTC(2026, 10, 28, 13);
  expect(parseCallStatus({ ...parameters, Timestamp })?.event).toMatchObject({ at });
  expect(parseCallStatus({ ...parameters, Timestamp: 'today' })?.event).not.toHaveProperty('at');
});
