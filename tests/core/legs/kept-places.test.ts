import { knowsAgent } from '../../../src/core/model/legs.ts';
import { anaConsultsBen, sidOf, type CallSpec } from '../../support/core/call-spec.ts';

const presenceOf = (spec: CallSpec, id: string) => spec.agents.find((each) => each.id === id);
const rejoins = (agent: string) => ({ type: 'AgentRejoined', agent, sid: 'CA-new' }) as const;

describe('an agent vanishes while others talk on (promise: page-reloaded, initiator-vanishes)', () => {
  it('keeps their place, so that their reloaded page finds the call', () => {
    const spec = anaConsultsBen().leaves('ana');
    expect(spec.state).toMatchObject({ phase: 'talking', owner: spec.leg('ben').id });
    expect(spec.does).toContain('KeepAgent');
    expect(knowsAgent(spec.state, 'ana')).toBe(true);
    spec.later(5).when(rejoins('ana'));
    const { id } = spec.leg('ana');
    spec.when({ type: 'LegJoined', leg: id, sid: 'CA-new', room: 'CF1' });
    expect(spec.state.phase).toBe('conferencing');
    expect(spec.state.absentAgents).toBeUndefined();
  });

  it('gives the place up after a while, at whatever happens next', () => {
    const spec = anaConsultsBen().leaves('ana').later(31);
    spec.when({ type: 'PageReported', agent: 'ben', onCall: true });
    expect(spec.does).toContain('ReleaseAgent');
    expect(knowsAgent(spec.state, 'ana')).toBe(false);
    expect(presenceOf(spec, 'ana')).toMatchObject({ presence: 'offline' });
    expect(presenceOf(spec, 'ana')?.call).toBeUndefined();
  });

  it('lets them wrap up when the end of the call took them (promise: hangs-up-in-consult)', () => {
    const spec = anaConsultsBen().leaves('ana').when({ type: 'CustomerHungUp' });
    expect(spec.commands).toContainEqual({
      type: 'ReleaseAgent',
      agent: 'ana',
      leg: 'a1',
      to: 'wrap-up',
      why: 'call-ended',
    });
    expect(spec.state.legs).toEqual([]);
    expect(spec.state.absentAgents).toBeUndefined();
  });

  it('is kept once when two webhooks report the departure', () => {
    const spec = anaConsultsBen().leaves('ana');
    const before = spec.state;
    spec.when({ type: 'LegEnded', leg: 'a1', sid: sidOf('a1'), how: 'completed' });
    expect(spec.state).toEqual(before);
  });
});
