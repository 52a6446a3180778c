import {
  agent,
  anaConsultsBen,
  anaTalks,
  asks,
  asksFor,
  sidOf,
  START,
  Story,
} from '../support/given-when-then.ts';

const presenceOf = (story: Story, id: string) => story.agents.find((each) => each.id === id)?.presence;

describe('a consult', () => {
  it('is swapped between customer and colleague, one of them on hold at each time', () => {
    const story = anaConsultsBen().when(asks('ana', { type: 'SwapAsked' }));
    expect(story.does).toEqual(['UnholdCustomer', 'HoldLeg']);
    expect(story.state.customer.hold).toBeUndefined();
    expect(story.leg('ben').held).toBe(true);
    story.when(asks('ana', { type: 'SwapAsked' }));
    expect(story.does).toEqual(['HoldCustomer', 'HoldLeg']);
    expect(story.leg('ben').held).toBe(false);
  });

  it('is merged into a conversation of three, which the initiator still owns', () => {
    const story = anaConsultsBen().when(asks('ana', { type: 'MergeAsked' }));
    expect(story.does).toEqual(['UnholdCustomer']);
    expect(story.state).toMatchObject({ phase: 'conferencing', owner: story.leg('ana').id });
    expect(story.state.transfer).toBeUndefined();
  });
});

describe('transfers one after the other', () => {
  it('may ask several colleagues in a row, with the note for each, and anyone is not who just declined', () => {
    const note = 'A refund.';
    const story = anaTalks()
      .when(
        asks('ana', {
          type: 'TransferAsked',
          kind: 'consult',
          target: { kind: 'agent', agent: 'ben' },
          note,
        }),
      )
      .dialled('ben');
    expect(story.state.transfer?.note).toBe(note);
    story.when(asks('ben', { type: 'DeclineAsked', reason: 'at lunch' }));
    story.when(asks('ana', { type: 'TransferAsked', kind: 'consult', target: { kind: 'anyone' }, note }));
    expect(story.leg('cleo').why).toBe('transfer');
    expect(story.state.transfer).toMatchObject({ note, state: 'ringing' });
  });

  it('bring a transferred call on to a third agent, and back to the first', () => {
    const story = anaConsultsBen().when(asks('ana', { type: 'CompleteAsked' }));
    story
      .when(asksFor('ben', 'consult', 'cleo'))
      .answers('cleo')
      .when(asks('ben', { type: 'CompleteAsked' }));
    expect(story.state).toMatchObject({ phase: 'talking', owner: story.leg('cleo').id, formerOwner: 'ben' });
    story.agents = story.agents.map((each) =>
      each.id === 'ana' ? { ...each, presence: 'available' } : each,
    );
    story.when(asksFor('cleo', 'blind', 'ana')).answers('ana');
    expect(story.state).toMatchObject({ phase: 'talking', owner: story.leg('ana').id });
    expect(story.state.legs).toHaveLength(1);
  });
});

describe('row 2: a page that is open but cannot ring', () => {
  /** Twilio gives up within the second when nobody is registered under the name. */
  const cannotRing = (story: Story): Story => {
    const { id } = story.leg('ana');
    return story.dialled('ana').when({ type: 'LegEnded', leg: id, sid: sidOf(id), how: 'no-answer' });
  };

  it('is set offline at once, and not rung again by any pass of the music', () => {
    const story = cannotRing(new Story(agent('ana')).arrives());
    expect(presenceOf(story, 'ana')).toBe('offline');
    for (let pass = 0; pass < 5; pass += 1) {
      story.later(12).when({ type: 'MusicPassed' });
      expect(story.does).not.toContain('DialAgent');
    }
    expect(story.now).toBeGreaterThan(START);
  });

  it('leaves the caller to the next agent', () => {
    const story = cannotRing(new Story(agent('ana'), agent('ben')).arrives());
    expect(story.leg('ben').state).toBe('dialling');
  });
});
