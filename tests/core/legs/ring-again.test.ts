import { agent, anaTalks, asksFor, sidOf, START, type CallSpec } from '../../support/core/call-spec.ts';

/** Ana asks Ben, whose pages are these; one of those that ring closes. */
function closesWhileItRings(kind: 'consult' | 'blind', pages: Readonly<Record<string, number>>): CallSpec {
  const spec = anaTalks();
  spec.agents = spec.agents.map((each) => (each.id === 'ben' ? agent('ben', { pages }) : each));
  return spec
    .when(asksFor('ana', kind, 'ben'))
    .dialled('ben')
    .misses('ben', 'busy');
}

describe('one of two windows closes while a transfer rings in both (promise: two-pages)', () => {
  it.each(['consult', 'blind'] as const)('rings the colleague again by a new leg: %s', (kind) => {
    const spec = closesWhileItRings(kind, { two: START });
    const { id, state } = spec.leg('ben');
    expect([id, state]).toEqual(['a3', 'dialling']);
    expect(spec.state.transfer).toMatchObject({ kind, target: 'a3', state: 'ringing' });
    expect(spec.does).toEqual(expect.arrayContaining(['ClaimAgent', 'DialAgent']));
    expect(spec.does).not.toContain('ReleaseAgent');
    expect(spec.answers('ben').state.transfer?.target).not.toBe('a2');
  });

  it('rings them once more, and no more than that', () => {
    const spec = closesWhileItRings('consult', { two: START }).dialled('ben').misses('ben', 'busy');
    expect(spec.state.lastTransfer?.result).toBe('page-closed');
    expect(spec.state.transfer).toBeUndefined();
  });

  it('says that the page was closed when no other one rang', () => {
    const spec = closesWhileItRings('consult', { two: START });
    const { id } = spec.leg('ben');
    spec.when({ type: 'LegEnded', leg: id, sid: sidOf(id), how: 'no-answer' });
    expect(spec.state.lastTransfer?.result).toBe('page-closed');
  });

  it('does not ring a colleague again who has no other page', () => {
    expect(closesWhileItRings('consult', {}).state.lastTransfer?.result).toBe('page-closed');
  });
});
