import {
  agent,
  anaConsultsBen,
  anaTalks,
  asks,
  asksFor,
  sidOf,
  START,
  CallSpec,
} from '../../support/core/call-spec.ts';

const presenceOf = (spec: CallSpec, id: string) => spec.agents.find((each) => each.id === id)?.presence;

describe('a consult', () => {
  it('is swapped between customer and colleague, one of them on hold at each time', () => {
    const spec = anaConsultsBen().when(asks('ana', { type: 'SwapAsked' }));
    expect(spec.does).toEqual(['UnholdCustomer', 'HoldLeg']);
    expect(spec.state.customer.hold).toBeUndefined();
    expect(spec.leg('ben').held).toBe(true);
    spec.when(asks('ana', { type: 'SwapAsked' }));
    expect(spec.does).toEqual(['HoldCustomer', 'HoldLeg']);
    expect(spec.leg('ben').held).toBe(false);
  });

  it('is merged into a conversation of three, which the initiator still owns', () => {
    const spec = anaConsultsBen().when(asks('ana', { type: 'MergeAsked' }));
    expect(spec.does).toEqual(['UnholdCustomer']);
    expect(spec.state).toMatchObject({ phase: 'conferencing', owner: spec.leg('ana').id });
    expect(spec.state.transfer).toBeUndefined();
  });
});

describe('an initiator who is gone from an open consult', () => {
  const WAYS: Readonly<Record<string, (spec: CallSpec) => CallSpec>> = {
    completes: (spec) => spec.when(asks('ana', { type: 'CompleteAsked' })),
    'removes themselves': (spec) =>
      spec.when(asks('ana', { type: 'RemoveAsked', party: spec.leg('ana').id })),
    vanishes: (spec) => spec.leaves('ana'),
  };

  it.each(Object.entries(WAYS))('who %s leaves the customer to the target, who took over', (_, go) => {
    const spec = go(anaConsultsBen());
    expect(spec.state).toMatchObject({
      phase: 'talking',
      owner: spec.leg('ben').id,
      formerOwner: 'ana',
      lastTransfer: { target: 'Ben', result: 'completed' },
    });
    expect(spec.timeline).toContainEqual({ code: 'took-over', name: 'Ben' });
    expect(spec.does).toContain('UnholdCustomer');
  });
});

describe('transfers one after the other', () => {
  it('may ask several colleagues in a row; anyone is not the one who just declined', () => {
    const note = 'A refund.';
    const spec = anaTalks()
      .when(
        asks('ana', {
          type: 'TransferAsked',
          kind: 'consult',
          target: { kind: 'agent', agent: 'ben' },
          note,
        }),
      )
      .dialled('ben');
    expect(spec.state.transfer?.note).toBe(note);
    spec.when(asks('ben', { type: 'DeclineAsked', reason: 'at lunch' }));
    spec.when(asks('ana', { type: 'TransferAsked', kind: 'consult', target: { kind: 'anyone' }, note }));
    expect(spec.leg('cleo').why).toBe('transfer');
    expect(spec.state.transfer).toMatchObject({ note, state: 'ringing' });
  });

  it('bring a transferred call on to a third agent, and back to the first', () => {
    const spec = anaConsultsBen().when(asks('ana', { type: 'CompleteAsked' }));
    spec
      .when(asksFor('ben', 'consult', 'cleo'))
      .answers('cleo')
      .when(asks('ben', { type: 'CompleteAsked' }));
    expect(spec.state).toMatchObject({ phase: 'talking', owner: spec.leg('cleo').id, formerOwner: 'ben' });
    spec.agents = spec.agents.map((each) => (each.id === 'ana' ? { ...each, presence: 'available' } : each));
    spec.when(asksFor('cleo', 'blind', 'ana')).answers('ana');
    expect(spec.state).toMatchObject({ phase: 'talking', owner: spec.leg('ana').id });
    expect(spec.state.legs).toHaveLength(1);
  });
});

describe('a page that is open but cannot ring (promise: offer-fails)', () => {
  /** Twilio gives up within the second when nobody is registered under the name. */
  const cannotRing = (spec: CallSpec): CallSpec => {
    const { id } = spec.leg('ana');
    return spec.dialled('ana').when({ type: 'LegEnded', leg: id, sid: sidOf(id), how: 'no-answer' });
  };

  it('is set offline at once, and no tick rings them again', () => {
    const spec = cannotRing(new CallSpec(agent('ana')).arrives());
    expect(presenceOf(spec, 'ana')).toBe('offline');
    for (let pass = 0; pass < 5; pass += 1) {
      spec.later(12).when({ type: 'WaitLoopTicked' });
      expect(spec.does).not.toContain('DialAgent');
    }
    expect(spec.now).toBeGreaterThan(START);
  });

  it('leaves the caller to the next agent', () => {
    const spec = cannotRing(new CallSpec(agent('ana'), agent('ben')).arrives());
    expect(spec.leg('ben').state).toBe('dialling');
  });
});
