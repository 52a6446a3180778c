import { knowsAgent } from '../../src/core/legs.ts';
import {
  agent,
  anaConsultsBen,
  anaTalks,
  asks,
  asksFor,
  CALL,
  sidOf,
  START,
  Story,
} from '../support/given-when-then.ts';

const presenceOf = (story: Story, id: string) => story.agents.find((each) => each.id === id)?.presence;

describe('row 1: nobody is available', () => {
  it('keeps the caller in the queue, offers them as soon as an agent turns available', () => {
    const story = new Story(agent('ana', { presence: 'away' })).arrives();
    expect(story.state.phase).toBe('waiting');
    story.agents = [agent('ana')];
    story.when({ type: 'AgentTurnedAvailable', agent: 'ana' });
    expect(story.does).toEqual(['ClaimAgent', 'DialAgent', 'LeaveQueue']);
  });

  it('asks for a message after the longest wait', () => {
    const story = new Story().arrives().later(301).when({ type: 'MusicPassed' });
    expect(story.state.phase).toBe('voicemail');
    expect(story.does).toContain('SendToVoicemail');
  });

  it('leaves the only free agent to the caller who came earlier', () => {
    const story = new Story(agent('ana'));
    story.waiting = [{ call: 'CA-earlier', since: START - 5000, front: false }];
    expect(story.arrives().state.phase).toBe('waiting');
  });
});

describe('row 2: an agent does not answer', () => {
  it.each([
    ['no-answer', 'away', 'missed'],
    ['busy', 'away', 'page-closed'],
    ['failed', 'offline', 'unreachable'],
  ] as const)('offers the next one after %s and shows the first as %s, %s', (how, presence, why) => {
    const story = new Story(agent('ana'), agent('ben')).arrives().dialled('ana').misses('ana', how);
    expect(story.leg('ben').state).toBe('dialling');
    expect(story.commands).toContainEqual({
      type: 'ReleaseAgent',
      agent: 'ana',
      leg: 'a1',
      to: presence,
      why,
    });
  });

  it.each([
    ['at once', 'dialling', 0, 'offline'],
    ['at once, told as ringing first', 'ringing', 0, 'offline'],
    ['after a while in Twilio’s queue', 'dialling', 6, 'offline'],
    ['after the whole ring', 'ringing', 20, 'away'],
    ['after the whole ring, whose beginning was lost', 'dialling', 20, 'away'],
  ] as const)('given up %s: time tells a closed page from a missed ring', (_how, state, after, presence) => {
    const story = new Story(agent('ana'), agent('ben')).arrives().dialled('ana');
    const leg = { leg: 'a1', sid: sidOf('a1') };
    if (state === 'ringing') story.when({ type: 'LegRang', ...leg });
    story.later(after).when({ type: 'LegEnded', ...leg, how: 'no-answer' });
    const released = { type: 'ReleaseAgent', agent: 'ana', to: presence };
    expect(story.commands).toContainEqual(expect.objectContaining(released));
  });
});

describe('rows 3 and 4: the customer hangs up early', () => {
  it('stops the ringing phone', () => {
    const story = new Story(agent('ana')).arrives().dialled('ana').when({ type: 'CustomerHungUp' });
    expect(story.does).toEqual(['HangUp', 'ReleaseAgent']);
    expect(presenceOf(story, 'ana')).toBe('available');
  });

  it('hangs up the agent who answers too late, so that there is no ghost room', () => {
    const story = new Story(agent('ana')).arrives().dialled('ana').when({ type: 'CustomerHungUp' });
    story.when({ type: 'LegJoined', leg: 'a1', sid: sidOf('a1'), room: 'CF1' });
    expect(story.commands).toEqual([{ type: 'HangUp', leg: 'a1', sid: sidOf('a1') }]);
  });
});

describe('rows 5, 15 and 18: the last agent vanishes', () => {
  it('holds the customer with an apology and keeps the claim for the reloaded page', () => {
    const story = new Story(agent('ana')).arrives().answers('ana');
    story.agents = story.agents.map((each) => ({ ...each, seenAt: START - 1 }));
    story.leaves('ana');
    expect(story.commands).toContainEqual({ type: 'HoldCustomer', music: 'rescue' });
    expect(story.state.phase).toBe('rescuing');
    expect(knowsAgent(story.state, 'ana')).toBe(true);
  });

  it('rings the others when they do not come back', () => {
    const story = anaTalks();
    story.agents = story.agents.map((each) => (each.id === 'ana' ? { ...each, seenAt: START - 1 } : each));
    story.leaves('ana').later(31).when({ type: 'MusicPassed' });
    expect(story.leg('ben').why).toBe('route');
  });

  it('rings the former owner when the new owner vanishes', () => {
    const story = anaConsultsBen().when(asks('ana', { type: 'CompleteAsked' }));
    story.agents = story.agents.map((each) => (each.id === 'ben' ? { ...each, seenAt: START - 1 } : each));
    story.leaves('ben');
    expect(story.leg('ana').why).toBe('recall');
  });

  it('rescues when both are gone', () => {
    const story = anaConsultsBen().leaves('ana').leaves('ben');
    expect(story.state.customer.hold).toBe('rescue');
  });
});

describe('row 5: the music for a customer who was left was lost with its Function', () => {
  it('is put on at the next touch, but not while it may be under way', () => {
    const story = anaTalks();
    const gone = { type: 'LegLeft', leg: story.leg('ana').id, sid: sidOf('a1') } as const;
    expect(story.when(gone).does).toContain('HoldCustomer');
    const hold = { command: { type: 'HoldCustomer', music: 'rescue' }, since: story.now } as const;
    story.call = { ...story.state, pending: [hold] };
    expect(story.later(1).when(gone).ignored).toBe(true);
    expect(story.later(2).when(gone).does).toEqual(['HoldCustomer']);
  });
});

describe('row 6: the page is reloaded', () => {
  it('lets the agent back into the same call', () => {
    const story = anaTalks().leaves('ana').when({ type: 'AgentRejoined', agent: 'ana', sid: 'CA-new' });
    const { id } = story.leg('ana');
    story.when({ type: 'LegJoined', leg: id, sid: 'CA-new', room: 'CF1' });
    expect(story.state).toMatchObject({ phase: 'talking', owner: id });
    expect(story.does).toContain('UnholdCustomer');
    expect(story.state.rescue).toBeUndefined();
  });

  it('hangs up the leg of the page that died, whose going nobody was told of', () => {
    const story = anaTalks();
    const { id: leg, sid } = story.leg('ana');
    story.when({ type: 'AgentRejoined', agent: 'ana', sid: 'CA-new' });
    expect(story.commands).toContainEqual({ type: 'HangUp', leg, sid });
    expect(story.state.legs.map((each) => each.sid)).toEqual(['CA-new']);
  });

  it('lets no stranger in', () => {
    const story = anaTalks().when({ type: 'AgentRejoined', agent: 'ben', sid: 'CA-new' });
    expect(story.does).toEqual(['HangUp']);
  });
});

describe('row 7: the owner ends the call', () => {
  it('ends it for all', () => {
    const story = anaTalks().when(asks('ana', { type: 'EndAsked' }));
    expect(story.does).toEqual(['HangUp', 'ReleaseAgent', 'HangUpCustomer']);
    expect(presenceOf(story, 'ana')).toBe('wrap-up');
  });
});

describe('row 8: the consulted colleague cannot be had', () => {
  it('brings the customer back to the initiator and says why', () => {
    const story = anaTalks()
      .when(asksFor('ana', 'consult', 'ben'))
      .dialled('ben');
    expect(story.state.customer.hold).toBe('hold');
    story.when(asks('ben', { type: 'DeclineAsked', reason: 'at lunch' }));
    expect(story.does).toEqual(expect.arrayContaining(['HangUp', 'ReleaseAgent', 'UnholdCustomer']));
    expect(story.state.lastTransfer).toMatchObject({ target: 'Ben', result: 'declined', reason: 'at lunch' });
  });
});

describe('row 9: the initiator cancels', () => {
  it('takes the target back, even one who answers at that moment', () => {
    const story = anaTalks()
      .when(asksFor('ana', 'consult', 'ben'))
      .dialled('ben');
    const { id } = story.leg('ben');
    story.when(asks('ana', { type: 'CancelAsked' }));
    expect(story.does).toContain('UnholdCustomer');
    story.when({ type: 'LegJoined', leg: id, sid: sidOf(id), room: 'CF1' });
    expect(story.does).toEqual(['HangUp']);
    expect(story.state.phase).toBe('talking');
  });
});

describe('rows 10 and 11: the initiator completes', () => {
  it('gives the customer to the target', () => {
    const story = anaConsultsBen().when(asks('ana', { type: 'CompleteAsked' }));
    expect(story.state).toMatchObject({ phase: 'talking', owner: story.leg('ben').id, formerOwner: 'ana' });
    expect(story.does).toEqual(['HangUp', 'ReleaseAgent', 'UnholdCustomer']);
    expect(presenceOf(story, 'ana')).toBe('wrap-up');
  });

  it('becomes a blind transfer while the target rings', () => {
    const story = anaTalks().when(asksFor('ana', 'consult', 'ben'), asks('ana', { type: 'CompleteAsked' }));
    expect(story.state).toMatchObject({ phase: 'transferring', customer: { hold: 'transfer' } });
    story.answers('ben');
    expect(story.state).toMatchObject({ phase: 'talking', lastTransfer: { result: 'completed' } });
  });
});

describe('rows 12 to 14: somebody goes during a consult', () => {
  it('joins target and customer when the initiator vanishes', () => {
    const story = anaConsultsBen().leaves('ana');
    expect(story.state).toMatchObject({ phase: 'talking', owner: story.leg('ben').id });
    expect(story.does).toContain('UnholdCustomer');
  });

  it('brings the customer back when the target vanishes', () => {
    const story = anaConsultsBen().leaves('ben');
    expect(story.state).toMatchObject({ phase: 'talking', owner: story.leg('ana').id });
    expect(story.does).toContain('UnholdCustomer');
  });

  it('ends for both agents when the customer hangs up', () => {
    const story = anaConsultsBen().when({ type: 'CustomerHungUp' });
    expect(story.does).toEqual(['HangUp', 'ReleaseAgent', 'HangUp', 'ReleaseAgent']);
  });
});

describe('row 16: a conference', () => {
  it('goes on when the owner leaves, and ownership moves', () => {
    const story = anaTalks()
      .when(asksFor('ana', 'add', 'ben'))
      .answers('ben');
    expect(story.state.phase).toBe('conferencing');
    story.when(asks('ana', { type: 'CompleteAsked' }));
    expect(story.state).toMatchObject({ phase: 'talking', owner: story.leg('ben').id });
  });

  it('takes several more, each of whom can be held, muted and removed', () => {
    const plumber = { kind: 'outside', entry: 'plumber' } as const;
    const story = anaTalks()
      .when(asksFor('ana', 'add', 'ben'))
      .answers('ben');
    story.when(asks('ana', { type: 'TransferAsked', kind: 'add', target: plumber })).answers('plumber');
    const party = story.leg('plumber').id;
    expect(story.when(asks('ana', { type: 'HoldAsked', party, on: true })).does).toEqual(['HoldLeg']);
    expect(story.when(asks('ben', { type: 'MuteAsked', party, on: true })).does).toEqual(['MuteLeg']);
    expect(story.when(asks('ben', { type: 'RemoveAsked', party })).does).toEqual(['HangUp']);
  });
});

describe('row 17: a blind transfer finds nobody', () => {
  it('rings the initiator again', () => {
    const story = anaTalks().when(asksFor('ana', 'blind', 'ben'));
    expect(story.does).toEqual(expect.arrayContaining(['DialAgent', 'HangUp', 'HoldCustomer']));
    story.dialled('ben').later(20).misses('ben');
    expect(story.leg('ana').why).toBe('recall');
    expect(story.state.lastTransfer?.result).toBe('no-answer');
  });

  it('claims the initiator for the recall although their giving back is still to be repeated', () => {
    const plumber = { kind: 'outside', entry: 'plumber' } as const;
    const story = anaTalks().when(asks('ana', { type: 'TransferAsked', kind: 'blind', target: plumber }));
    story.when({ type: 'LegDialled', leg: 'a2', sid: sidOf('a2') });
    const command = { type: 'ReleaseAgent', agent: 'ana', leg: 'a1', to: 'wrap-up', why: 'left' } as const;
    story.call = { ...story.state, pending: [...story.state.pending, { command, since: story.now }] };
    story.later(13).when({ type: 'LegEnded', leg: 'a2', sid: sidOf('a2'), how: 'no-answer' });
    expect(story.does).toEqual(expect.arrayContaining(['ClaimAgent', 'DialAgent']));
    expect(story.leg('ana').why).toBe('recall');
  });

  it('puts the customer in front of the queue when nobody is left', () => {
    const story = new Story(agent('ana'), agent('ben')).arrives().answers('ana');
    story
      .when(asksFor('ana', 'blind', 'ben'))
      .dialled('ben')
      .later(20);
    story.agents = story.agents.map((each) => (each.id === 'ana' ? { ...each, presence: 'away' } : each));
    expect(story.misses('ben').commands).toContainEqual({ type: 'JoinQueue', front: true });
  });
});

describe('row 19: what is refused changes nothing', () => {
  it.each([
    [asksFor('ana', 'consult', 'ana'), 'target-is-you'],
    [asksFor('ana', 'consult', 'nobody'), 'target-unknown'],
    [asksFor('ben', 'consult', 'cleo'), 'not-your-call'],
    [asks('ana', { type: 'CompleteAsked' }), 'no-transfer'],
    [asks('ana', { type: 'RemoveAsked', party: 'a9' }), 'party-unknown'],
  ] as const)('%#: %s', (event, code) => {
    const story = anaTalks();
    const before = story.state;
    expect(story.when(event).refusal).toBe(code);
    expect(story.state).toBe(before);
  });

  it.each([
    ['offline', 'target-offline'],
    ['wrap-up', 'target-busy'],
  ] as const)('a target who is %s', (presence, code) => {
    const story = new Story(agent('ana'), agent('ben', { presence })).arrives().answers('ana');
    expect(story.when(asksFor('ana', 'add', 'ben')).refusal).toBe(code);
  });
});

describe('row 20: a double click', () => {
  it('has one effect', () => {
    const click = asksFor('ana', 'consult', 'ben');
    const story = anaTalks().when(click, click);
    expect(story.ignored).toBe(true);
    expect(story.state.legs).toHaveLength(2);
  });
});

describe('row 21: webhooks in disorder', () => {
  it('counts a departure once, though it is told twice', () => {
    const story = anaConsultsBen();
    const { id } = story.leg('ben');
    story.leaves('ben').when({ type: 'LegEnded', leg: id, sid: sidOf(id), how: 'completed' });
    expect(story.ignored).toBe(true);
  });

  it('ignores another phone call that bears the name of a leg', () => {
    const story = anaTalks().when({ type: 'LegEnded', leg: 'a1', sid: 'CA-old', how: 'completed' });
    expect(story.state.phase).toBe('talking');
  });

  it('hangs up a leg that joins after it was told to have ended', () => {
    const story = new Story(agent('ana')).arrives().dialled('ana').misses('ana');
    story.when({ type: 'LegJoined', leg: 'a1', sid: sidOf('a1'), room: 'CF1' });
    expect(story.does).toEqual(['HangUp']);
  });

  it('finds out from the room what was never told', () => {
    const story = anaConsultsBen().later(30);
    expect(story.when({ type: 'MusicPassed' }).does).toContain('CheckRoom');
    story.when({ type: 'RoomSeen', inRoom: [], customerAlive: true });
    expect(story.state.customer.hold).toBe('rescue');
  });
});

describe('row 22: Twilio in trouble', () => {
  const customer = { sid: CALL, held: true, muted: false };
  const ana = { sid: sidOf('a1'), held: false, muted: false };
  const dialLost = (): Story =>
    anaTalks()
      .when(asksFor('ana', 'consult', 'ben'))
      .later(13)
      .when({ type: 'MusicPassed' });

  it('looks at the room for whoever was dialled and not heard of, who may be talking', () => {
    const story = dialLost();
    expect(story.does).toContain('CheckRoom');
    const ben = { sid: sidOf('a2'), label: 'a2', held: false, muted: false };
    story.when({ type: 'RoomSeen', inRoom: [customer, ana, ben], customerAlive: true });
    expect(story.leg('ben')).toMatchObject({ state: 'on', sid: sidOf('a2') });
    expect(story.does).not.toContain('ReleaseAgent');
  });

  it('gives up a lost dial whose leg is not in the room', () => {
    const story = dialLost();
    story.when({ type: 'RoomSeen', inRoom: [customer, ana], customerAlive: true });
    expect(story.state.transfer).toBeUndefined();
    expect(story.state.lastTransfer?.result).toBe('unreachable');
    story.when({ type: 'LegDialled', leg: 'a2', sid: sidOf('a2') });
    expect(story.does).toEqual(['HangUp']);
  });
});

describe('what the random calls once found', () => {
  it('keeps the transfer of a target who connects by their reloaded page', () => {
    const story = anaTalks()
      .when(asksFor('ana', 'consult', 'ben'))
      .dialled('ben');
    story.when({ type: 'AgentRejoined', agent: 'ben', sid: 'CA-new' });
    expect(story.state.transfer?.target).toBe(story.leg('ben').id);
    story.when({ type: 'LegJoined', leg: story.leg('ben').id, sid: 'CA-new', room: 'CF1' });
    expect(story.state.transfer?.state).toBe('open');
  });

  it('holds the customer again when a rejoined initiator vanishes while the target rings', () => {
    const story = anaTalks()
      .when(asksFor('ana', 'blind', 'ben'))
      .dialled('ben');
    story.when({ type: 'AgentRejoined', agent: 'ana', sid: 'CA-new' });
    const leg = story.leg('ana').id;
    story.when({ type: 'LegJoined', leg, sid: 'CA-new', room: 'CF1' });
    expect(story.state.customer.hold).toBeUndefined();
    story.when({ type: 'LegLeft', leg, sid: 'CA-new' });
    expect(story.state.customer.hold).toBe('transfer');
  });

  it('does not run a lost hold again beside the unhold that overtakes it', () => {
    const story = anaTalks().when(asksFor('ana', 'consult', 'ben'));
    const hold = { command: { type: 'HoldCustomer', music: 'hold' }, since: START, failed: true } as const;
    story.call = { ...story.state, pending: [...story.state.pending, hold] };
    story.when(asks('ana', { type: 'CancelAsked' }));
    expect(story.does).toContain('UnholdCustomer');
    expect(story.does).not.toContain('HoldCustomer');
  });
});
