import { mustWait } from '../../../src/core/legs/admission.ts';
import {
  agent,
  anaConsultsBen,
  anaTalks,
  asks,
  asksFor,
  sidOf,
  CallSpec,
  type Asked,
} from '../../support/core/call-spec.ts';

const PLUMBER = { kind: 'outside', entry: 'plumber' } as const;

const mute = (party: string): Asked => ({ type: 'MuteAsked', party, on: true });
const hold = (party: string): Asked => ({ type: 'HoldAsked', party, on: true });

function threeTalk(): CallSpec {
  return anaTalks()
    .when(asksFor('ana', 'add', 'ben'))
    .answers('ben');
}

/** Ana, the customer and an outside party. */
function plumberIsThere(): CallSpec {
  return anaTalks()
    .when(asks('ana', { type: 'TransferAsked', kind: 'add', target: PLUMBER }))
    .answers('plumber');
}

function comesIn(spec: CallSpec, id: string, sid: string): CallSpec {
  const { id: leg } = spec.leg(id);
  return spec.when({ type: 'LegJoined', leg, sid, room: 'CF1' });
}

const comesBack = (spec: CallSpec, id: string): CallSpec =>
  spec.when({ type: 'AgentRejoined', agent: id, sid: `CA-back-${id}` });

describe('mutes and holds of an owner end with them', () => {
  it.each([
    ['completes', (spec: CallSpec) => spec.when(asks('ana', { type: 'CompleteAsked' }))],
    ['vanishes', (spec: CallSpec) => spec.leaves('ana')],
  ])('the customer whom they muted is heard when the owner %s', (_how, goes) => {
    const spec = goes(threeTalk().when(asks('ana', mute('customer'))));
    expect(spec.state.customer.muted).toBe(false);
    expect(spec.does).toContain('MuteCustomer');
  });

  it('the customer is heard when all have gone and somebody else comes', () => {
    const spec = threeTalk()
      .when(asks('ana', mute('customer')))
      .leaves('ben')
      .leaves('ana');
    expect(spec.state).toMatchObject({ phase: 'rescuing', customer: { muted: false } });
  });

  it.each([
    ['completes', (spec: CallSpec) => spec.when(asks('ana', { type: 'CompleteAsked' }))],
    ['vanishes', (spec: CallSpec) => spec.leaves('ana')],
  ])('the customer comes off hold to an outside party when the last agent %s', (_how, goes) => {
    const spec = goes(plumberIsThere().when(asks('ana', hold('customer')), asks('ana', mute('a2'))));
    expect(spec.state.customer.hold).toBeUndefined();
    expect(spec.leg('plumber').muted).toBe(false);
    expect(spec.does).toEqual(expect.arrayContaining(['UnholdCustomer', 'MuteLeg']));
  });

  it('a colleague who muted themselves stays muted', () => {
    const spec = threeTalk();
    const own = asks('ben', mute(spec.leg('ben').id));
    expect(spec.when(own).leaves('ana').leg('ben').muted).toBe(true);
  });
});

describe('the owner of the call', () => {
  it('is the agent whose page is back, and not the outside party', () => {
    const spec = comesBack(plumberIsThere().leaves('ana'), 'ana');
    expect(spec.state.owner).toBe(spec.leg('plumber').id);
    comesIn(spec, 'ana', 'CA-back-ana');
    expect(spec.state.owner).toBe(spec.leg('ana').id);
    expect(spec.when(asksFor('ana', 'add', 'ben')).refusal).toBeUndefined();
  });
});

describe('an addition', () => {
  it('brings a customer on hold into the conversation', () => {
    const spec = anaTalks().when(asks('ana', hold('customer')));
    spec.when(asksFor('ana', 'add', 'ben')).answers('ben');
    expect(spec.state.customer.hold).toBeUndefined();
  });
});

describe('an agent who rejoins is as they were', () => {
  const backAfterLoss = (spec: CallSpec, id: string) => comesBack(spec.leaves(id), id);

  it.each([
    ['alone with the customer', anaTalks, backAfterLoss],
    ['among three', threeTalk, backAfterLoss],
    ['before their old line is gone', anaTalks, comesBack],
  ])('muted, when they were: %s', (_where, begin, comes) => {
    const spec = begin();
    spec.when(asks('ana', mute(spec.leg('ana').id)));
    expect(comes(spec, 'ana').leg('ana').muted).toBe(true);
    expect(comesIn(spec, 'ana', 'CA-back-ana').does).toContain('MuteLeg');
  });

  it('on hold, when the owner held them, and outside until the owner takes them back', () => {
    const spec = threeTalk();
    spec.when(asks('ana', hold(spec.leg('ben').id)));
    const { id } = comesBack(spec.leaves('ben'), 'ben').leg('ben');
    expect(spec.leg('ben').held).toBe(true);
    spec.when(asks('ana', { type: 'HoldAsked', party: id, on: false }));
    expect(spec.leg('ben').held).toBe(false);
  });

  it('outside of others’ consult, for as long as it lasts', () => {
    const spec = threeTalk()
      .when(asksFor('ana', 'consult', 'cleo'))
      .answers('cleo')
      .leaves('ben');
    comesBack(spec, 'ben').later(60).when({ type: 'WaitLoopTicked' });
    expect(spec.leg('ben')).toMatchObject({ state: 'answered', held: true });
    spec.when(asks('ana', { type: 'CompleteAsked' }));
    expect(spec.leg('ben')).toMatchObject({ held: false, since: spec.now });
  });

  it('and may mute themselves or go while they wait outside, and nothing else', () => {
    const spec = comesBack(
      threeTalk()
        .when(asksFor('ana', 'consult', 'cleo'))
        .answers('cleo')
        .leaves('ben'),
      'ben',
    );
    const { id } = spec.leg('ben');
    expect(spec.when(asks('ben', { type: 'EndAsked' })).refusal).toBe('not-your-call');
    expect(spec.when(asks('ben', mute(id))).leg('ben')).toMatchObject({ state: 'answered', muted: true });
    spec.when(asks('ben', { type: 'RemoveAsked', party: id }));
    expect(spec.state.legs.some((leg) => leg.id === id)).toBe(false);
  });
});

describe('a private word waits until it is private', () => {
  /** Ben has answered. It is not known whether the holds that keep the others from hearing him have worked. */
  function benWaits(command: 'customer' | 'third'): CallSpec {
    const spec = (command === 'third' ? threeTalk() : anaTalks()).when(asksFor('ana', 'consult', 'cleo'));
    const third = { type: 'HoldLeg', leg: 'a2', sid: sidOf('a2'), on: true } as const;
    const customer = { type: 'HoldCustomer', music: 'hold' } as const;
    spec.dialled('cleo');
    const pending = [{ command: command === 'third' ? third : customer, since: spec.now }];
    spec.call = { ...spec.state, pending };
    return spec;
  }

  const waited = (spec: CallSpec): CallSpec => {
    const { id } = spec.leg('cleo');
    return spec.when({ type: 'LegWaited', leg: id, sid: sidOf(id) });
  };

  it.each(['customer', 'third'] as const)('the hold of the %s is tried again while they wait', (who) => {
    const spec = waited(benWaits(who)).later(3);
    expect(waited(spec).does).toContain(who === 'third' ? 'HoldLeg' : 'HoldCustomer');
    expect(spec.leg('cleo').state).toBe('answered');
  });

  it('lets go of a target who waits in vain, and tells the initiator why', () => {
    const spec = waited(benWaits('customer'));
    for (let second = 0; second < 21; second += 1) {
      spec.later(1);
      const hold = { type: 'HoldCustomer', music: 'hold' } as const;
      spec.call = { ...spec.state, pending: [{ command: hold, since: spec.now, failed: true }] };
      if (spec.state.transfer) waited(spec);
    }
    expect(spec.state).toMatchObject({ phase: 'talking', lastTransfer: { result: 'not-private' } });
    expect(spec.state.customer.hold).toBeUndefined();
    expect(spec.state.missedBy).not.toContain('cleo');
    expect(spec.agents.find(({ id }) => id === 'cleo')?.presence).toBe('available');
  });

  it('a click of a target who waits does not let them in', () => {
    const spec = waited(benWaits('customer'));
    spec.when(asks('cleo', mute(spec.leg('cleo').id)));
    expect(spec.leg('cleo').state).toBe('answered');
    expect(spec.state.transfer?.state).toBe('ringing');
  });

  it('a hold that Twilio calls impossible stays pending', () => {
    const spec = benWaits('customer').when({
      type: 'CommandFailed',
      command: 'HoldCustomer:hold',
      gone: true,
    });
    expect(spec.does).toEqual(['CheckRoom']);
    expect(spec.state.pending).toMatchObject([{ command: { type: 'HoldCustomer' }, failed: true }]);
  });
});

describe('a party who may be in the room already, without a webhook yet', () => {
  /** Ben has come back and was let in; Ana asks Cleo for a private word before his coming is told. */
  function benMayBeIn(): CallSpec {
    const spec = comesBack(threeTalk().leaves('ben'), 'ben').when(asksFor('ana', 'consult', 'cleo'));
    const { id: leg, sid = '' } = spec.leg('ben');
    expect(spec.commands).toContainEqual({ type: 'HoldLeg', leg, sid, on: true });
    const pending = [{ command: { type: 'HoldLeg', leg, sid, on: true }, since: spec.now } as const];
    spec.call = { ...spec.state, pending };
    return spec;
  }

  const colleagueWaits = (spec: CallSpec): boolean => {
    const leg = spec.leg('cleo');
    return mustWait(spec.state, { ...leg, state: 'answered' });
  };

  it('is put on hold before the colleague comes in', () => {
    const spec = benMayBeIn();
    const { id } = spec.leg('ben');
    expect(colleagueWaits(spec)).toBe(true);
    spec.when({ type: 'CommandDone', command: `HoldLeg:${id}:on` });
    expect(colleagueWaits(spec)).toBe(false);
  });

  it('is not waited for once they ask to be let in', () => {
    const spec = benMayBeIn();
    const { id: leg, sid = '' } = spec.leg('ben');
    spec.when({ type: 'LegWaited', leg, sid });
    expect(colleagueWaits(spec)).toBe(false);
    expect(spec.leg('ben')).toMatchObject({ state: 'answered', held: true });
  });
});

test('keeps the holds of a private talk pending, however much else is', () => {
  const spec = anaConsultsBen();
  const hold = { command: { type: 'HoldCustomer', music: 'hold' }, since: spec.now } as const;
  const others = Array.from({ length: 12 }, (_, index) => {
    const command = { type: 'HangUp', leg: `a${index + 5}`, sid: `CA${index}` } as const;
    return { command, since: spec.now };
  });
  spec.call = { ...spec.state, pending: [hold, ...others] };
  spec.when({ type: 'LegJoined', leg: 'a99', sid: 'CA-stray', room: 'CF1' });
  expect(spec.state.pending[0]).toEqual(hold);
});

test('a colleague’s hold that an older request undid is put on again', () => {
  const spec = anaConsultsBen().when(asks('ana', { type: 'SwapAsked' }));
  const { id: leg } = spec.leg('ben');
  spec.when({ type: 'CommandDone', command: `HoldLeg:${leg}:off` });
  expect(spec.commands).toEqual([{ type: 'HoldLeg', leg, sid: sidOf(leg), on: true }]);
});

describe('impossible webhooks are not believed', () => {
  it('a message that was left, while somebody talks or waits', () => {
    expect(anaTalks().when({ type: 'VoicemailRecorded' }).state.phase).toBe('talking');
    expect(new CallSpec().arrives().when({ type: 'VoicemailRecorded' }).state.phase).toBe('waiting');
  });

  it('asks Twilio when the customer has come into another room', () => {
    const spec = anaTalks().when({ type: 'CustomerJoined', room: 'CF-old' });
    expect(spec.does).toEqual(['CheckRoom']);
    expect(spec.state.room).toBe('CF1');
  });
});

test('the wait of a customer who lost their agent begins then, also in the queue', () => {
  const spec = anaTalks();
  spec.agents = [agent('ana', { seenAt: 0 })];
  spec.later(1200).leaves('ana').later(31).when({ type: 'WaitLoopTicked' });
  const lostAt = spec.state.rescue?.since ?? 0;
  spec.agents = [agent('ben', { seenAt: spec.now + 60_000 })];
  spec.waiting = [
    { call: 'CA-new', since: spec.now - 1000, front: false },
    { call: spec.state.id, since: lostAt, front: true },
  ];
  expect(spec.later(12).when({ type: 'WaitLoopTicked' }).leg('ben').why).toBe('route');
  expect(spec.now - lostAt).toBeLessThan(60_000);
});
