import { parseIncoming } from '../../src/twilio/parse-webhook.ts';

const CALL = `CA${'1'.repeat(32)}`;
const english = () => 'en' as const;

test('cuts a caller’s SIP address to what a call’s document has room for', () => {
  const address = `sip:${'caller'.repeat(50)}@example.com`;
  const arrived = parseIncoming({ CallSid: CALL, From: address, To: '+15550001000' }, english);
  expect(arrived?.event).toMatchObject({ from: address.slice(0, 64) });
});

test('a caller who withholds their number is anonymous', () => {
  expect(parseIncoming({ CallSid: CALL, To: '+15550001000' }, english)?.event).toMatchObject({
    from: 'anonymous',
  });
});
