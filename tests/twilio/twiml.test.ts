import { customerRoom, joinOrWait } from '../../src/twilio/twiml.ts';
import { Urls } from '../../src/twilio/urls.ts';
import { agent, anaTalks, asksFor, Story } from '../support/given-when-then.ts';

const urls = new Urls('https://example.com');
const answered = (story: Story, leg: string) => joinOrWait(urls, story.state, leg);

describe('an answered leg', () => {
  it('joins the room of its call', () => {
    expect(answered(new Story(agent('ana')).arrives().dialled('ana'), 'a1')).toContain('</Conference>');
  });

  it('row 8: waits while the customer is still being put on hold', () => {
    const story = anaTalks()
      .when(asksFor('ana', 'consult', 'ben'))
      .dialled('ben');
    const command = { type: 'HoldCustomer', music: 'hold' } as const;
    story.call = { ...story.state, pending: [{ command, since: story.now }] };
    expect(answered(story, 'a2')).toMatch(/<Pause.*connect-agent/);
  });

  it('row 4: is told that the caller has gone', () => {
    const story = new Story(agent('ana')).arrives().dialled('ana').when({ type: 'CustomerHungUp' });
    expect(answered(story, 'a1')).toMatch(/<Say.*The caller has gone.*<Hangup/);
  });

  it('is hung up without a word when the call has given it up', () => {
    const story = new Story(agent('ana'), agent('ben')).arrives().when({ type: 'DialFailed', leg: 'a1' });
    expect(story.leg('ben').state).toBe('dialling');
    expect(answered(story, 'a1')).not.toContain('<Say');
    expect(answered(story, 'a1')).toContain('<Hangup/>');
  });
});

it('a customer who was muted comes into the room anew without being heard', () => {
  const into = (muted: boolean) => customerRoom(urls, 'CA1', 'en', 'apology', 0, muted);
  expect(into(true)).toContain('muted="true"');
  expect(into(false)).not.toContain('muted');
});
