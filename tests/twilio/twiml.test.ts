import { customerRoom, joinOrWait } from '../../src/twilio/twiml.ts';
import { Urls } from '../../src/twilio/urls.ts';
import { agent, anaTalks, asksFor, CallSpec } from '../support/core/call-spec.ts';

const urls = new Urls('https://example.com');
const answered = (spec: CallSpec, leg: string) => joinOrWait(urls, spec.state, leg);

describe('an answered leg', () => {
  it('joins the room of its call', () => {
    expect(answered(new CallSpec(agent('ana')).arrives().dialled('ana'), 'a1')).toContain('</Conference>');
  });

  it('waits while the customer is still being put on hold (promise: target-fails)', () => {
    const spec = anaTalks()
      .when(asksFor('ana', 'consult', 'ben'))
      .dialled('ben');
    const command = { type: 'HoldCustomer', music: 'hold' } as const;
    spec.call = { ...spec.state, pending: [{ command, since: spec.now }] };
    expect(answered(spec, 'a2')).toMatch(/<Pause.*connect-agent/);
  });

  it('is told that the caller has gone (promise: hangs-up-as-answered)', () => {
    const spec = new CallSpec(agent('ana')).arrives().dialled('ana').when({ type: 'CustomerHungUp' });
    expect(answered(spec, 'a1')).toMatch(/<Say.*The caller has gone.*<Hangup/);
  });

  it('is hung up without a word when the call has given it up', () => {
    const spec = new CallSpec(agent('ana'), agent('ben')).arrives().when({ type: 'DialFailed', leg: 'a1' });
    expect(spec.leg('ben').state).toBe('dialling');
    expect(answered(spec, 'a1')).not.toContain('<Say');
    expect(answered(spec, 'a1')).toContain('<Hangup/>');
  });
});

it('a customer who was muted comes into the room anew without being heard', () => {
  const into = (muted: boolean) => customerRoom(urls, 'CA1', 'en', 'apology', 0, muted);
  expect(into(true)).toContain('muted="true"');
  expect(into(false)).not.toContain('muted');
});
