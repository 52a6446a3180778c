import {
  agent,
  anaConsultsBen,
  anaTalks,
  asks,
  asksFor,
  sidOf,
  Story,
  type Asked,
} from '../support/given-when-then.ts';

const PLUMBER = { kind: 'outside', entry: 'plumber' } as const;

const mute = (party: string): Asked => ({ type: 'MuteAsked', party, on: true });
const hold = (party: string): Asked => ({ type: 'HoldAsked', party, on: true });

function threeTalk(): Story {
  return anaTalks()
    .when(asksFor('ana', 'add', 'ben'))
    .answers('ben');
}

/** Ana, the customer and an outside party. */
function plumberIsThere(): Story {
  return anaTalks()
    .when(asks('ana', { type: 'TransferAsked', kind: 'add', target: PLUMBER }))
    .answers('plumber');
}

function comesIn(story: Story, id: string, sid: string): Story {
  const { id: leg } = story.leg(id);
  return story.when({ type: 'LegJoined', leg, sid, room: 'CF1' });
}

const comesBack = (story: Story, id: string): Story =>
  story.when({ type: 'AgentRejoined', agent: id, sid: `CA-back-${id}` });

describe('what an owner did to others ends with them', () => {
  it.each([
    ['completes', (story: Story) => story.when(asks('ana', { type: 'CompleteAsked' }))],
    ['vanishes', (story: Story) => story.leaves('ana')],
  ])('the customer whom they muted is heard when the owner %s', (_how, goes) => {
    const story = goes(threeTalk().when(asks('ana', mute('customer'))));
    expect(story.state.customer.muted).toBe(false);
    expect(story.does).toContain('MuteCustomer');
  });

  it('the customer is heard when all have gone and somebody else comes', () => {
    const story = threeTalk()
      .when(asks('ana', mute('customer')))
      .leaves('ben')
      .leaves('ana');
    expect(story.state).toMatchObject({ phase: 'rescuing', customer: { muted: false } });
  });

  it.each([
    ['completes', (story: Story) => story.when(asks('ana', { type: 'CompleteAsked' }))],
    ['vanishes', (story: Story) => story.leaves('ana')],
  ])('the customer comes off hold to an outside party when the last agent %s', (_how, goes) => {
    const story = goes(plumberIsThere().when(asks('ana', hold('customer')), asks('ana', mute('a2'))));
    expect(story.state.customer.hold).toBeUndefined();
    expect(story.leg('plumber').muted).toBe(false);
    expect(story.does).toEqual(expect.arrayContaining(['UnholdCustomer', 'MuteLeg']));
  });

  it('a colleague who muted themselves stays muted', () => {
    const story = threeTalk();
    const own = asks('ben', mute(story.leg('ben').id));
    expect(story.when(own).leaves('ana').leg('ben').muted).toBe(true);
  });
});

describe('who owns the call', () => {
  it('is the agent whose page is back, and not the outside party', () => {
    const story = comesBack(plumberIsThere().leaves('ana'), 'ana');
    expect(story.state.owner).toBe(story.leg('plumber').id);
    comesIn(story, 'ana', 'CA-back-ana');
    expect(story.state.owner).toBe(story.leg('ana').id);
    expect(story.when(asksFor('ana', 'add', 'ben')).refusal).toBeUndefined();
  });
});

describe('an addition', () => {
  it('brings a customer on hold into the conversation', () => {
    const story = anaTalks().when(asks('ana', hold('customer')));
    story.when(asksFor('ana', 'add', 'ben')).answers('ben');
    expect(story.state.customer.hold).toBeUndefined();
  });
});

describe('whoever comes back is as they were', () => {
  const backAfterLoss = (story: Story, id: string) => comesBack(story.leaves(id), id);

  it.each([
    ['alone with the customer', anaTalks, backAfterLoss],
    ['among three', threeTalk, backAfterLoss],
    ['before their old line is gone', anaTalks, comesBack],
  ])('muted, when they were: %s', (_where, begin, comes) => {
    const story = begin();
    story.when(asks('ana', mute(story.leg('ana').id)));
    expect(comes(story, 'ana').leg('ana').muted).toBe(true);
    expect(comesIn(story, 'ana', 'CA-back-ana').does).toContain('MuteLeg');
  });

  it('on hold, when the owner held them, and outside until the owner takes them back', () => {
    const story = threeTalk();
    story.when(asks('ana', hold(story.leg('ben').id)));
    const { id } = comesBack(story.leaves('ben'), 'ben').leg('ben');
    expect(story.leg('ben').held).toBe(true);
    story.when(asks('ana', { type: 'HoldAsked', party: id, on: false }));
    expect(story.leg('ben').held).toBe(false);
  });

  it('outside of others’ consult, for as long as it lasts', () => {
    const story = threeTalk()
      .when(asksFor('ana', 'consult', 'cleo'))
      .answers('cleo')
      .leaves('ben');
    comesBack(story, 'ben').later(60).when({ type: 'MusicPassed' });
    expect(story.leg('ben')).toMatchObject({ state: 'answered', held: true });
    story.when(asks('ana', { type: 'CompleteAsked' }));
    expect(story.leg('ben')).toMatchObject({ held: false, since: story.now });
  });

  it('and may mute themselves or go while they wait outside, and nothing else', () => {
    const story = comesBack(
      threeTalk()
        .when(asksFor('ana', 'consult', 'cleo'))
        .answers('cleo')
        .leaves('ben'),
      'ben',
    );
    const { id } = story.leg('ben');
    expect(story.when(asks('ben', { type: 'EndAsked' })).refusal).toBe('not-your-call');
    expect(story.when(asks('ben', mute(id))).leg('ben')).toMatchObject({ state: 'answered', muted: true });
    story.when(asks('ben', { type: 'RemoveAsked', party: id }));
    expect(story.state.legs.some((leg) => leg.id === id)).toBe(false);
  });
});

describe('a private word waits until it is private', () => {
  /** Ben has answered; what keeps the others from hearing him is not known to have worked. */
  function benWaits(command: 'customer' | 'third'): Story {
    const story = (command === 'third' ? threeTalk() : anaTalks()).when(asksFor('ana', 'consult', 'cleo'));
    const third = { type: 'HoldLeg', leg: 'a2', sid: sidOf('a2'), on: true } as const;
    const customer = { type: 'HoldCustomer', music: 'hold' } as const;
    story.dialled('cleo');
    const pending = [{ command: command === 'third' ? third : customer, since: story.now }];
    story.call = { ...story.state, pending };
    return story;
  }

  const waited = (story: Story): Story => {
    const { id } = story.leg('cleo');
    return story.when({ type: 'LegWaited', leg: id, sid: sidOf(id) });
  };

  it.each(['customer', 'third'] as const)('the hold of the %s is tried again while they wait', (who) => {
    const story = waited(benWaits(who)).later(3);
    expect(waited(story).does).toContain(who === 'third' ? 'HoldLeg' : 'HoldCustomer');
    expect(story.leg('cleo').state).toBe('answered');
  });

  it('who waits in vain is let go, is available, and the initiator is told why', () => {
    const story = waited(benWaits('customer'));
    for (let second = 0; second < 21; second += 1) {
      story.later(1);
      const hold = { type: 'HoldCustomer', music: 'hold' } as const;
      story.call = { ...story.state, pending: [{ command: hold, since: story.now, failed: true }] };
      if (story.state.transfer) waited(story);
    }
    expect(story.state).toMatchObject({ phase: 'talking', lastTransfer: { result: 'not-private' } });
    expect(story.state.customer.hold).toBeUndefined();
    expect(story.state.missedBy).not.toContain('cleo');
    expect(story.agents.find(({ id }) => id === 'cleo')?.presence).toBe('available');
  });

  it('a click of who waits does not let them in', () => {
    const story = waited(benWaits('customer'));
    story.when(asks('cleo', mute(story.leg('cleo').id)));
    expect(story.leg('cleo').state).toBe('answered');
    expect(story.state.transfer?.state).toBe('ringing');
  });

  it('a hold that Twilio says has nobody to act on is not believed', () => {
    const story = benWaits('customer').when({
      type: 'CommandFailed',
      command: 'HoldCustomer:hold',
      gone: true,
    });
    expect(story.does).toEqual(['CheckRoom']);
    expect(story.state.pending).toMatchObject([{ command: { type: 'HoldCustomer' }, failed: true }]);
  });
});

test('what keeps a word private is awaited however much else is', () => {
  const story = anaConsultsBen();
  const hold = { command: { type: 'HoldCustomer', music: 'hold' }, since: story.now } as const;
  const others = Array.from({ length: 12 }, (_, index) => {
    const command = { type: 'HangUp', leg: `a${index + 5}`, sid: `CA${index}` } as const;
    return { command, since: story.now };
  });
  story.call = { ...story.state, pending: [hold, ...others] };
  story.when({ type: 'LegJoined', leg: 'a99', sid: 'CA-stray', room: 'CF1' });
  expect(story.state.pending[0]).toEqual(hold);
});

test('a colleague’s hold that an older request undid is put on again', () => {
  const story = anaConsultsBen().when(asks('ana', { type: 'SwapAsked' }));
  const { id: leg } = story.leg('ben');
  story.when({ type: 'CommandDone', command: `HoldLeg:${leg}:off` });
  expect(story.commands).toEqual([{ type: 'HoldLeg', leg, sid: sidOf(leg), on: true }]);
});

describe('what cannot be so is not believed', () => {
  it('a message that was left, while somebody talks or waits', () => {
    expect(anaTalks().when({ type: 'VoicemailRecorded' }).state.phase).toBe('talking');
    expect(new Story().arrives().when({ type: 'VoicemailRecorded' }).state.phase).toBe('waiting');
  });

  it('that the customer has come into another room: Twilio is asked', () => {
    const story = anaTalks().when({ type: 'CustomerJoined', room: 'CF-old' });
    expect(story.does).toEqual(['CheckRoom']);
    expect(story.state.room).toBe('CF1');
  });
});

test('a customer who lost their agent counts from then on, also in the queue', () => {
  const story = anaTalks();
  story.agents = [agent('ana', { seenAt: 0 })];
  story.later(1200).leaves('ana').later(31).when({ type: 'MusicPassed' });
  const lostAt = story.state.rescue?.since ?? 0;
  story.agents = [agent('ben', { seenAt: story.now + 60_000 })];
  story.waiting = [
    { call: 'CA-new', since: story.now - 1000, front: false },
    { call: story.state.id, since: lostAt, front: true },
  ];
  expect(story.later(12).when({ type: 'MusicPassed' }).leg('ben').why).toBe('route');
  expect(story.now - lostAt).toBeLessThan(60_000);
});
