import { knowsAgent } from '../../src/core/legs.ts';
import { anaConsultsBen, sidOf, type Story } from '../support/given-when-then.ts';

const presenceOf = (story: Story, id: string) => story.agents.find((each) => each.id === id);
const rejoins = (agent: string) => ({ type: 'AgentRejoined', agent, sid: 'CA-new' }) as const;

describe('rows 6 and 12: an agent vanishes while others talk on', () => {
  it('keeps their place, so that their reloaded page finds the call', () => {
    const story = anaConsultsBen().leaves('ana');
    expect(story.state).toMatchObject({ phase: 'talking', owner: story.leg('ben').id });
    expect(story.does).toContain('KeepAgent');
    expect(knowsAgent(story.state, 'ana')).toBe(true);
    story.later(5).when(rejoins('ana'));
    const { id } = story.leg('ana');
    story.when({ type: 'LegJoined', leg: id, sid: 'CA-new', room: 'CF1' });
    expect(story.state.phase).toBe('conferencing');
    expect(story.state.kept).toBeUndefined();
  });

  it('gives the place up after a while, at whatever happens next', () => {
    const story = anaConsultsBen().leaves('ana').later(31);
    story.when({ type: 'PageReported', agent: 'ben', onCall: true });
    expect(story.does).toContain('ReleaseAgent');
    expect(knowsAgent(story.state, 'ana')).toBe(false);
    expect(presenceOf(story, 'ana')).toMatchObject({ presence: 'offline' });
    expect(presenceOf(story, 'ana')?.call).toBeUndefined();
  });

  it('row 14: lets them wrap up when it was the end of the call that took them', () => {
    const story = anaConsultsBen().leaves('ana').when({ type: 'CustomerHungUp' });
    expect(story.commands).toContainEqual({
      type: 'ReleaseAgent',
      agent: 'ana',
      leg: 'a1',
      to: 'wrap-up',
      why: 'call-ended',
    });
    expect(story.state.legs).toEqual([]);
    expect(story.state.kept).toBeUndefined();
  });

  it('holds when the leaving is told twice', () => {
    const story = anaConsultsBen().leaves('ana');
    const before = story.state;
    story.when({ type: 'LegEnded', leg: 'a1', sid: sidOf('a1'), how: 'completed' });
    expect(story.state).toEqual(before);
  });
});
