import { announcementFor } from '../../../src/core/repair/announcement.ts';
import { anaTalks, asks, asksFor, settings, START, CallSpec } from '../../support/core/call-spec.ts';

const at = (seconds: number, waiting = [{ call: 'CA0', since: START, front: false }]) => ({
  now: START + seconds * 1000,
  agents: [],
  waiting,
  settings,
});
const instant = (seconds: number) => START + seconds * 1000;

describe('the announcement for a customer', () => {
  const { state } = new CallSpec().arrives();

  it('begins with a greeting', () => {
    expect(announcementFor(state, at(0), undefined)).toEqual({ say: 'greeting' });
  });

  it('is the position from time to time, and nothing in between', () => {
    expect(announcementFor(state, at(20), instant(0))).toEqual({ say: 'nothing' });
    expect(announcementFor(state, at(40), instant(20))).toEqual({ say: 'position', position: 1 });
    expect(announcementFor(state, at(50), instant(40))).toEqual({ say: 'nothing' });
  });

  it('is no apology when an outside party has hung up, whom nobody lost', () => {
    const outside = asks('ana', {
      type: 'TransferAsked',
      kind: 'add',
      target: { kind: 'outside', entry: 'plumber' },
    });
    const left = anaTalks()
      .when(outside)
      .answers('plumber')
      .when(asks('ana', { type: 'CompleteAsked' }))
      .later(5);
    const alone = left.leaves('plumber');
    expect(alone.timeline.map(({ code }) => code)).toEqual(
      expect.arrayContaining(['hung-up', 'asked-to-stay']),
    );
    expect(alone.commands).toContainEqual({ type: 'HoldCustomer', music: 'goodbye' });
    expect(announcementFor(alone.state, at(6), undefined)).toEqual({ say: 'goodbye' });
    expect(announcementFor(alone.state, at(40), instant(6))).toEqual({ say: 'reassurance' });
  });

  it('is an apology first when the agent vanished', () => {
    const rescued = anaTalks().later(5).leaves('ana').state;
    expect(announcementFor(rescued, at(6), undefined)).toEqual({ say: 'apology' });
    expect(announcementFor(rescued, at(40), instant(6))).toEqual({ say: 'reassurance' });
  });

  it('is a word about holding during a consult', () => {
    const held = anaTalks().when(asksFor('ana', 'consult', 'ben')).state;
    expect(announcementFor(held, at(1), undefined)).toEqual({ say: 'hold' });
  });
});
