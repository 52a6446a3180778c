import type { SeenParticipant } from '../../src/core/events.ts';
import { agent, anaTalks, asksFor, CALL, sidOf, Story } from '../support/given-when-then.ts';

const reports = (agent: string, onCall: boolean) => ({ type: 'PageReported', agent, onCall }) as const;
const inRoom = (sid: string): SeenParticipant => ({ sid, held: false, muted: false });

function seen(story: Story, ...sids: string[]): Story {
  const all = [CALL, ...sids].map(inRoom);
  return story.when({ type: 'RoomSeen', inRoom: all, customerAlive: true });
}

describe('row 21: while people talk, their pages’ reports are the clock', () => {
  it('looks at the room now and then, once for all pages together', () => {
    const story = anaTalks().later(30).when(reports('ana', true));
    expect(story.does).toEqual(['CheckRoom']);
    story.later(5).when(reports('ana', true));
    expect(story.ignored).toBe(true);
    story.later(15).when(reports('ana', true));
    expect(story.does).toEqual(['CheckRoom']);
  });

  it('finds a leaving that nobody was told of, and rescues the customer', () => {
    const story = anaTalks().later(30).when(reports('ana', false));
    expect(story.does).toEqual(['CheckRoom']);
    seen(story);
    expect(story.state.phase).toBe('rescuing');
    expect(story.commands).toContainEqual({ type: 'HoldCustomer', music: 'rescue' });
  });

  it('takes nobody at their word: an agent may have a second page', () => {
    const story = anaTalks().later(30).when(reports('ana', false));
    seen(story, sidOf('a1'));
    expect(story.state.phase).toBe('talking');
  });

  it('does not doubt who has only just come', () => {
    expect(anaTalks().later(2).when(reports('ana', false)).ignored).toBe(true);
  });

  it('looks when a page is not heard of any more', () => {
    expect(anaTalks().later(90).when({ type: 'AgentVanished', agent: 'ana' }).does).toEqual(['CheckRoom']);
  });

  it('gives up who answered long ago and never came', () => {
    const waiting = new Story(agent('ben'), agent('cleo')).arrives().dialled('ben');
    waiting.when({ type: 'LegAnswered', leg: 'a1', sid: sidOf('a1') });
    seen(waiting.later(10));
    expect(waiting.leg('ben').state).toBe('answered');
    seen(waiting.later(20));
    expect(waiting.does).toContain('HangUp');
    expect(waiting.leg('cleo').state).toBe('dialling');
  });

  it('row 22: follows the customer into the room that they are in now', () => {
    const story = anaTalks().later(30);
    story.when({
      type: 'RoomSeen',
      inRoom: [CALL, sidOf('a1')].map(inRoom),
      customerAlive: true,
      room: 'CF9',
    });
    expect(story.state).toMatchObject({ room: 'CF9', phase: 'talking' });
    expect(story.when({ type: 'MusicPassed', room: 'CF10' }).state.room).toBe('CF10');
  });
});

describe('a claim in doubt', () => {
  const doubt = { type: 'ClaimDoubted', agent: 'ben', leg: 'a1' } as const;
  const benRings = () => new Story(agent('ben'), agent('cleo')).arrives().dialled('ben');

  it('keeps the agent whose coming was lost, and confirms them', () => {
    const story = benRings().later(60).when(doubt);
    expect(story.does).toEqual(['CheckRoom']);
    seen(story, sidOf('a1'));
    expect(story.does).toContain('ConfirmAgent');
    expect(story.state.phase).toBe('talking');
  });

  it('gives back the agent of whom it was lost that they did not answer, and rings the next', () => {
    const story = seen(benRings().later(60).when(doubt));
    expect(story.does).toEqual(expect.arrayContaining(['HangUp', 'ReleaseAgent', 'DialAgent']));
    expect(story.leg('cleo').state).toBe('dialling');
  });

  it('gives back whom the call does not know, also after its end', () => {
    const story = benRings().when({ type: 'CustomerHungUp' }).later(60).when(doubt);
    expect(story.does).toEqual(['ReleaseAgent']);
  });
});

test('row 8: that an added party did not answer comes out at the next look, although no music plays', () => {
  const story = anaTalks()
    .when(asksFor('ana', 'add', 'ben'))
    .dialled('ben');
  seen(story.later(60).when(reports('ana', true)), sidOf('a1'));
  expect(story.state.transfer).toBeUndefined();
  expect(story.state.lastTransfer).toMatchObject({ target: 'Ben', result: 'no-answer' });
});
