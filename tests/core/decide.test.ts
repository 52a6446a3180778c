import { knowsAgent } from '../../src/core/model/legs.ts';
import {
  agent,
  anaConsultsBen,
  anaTalks,
  asks,
  asksFor,
  CALL,
  sidOf,
  START,
  CallSpec,
} from '../support/core/call-spec.ts';

const presenceOf = (spec: CallSpec, id: string) => spec.agents.find((each) => each.id === id)?.presence;

describe('nobody is available (promise: waits-for-agent)', () => {
  it('keeps the caller in the queue, offers them as soon as an agent turns available', () => {
    const spec = new CallSpec(agent('ana', { presence: 'away' })).arrives();
    expect(spec.state.phase).toBe('waiting');
    spec.agents = [agent('ana')];
    spec.when({ type: 'AgentTurnedAvailable', agent: 'ana' });
    expect(spec.does).toEqual(['ClaimAgent', 'DialAgent', 'LeaveQueue']);
  });

  it('asks for a message after the longest wait', () => {
    const spec = new CallSpec().arrives().later(301).when({ type: 'WaitLoopTicked' });
    expect(spec.state.phase).toBe('voicemail');
    expect(spec.does).toContain('SendToVoicemail');
  });

  it('leaves the only free agent to the caller who came earlier', () => {
    const spec = new CallSpec(agent('ana'));
    spec.waiting = [{ call: 'CA-earlier', since: START - 5000, front: false }];
    expect(spec.arrives().state.phase).toBe('waiting');
  });
});

describe('an agent does not answer (promise: offer-fails)', () => {
  it.each([
    ['no-answer', 'away', 'missed'],
    ['busy', 'away', 'page-closed'],
    ['failed', 'offline', 'unreachable'],
  ] as const)('offers the next one after %s and shows the first as %s, %s', (how, presence, why) => {
    const spec = new CallSpec(agent('ana'), agent('ben')).arrives().dialled('ana').misses('ana', how);
    expect(spec.leg('ben').state).toBe('dialling');
    expect(spec.commands).toContainEqual({
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
    const spec = new CallSpec(agent('ana'), agent('ben')).arrives().dialled('ana');
    const leg = { leg: 'a1', sid: sidOf('a1') };
    if (state === 'ringing') spec.when({ type: 'LegRang', ...leg });
    spec.later(after).when({ type: 'LegEnded', ...leg, how: 'no-answer' });
    const released = { type: 'ReleaseAgent', agent: 'ana', to: presence };
    expect(spec.commands).toContainEqual(expect.objectContaining(released));
  });
});

describe('the customer hangs up early (promise: hangs-up-early, hangs-up-as-answered)', () => {
  it('stops the ringing phone', () => {
    const spec = new CallSpec(agent('ana')).arrives().dialled('ana').when({ type: 'CustomerHungUp' });
    expect(spec.does).toEqual(['HangUp', 'ReleaseAgent']);
    expect(presenceOf(spec, 'ana')).toBe('available');
  });

  it('hangs up the agent who answers too late, so that there is no ghost room', () => {
    const spec = new CallSpec(agent('ana')).arrives().dialled('ana').when({ type: 'CustomerHungUp' });
    spec.when({ type: 'LegJoined', leg: 'a1', sid: sidOf('a1'), room: 'CF1' });
    expect(spec.commands).toEqual([{ type: 'HangUp', leg: 'a1', sid: sidOf('a1') }]);
  });
});

describe('the last agent vanishes (promise: agent-vanishes, both-vanish, new-owner-vanishes)', () => {
  it('holds the customer with an apology and keeps the claim for the reloaded page', () => {
    const spec = new CallSpec(agent('ana')).arrives().answers('ana');
    spec.agents = spec.agents.map((each) => ({ ...each, seenAt: START - 1 }));
    spec.leaves('ana');
    expect(spec.commands).toContainEqual({ type: 'HoldCustomer', music: 'rescue' });
    expect(spec.state.phase).toBe('rescuing');
    expect(knowsAgent(spec.state, 'ana')).toBe(true);
  });

  it('rings the others when they do not come back', () => {
    const spec = anaTalks();
    spec.agents = spec.agents.map((each) => (each.id === 'ana' ? { ...each, seenAt: START - 1 } : each));
    spec.leaves('ana').later(31).when({ type: 'WaitLoopTicked' });
    expect(spec.leg('ben').why).toBe('route');
  });

  it('rings the former owner when the new owner vanishes', () => {
    const spec = anaConsultsBen().when(asks('ana', { type: 'CompleteAsked' }));
    spec.agents = spec.agents.map((each) => (each.id === 'ben' ? { ...each, seenAt: START - 1 } : each));
    spec.leaves('ben');
    expect(spec.leg('ana').why).toBe('recall');
  });

  it('rescues when both are gone', () => {
    const spec = anaConsultsBen().leaves('ana').leaves('ben');
    expect(spec.state.customer.hold).toBe('rescue');
  });
});

describe('the music for a rescued customer was lost with its Function (promise: agent-vanishes)', () => {
  it('starts with the next event, but not while it may be under way', () => {
    const spec = anaTalks();
    const gone = { type: 'LegLeft', leg: spec.leg('ana').id, sid: sidOf('a1') } as const;
    expect(spec.when(gone).does).toContain('HoldCustomer');
    const hold = { command: { type: 'HoldCustomer', music: 'rescue' }, since: spec.now } as const;
    spec.call = { ...spec.state, pending: [hold] };
    expect(spec.later(1).when(gone).ignored).toBe(true);
    expect(spec.later(2).when(gone).does).toEqual(['HoldCustomer']);
  });
});

describe('the page is reloaded (promise: page-reloaded)', () => {
  it('lets the agent back into the same call', () => {
    const spec = anaTalks().leaves('ana').when({ type: 'AgentRejoined', agent: 'ana', sid: 'CA-new' });
    const { id } = spec.leg('ana');
    spec.when({ type: 'LegJoined', leg: id, sid: 'CA-new', room: 'CF1' });
    expect(spec.state).toMatchObject({ phase: 'talking', owner: id });
    expect(spec.does).toContain('UnholdCustomer');
    expect(spec.state.rescue).toBeUndefined();
  });

  it('hangs up the leg of a dead page, for which no webhook came', () => {
    const spec = anaTalks();
    const { id: leg, sid } = spec.leg('ana');
    spec.when({ type: 'AgentRejoined', agent: 'ana', sid: 'CA-new' });
    expect(spec.commands).toContainEqual({ type: 'HangUp', leg, sid });
    expect(spec.state.legs.map((each) => each.sid)).toEqual(['CA-new']);
  });

  it('lets no stranger in', () => {
    const spec = anaTalks().when({ type: 'AgentRejoined', agent: 'ben', sid: 'CA-new' });
    expect(spec.does).toEqual(['HangUp']);
  });
});

describe('the owner ends the call (promise: owner-ends)', () => {
  it('ends it for all', () => {
    const spec = anaTalks().when(asks('ana', { type: 'EndAsked' }));
    expect(spec.does).toEqual(['HangUp', 'ReleaseAgent', 'HangUpCustomer']);
    expect(presenceOf(spec, 'ana')).toBe('wrap-up');
  });
});

describe('the consulted colleague cannot be reached (promise: target-fails)', () => {
  it('brings the customer back to the initiator and says why', () => {
    const spec = anaTalks()
      .when(asksFor('ana', 'consult', 'ben'))
      .dialled('ben');
    expect(spec.state.customer.hold).toBe('hold');
    spec.when(asks('ben', { type: 'DeclineAsked', reason: 'at lunch' }));
    expect(spec.does).toEqual(expect.arrayContaining(['HangUp', 'ReleaseAgent', 'UnholdCustomer']));
    expect(spec.state.lastTransfer).toMatchObject({ target: 'Ben', result: 'declined', reason: 'at lunch' });
  });
});

describe('the initiator cancels (promise: transfer-cancelled)', () => {
  it('takes the target back, even one who answers at that moment', () => {
    const spec = anaTalks()
      .when(asksFor('ana', 'consult', 'ben'))
      .dialled('ben');
    const { id } = spec.leg('ben');
    spec.when(asks('ana', { type: 'CancelAsked' }));
    expect(spec.does).toContain('UnholdCustomer');
    spec.when({ type: 'LegJoined', leg: id, sid: sidOf(id), room: 'CF1' });
    expect(spec.does).toEqual(['HangUp']);
    expect(spec.state.phase).toBe('talking');
  });
});

describe('the initiator completes (promise: transfer-completed, completed-early)', () => {
  it('gives the customer to the target', () => {
    const spec = anaConsultsBen().when(asks('ana', { type: 'CompleteAsked' }));
    expect(spec.state).toMatchObject({ phase: 'talking', owner: spec.leg('ben').id, formerOwner: 'ana' });
    expect(spec.does).toEqual(['HangUp', 'ReleaseAgent', 'UnholdCustomer']);
    expect(presenceOf(spec, 'ana')).toBe('wrap-up');
  });

  it('becomes a blind transfer while the target rings', () => {
    const spec = anaTalks().when(asksFor('ana', 'consult', 'ben'), asks('ana', { type: 'CompleteAsked' }));
    expect(spec.state).toMatchObject({ phase: 'transferring', customer: { hold: 'transfer' } });
    spec.answers('ben');
    expect(spec.state).toMatchObject({ phase: 'talking', lastTransfer: { result: 'completed' } });
  });
});

describe('somebody leaves a consult (promise: initiator-vanishes, target-vanishes, hangs-up-in-consult)', () => {
  it('joins target and customer when the initiator vanishes', () => {
    const spec = anaConsultsBen().leaves('ana');
    expect(spec.state).toMatchObject({ phase: 'talking', owner: spec.leg('ben').id });
    expect(spec.does).toContain('UnholdCustomer');
  });

  it('brings the customer back when the target vanishes', () => {
    const spec = anaConsultsBen().leaves('ben');
    expect(spec.state).toMatchObject({ phase: 'talking', owner: spec.leg('ana').id });
    expect(spec.does).toContain('UnholdCustomer');
  });

  it('ends for both agents when the customer hangs up', () => {
    const spec = anaConsultsBen().when({ type: 'CustomerHungUp' });
    expect(spec.does).toEqual(['HangUp', 'ReleaseAgent', 'HangUp', 'ReleaseAgent']);
  });
});

describe('a conference (promise: conference-left)', () => {
  it('goes on when the owner leaves, and ownership moves', () => {
    const spec = anaTalks()
      .when(asksFor('ana', 'add', 'ben'))
      .answers('ben');
    expect(spec.state.phase).toBe('conferencing');
    spec.when(asks('ana', { type: 'CompleteAsked' }));
    expect(spec.state).toMatchObject({ phase: 'talking', owner: spec.leg('ben').id });
  });

  it('takes several more, and each can be held, muted and removed', () => {
    const plumber = { kind: 'outside', entry: 'plumber' } as const;
    const spec = anaTalks()
      .when(asksFor('ana', 'add', 'ben'))
      .answers('ben');
    spec.when(asks('ana', { type: 'TransferAsked', kind: 'add', target: plumber })).answers('plumber');
    const party = spec.leg('plumber').id;
    expect(spec.when(asks('ana', { type: 'HoldAsked', party, on: true })).does).toEqual(['HoldLeg']);
    expect(spec.when(asks('ben', { type: 'MuteAsked', party, on: true })).does).toEqual(['MuteLeg']);
    expect(spec.when(asks('ben', { type: 'RemoveAsked', party })).does).toEqual(['HangUp']);
  });
});

describe('a blind transfer finds nobody (promise: blind-fails)', () => {
  it('rings the initiator again', () => {
    const spec = anaTalks().when(asksFor('ana', 'blind', 'ben'));
    expect(spec.does).toEqual(expect.arrayContaining(['DialAgent', 'HangUp', 'HoldCustomer']));
    spec.dialled('ben').later(20).misses('ben');
    expect(spec.leg('ana').why).toBe('recall');
    expect(spec.state.lastTransfer?.result).toBe('no-answer');
  });

  it('claims the initiator for the recall although their release is still pending', () => {
    const plumber = { kind: 'outside', entry: 'plumber' } as const;
    const spec = anaTalks().when(asks('ana', { type: 'TransferAsked', kind: 'blind', target: plumber }));
    spec.when({ type: 'LegDialled', leg: 'a2', sid: sidOf('a2') });
    const command = { type: 'ReleaseAgent', agent: 'ana', leg: 'a1', to: 'wrap-up', why: 'left' } as const;
    spec.call = { ...spec.state, pending: [...spec.state.pending, { command, since: spec.now }] };
    spec.later(13).when({ type: 'LegEnded', leg: 'a2', sid: sidOf('a2'), how: 'no-answer' });
    expect(spec.does).toEqual(expect.arrayContaining(['ClaimAgent', 'DialAgent']));
    expect(spec.leg('ana').why).toBe('recall');
  });

  it('puts the customer in front of the queue when nobody is left', () => {
    const spec = new CallSpec(agent('ana'), agent('ben')).arrives().answers('ana');
    spec
      .when(asksFor('ana', 'blind', 'ben'))
      .dialled('ben')
      .later(20);
    spec.agents = spec.agents.map((each) => (each.id === 'ana' ? { ...each, presence: 'away' } : each));
    expect(spec.misses('ben').commands).toContainEqual({ type: 'JoinQueue', front: true });
  });
});

describe('what is refused changes nothing (promise: refused)', () => {
  it.each([
    [asksFor('ana', 'consult', 'ana'), 'target-is-you'],
    [asksFor('ana', 'consult', 'nobody'), 'target-unknown'],
    [asksFor('ben', 'consult', 'cleo'), 'not-your-call'],
    [asks('ana', { type: 'CompleteAsked' }), 'no-transfer'],
    [asks('ana', { type: 'RemoveAsked', party: 'a9' }), 'party-unknown'],
  ] as const)('%#: %s', (event, code) => {
    const spec = anaTalks();
    const before = spec.state;
    expect(spec.when(event).refusal).toBe(code);
    expect(spec.state).toBe(before);
  });

  it.each([
    ['offline', 'target-offline'],
    ['wrap-up', 'target-busy'],
  ] as const)('a target who is %s', (presence, code) => {
    const spec = new CallSpec(agent('ana'), agent('ben', { presence })).arrives().answers('ana');
    expect(spec.when(asksFor('ana', 'add', 'ben')).refusal).toBe(code);
  });
});

describe('a double click (promise: clicked-twice)', () => {
  it('has one effect', () => {
    const click = asksFor('ana', 'consult', 'ben');
    const spec = anaTalks().when(click, click);
    expect(spec.ignored).toBe(true);
    expect(spec.state.legs).toHaveLength(2);
  });
});

describe('webhooks in disorder (promise: webhooks-fail)', () => {
  it('counts a departure once, though two webhooks report it', () => {
    const spec = anaConsultsBen();
    const { id } = spec.leg('ben');
    spec.leaves('ben').when({ type: 'LegEnded', leg: id, sid: sidOf(id), how: 'completed' });
    expect(spec.ignored).toBe(true);
  });

  it('ignores another phone call with the name of a leg', () => {
    const spec = anaTalks().when({ type: 'LegEnded', leg: 'a1', sid: 'CA-old', how: 'completed' });
    expect(spec.state.phase).toBe('talking');
  });

  it('hangs up a leg that joins after the webhook of its end', () => {
    const spec = new CallSpec(agent('ana')).arrives().dialled('ana').misses('ana');
    spec.when({ type: 'LegJoined', leg: 'a1', sid: sidOf('a1'), room: 'CF1' });
    expect(spec.does).toEqual(['HangUp']);
  });

  it('finds in the room what no webhook told', () => {
    const spec = anaConsultsBen().later(30);
    expect(spec.when({ type: 'WaitLoopTicked' }).does).toContain('CheckRoom');
    spec.when({ type: 'RoomChecked', inRoom: [], customerAlive: true });
    expect(spec.state.customer.hold).toBe('rescue');
  });
});

describe('Twilio in trouble (promise: rest-fails)', () => {
  const customer = { sid: CALL, held: true, muted: false };
  const ana = { sid: sidOf('a1'), held: false, muted: false };
  const dialLost = (): CallSpec =>
    anaTalks()
      .when(asksFor('ana', 'consult', 'ben'))
      .later(13)
      .when({ type: 'WaitLoopTicked' });

  it('checks the room for a dialled party without a webhook, who may be talking', () => {
    const spec = dialLost();
    expect(spec.does).toContain('CheckRoom');
    const ben = { sid: sidOf('a2'), label: 'a2', held: false, muted: false };
    spec.when({ type: 'RoomChecked', inRoom: [customer, ana, ben], customerAlive: true });
    expect(spec.leg('ben')).toMatchObject({ state: 'on', sid: sidOf('a2') });
    expect(spec.does).not.toContain('ReleaseAgent');
  });

  it('gives up a lost dial whose leg is not in the room', () => {
    const spec = dialLost();
    spec.when({ type: 'RoomChecked', inRoom: [customer, ana], customerAlive: true });
    expect(spec.state.transfer).toBeUndefined();
    expect(spec.state.lastTransfer?.result).toBe('unreachable');
    spec.when({ type: 'LegDialled', leg: 'a2', sid: sidOf('a2') });
    expect(spec.does).toEqual(['HangUp']);
  });
});

describe('cases that the random calls found', () => {
  it('keeps the transfer of a target who connects by their reloaded page', () => {
    const spec = anaTalks()
      .when(asksFor('ana', 'consult', 'ben'))
      .dialled('ben');
    spec.when({ type: 'AgentRejoined', agent: 'ben', sid: 'CA-new' });
    expect(spec.state.transfer?.target).toBe(spec.leg('ben').id);
    spec.when({ type: 'LegJoined', leg: spec.leg('ben').id, sid: 'CA-new', room: 'CF1' });
    expect(spec.state.transfer?.state).toBe('open');
  });

  it('holds the customer again when a rejoined initiator vanishes before the answer', () => {
    const spec = anaTalks()
      .when(asksFor('ana', 'blind', 'ben'))
      .dialled('ben');
    spec.when({ type: 'AgentRejoined', agent: 'ana', sid: 'CA-new' });
    const leg = spec.leg('ana').id;
    spec.when({ type: 'LegJoined', leg, sid: 'CA-new', room: 'CF1' });
    expect(spec.state.customer.hold).toBeUndefined();
    spec.when({ type: 'LegLeft', leg, sid: 'CA-new' });
    expect(spec.state.customer.hold).toBe('transfer');
  });

  it('does not run a lost hold again beside the unhold that overtakes it', () => {
    const spec = anaTalks().when(asksFor('ana', 'consult', 'ben'));
    const hold = { command: { type: 'HoldCustomer', music: 'hold' }, since: START, failed: true } as const;
    spec.call = { ...spec.state, pending: [...spec.state.pending, hold] };
    spec.when(asks('ana', { type: 'CancelAsked' }));
    expect(spec.does).toContain('UnholdCustomer');
    expect(spec.does).not.toContain('HoldCustomer');
  });
});
