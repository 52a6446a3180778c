import { anaTalks, asks, type CallSpec } from '../../support/core/call-spec.ts';

const NOTE = 'Order 4711. Promised a date.';

/** Ana asks Ben, with a note. */
function asked(kind: 'consult' | 'add' | 'blind', note = NOTE): CallSpec {
  const target = { kind: 'agent', agent: 'ben' } as const;
  return anaTalks().when(asks('ana', { type: 'TransferAsked', kind, target, note }));
}

describe('the note of a transfer', () => {
  it.each([
    ['consult', (spec: CallSpec) => spec.when(asks('ana', { type: 'CompleteAsked' }))],
    ['add', (spec: CallSpec) => spec],
    ['blind', (spec: CallSpec) => spec],
  ] as const)('stays with the call that a colleague got by %s', (kind, finish) => {
    const { state } = finish(asked(kind).answers('ben'));
    expect(state.transfer).toBeUndefined();
    expect(state.handoff).toEqual({ note: NOTE, by: 'ana' });
  });

  it('is in the timeline', () => {
    const note = { code: 'transfer-note', asker: 'Ana', note: NOTE };
    expect(asked('consult').timeline).toContainEqual(note);
    expect(asked('consult', '').timeline.map(({ code }) => code)).not.toContain('transfer-note');
  });

  it('is not for the initiator to whom the call comes back', () => {
    expect(asked('consult').misses('ben').state.handoff).toBeUndefined();
  });

  it('gives way to the next note, and goes on with a transfer that has none', () => {
    const taken = asked('blind').answers('ben');
    const ask = (note?: string) =>
      asks('ben', {
        type: 'TransferAsked',
        kind: 'blind',
        target: { kind: 'agent', agent: 'cleo' },
        ...(note && { note }),
      });
    const [silent, noted] = [ask(), ask('She calls back.')];
    expect(asked('blind').answers('ben').when(silent).answers('cleo').state.handoff?.note).toBe(NOTE);
    expect(taken.when(noted).answers('cleo').state.handoff).toEqual({ note: 'She calls back.', by: 'ben' });
  });
});
