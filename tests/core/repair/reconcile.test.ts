import type { SeenParticipant } from '../../../src/core/model/events.ts';
import { hasWrongSound } from '../../../src/core/effects/pending.ts';
import { agent, anaTalks, asks, asksFor, CALL, sidOf, CallSpec } from '../../support/core/call-spec.ts';

const reports = (agent: string, onCall: boolean) => ({ type: 'PageReported', agent, onCall }) as const;
const inRoom = (sid: string): SeenParticipant => ({ sid, held: false, muted: false });

function seen(spec: CallSpec, ...sids: string[]): CallSpec {
  const all = [CALL, ...sids].map(inRoom);
  return spec.when({ type: 'RoomChecked', inRoom: all, customerAlive: true });
}

describe('while people talk, their pages’ reports are the clock (promise: webhooks-fail)', () => {
  it('checks the room now and then, once for all pages', () => {
    const spec = anaTalks().later(30).when(reports('ana', true));
    expect(spec.does).toEqual(['CheckRoom']);
    spec.later(5).when(reports('ana', true));
    expect(spec.ignored).toBe(true);
    spec.later(15).when(reports('ana', true));
    expect(spec.does).toEqual(['CheckRoom']);
  });

  it('finds a departure without a webhook, and rescues the customer', () => {
    const spec = anaTalks().later(30).when(reports('ana', false));
    expect(spec.does).toEqual(['CheckRoom']);
    seen(spec);
    expect(spec.state.phase).toBe('rescuing');
    expect(spec.commands).toContainEqual({ type: 'HoldCustomer', music: 'rescue' });
  });

  it('checks the room whatever the page says: an agent may have a second one', () => {
    const spec = anaTalks().later(30).when(reports('ana', false));
    seen(spec, sidOf('a1'));
    expect(spec.state.phase).toBe('talking');
  });

  it('does not check on an agent who has just joined', () => {
    expect(anaTalks().later(2).when(reports('ana', false)).ignored).toBe(true);
  });

  it('checks the room when a page falls silent', () => {
    expect(anaTalks().later(90).when({ type: 'AgentVanished', agent: 'ana' }).does).toEqual(['CheckRoom']);
  });

  it('gives up a leg that answered long ago and never joined', () => {
    const waiting = new CallSpec(agent('ben'), agent('cleo')).arrives().dialled('ben');
    waiting.when({ type: 'LegAnswered', leg: 'a1', sid: sidOf('a1') });
    seen(waiting.later(10));
    expect(waiting.leg('ben').state).toBe('answered');
    seen(waiting.later(20));
    expect(waiting.does).toContain('HangUp');
    expect(waiting.leg('cleo').state).toBe('dialling');
  });

  it('follows the customer into the room that they are in now (promise: rest-fails)', () => {
    const spec = anaTalks().later(30);
    spec.when({
      type: 'RoomChecked',
      inRoom: [CALL, sidOf('a1')].map(inRoom),
      customerAlive: true,
      room: 'CF9',
    });
    expect(spec.state).toMatchObject({ room: 'CF9', phase: 'talking' });
    expect(spec.when({ type: 'WaitLoopTicked', room: 'CF10' }).state.room).toBe('CF10');
  });
});

describe('a dial of unknown result (promise: rest-fails)', () => {
  const inDoubt = { type: 'CommandFailed', command: 'DialAgent:a1', gone: false } as const;
  const dialled = () => new CallSpec(agent('ben'), agent('cleo')).arrives().when(inDoubt);
  const checked = { type: 'RoomChecked', inRoom: [inRoom(CALL)], customerAlive: true } as const;

  it('asks Twilio at once, and rings nobody else meanwhile', () => {
    const spec = dialled();
    expect(spec.does).toEqual(['CheckRoom']);
    expect(spec.leg('ben').state).toBe('dialling');
  });

  it('is taken up when the agent’s phone rings', () => {
    const spec = dialled().when({ ...checked, dialled: [{ leg: 'a1', sid: sidOf('a1') }] });
    expect(spec.leg('ben')).toMatchObject({ state: 'dialling', sid: sidOf('a1') });
    expect(spec.does).toEqual([]);
    spec.later(13).when({ type: 'WaitLoopTicked' });
    expect(spec.does).not.toContain('CheckRoom');
    spec.later(30).when(checked);
    expect(spec.does).toEqual(expect.arrayContaining(['HangUp', 'ReleaseAgent']));
  });

  it('is given up when there is no such phone call, and the next agent is rung', () => {
    const spec = dialled().when(checked);
    expect(spec.leg('cleo').state).toBe('dialling');
    expect(spec.commands).toContainEqual(expect.objectContaining({ type: 'ReleaseAgent', to: 'available' }));
    spec.when({ type: 'LegRang', leg: 'a1', sid: sidOf('a1') });
    expect(spec.commands).toEqual([{ type: 'HangUp', leg: 'a1', sid: sidOf('a1'), unanswered: true }]);
  });

  it('is checked again with the next event when Twilio could not be asked', () => {
    const spec = dialled().when({ type: 'CommandFailed', command: 'CheckRoom', gone: false });
    expect(spec.later(1).when({ type: 'WaitLoopTicked' }).does).toEqual(['CheckRoom']);
  });

  it('hangs up the phone that rings for a call which has given it up meanwhile', () => {
    const spec = dialled().when(checked, { ...checked, dialled: [{ leg: 'a1', sid: sidOf('a1') }] });
    expect(spec.commands).toEqual([{ type: 'HangUp', leg: 'a1', sid: sidOf('a1'), unanswered: true }]);
  });
});

describe('when one of several leaves, Twilio is asked who remains (promise: agent-vanishes, page-reloaded)', () => {
  const benJoins = () =>
    anaTalks()
      .when(asksFor('ana', 'add', 'ben'))
      .answers('ben')
      .later(60);

  it('rescues a customer whose other party had left unnoticed', () => {
    const spec = benJoins().leaves('ben');
    expect(spec.does).toContain('CheckRoom');
    seen(spec);
    expect(spec.state.phase).toBe('rescuing');
    expect(spec.commands).toContainEqual({ type: 'HoldCustomer', music: 'rescue' });
  });

  it('does so after a transfer, too, when the agent who handed over has gone', () => {
    const spec = benJoins();
    const ana = spec.leg('ana').id;
    spec.when(asks('ana', { type: 'CompleteAsked' })).later(1);
    spec.when({ type: 'LegLeft', leg: ana, sid: sidOf(ana) });
    expect(spec.does).toEqual(['CheckRoom']);
    seen(spec);
    expect(spec.state.phase).toBe('rescuing');
  });

  it('checks once, although two webhooks report one departure', () => {
    const spec = benJoins();
    const ben = spec.leg('ben').id;
    spec.leaves('ben').when({ type: 'LegEnded', leg: ben, sid: sidOf(ben), how: 'completed' });
    expect(spec.ignored).toBe(true);
  });

  it('checks no room when nobody is left, or when nobody was there to leave', () => {
    expect(benJoins().leaves('ben').leaves('ana').does).not.toContain('CheckRoom');
    const rung = anaTalks()
      .when(asksFor('ana', 'add', 'ben'))
      .dialled('ben')
      .misses('ben');
    expect(rung.does).not.toContain('CheckRoom');
  });
});

describe('the music of a customer who was left fails at every try (promise: rest-fails)', () => {
  const refused = (): CallSpec => {
    const spec = anaTalks();
    spec.agents = [];
    spec.leaves('ana');
    // The spec takes every command to have worked.
    const pending = { command: { type: 'HoldCustomer', music: 'rescue' }, since: spec.now } as const;
    spec.call = { ...spec.state, pending: [pending] };
    return spec.when({ type: 'CommandFailed', command: 'HoldCustomer:rescue', gone: false });
  };

  it('is known, so that Twilio sends the webhook of the departure again', () => {
    const spec = refused();
    expect(hasWrongSound(spec.state, spec.now)).toBe(true);
    spec.when({ type: 'CommandDone', command: 'HoldCustomer:rescue' });
    expect(hasWrongSound(spec.state, spec.now)).toBe(false);
  });

  it('is known when no result could be noted, but not while it is on its way', () => {
    const spec = refused();
    const [hold] = spec.state.pending.map(({ command, since }) => ({ command, since }));
    const waiting = { ...spec.state, pending: hold ? [hold] : [] };
    expect(hasWrongSound(waiting, spec.now + 1000)).toBe(false);
    expect(hasWrongSound(waiting, spec.now + 5000)).toBe(true);
  });

  it('starts when any page’s heartbeat checks the call', () => {
    expect(refused().later(20).when({ type: 'CallUnattended' }).does).toContain('HoldCustomer');
  });
});

describe('waiting music that stands for the hold of a customer who is alone', () => {
  /** The spec takes every command to have worked, so the command is put back. */
  const holdBecame = (result: object): CallSpec => {
    const spec = anaTalks().leaves('ana');
    const pending = { command: { type: 'HoldCustomer', music: 'rescue' }, since: spec.now } as const;
    spec.call = { ...spec.state, pending: [pending] };
    return spec.when({ type: 'CommandDone', command: 'HoldCustomer:rescue', ...result });
  };

  it('is let be by every look at the room, in which Twilio shows nobody on hold', () => {
    const spec = holdBecame({ waits: true });
    expect(seen(spec.later(5)).does).toEqual([]);
    spec.when({ type: 'WaitLoopTicked' });
    expect(seen(spec.later(30)).does).toEqual([]);
  });

  it('is not taken for granted where Twilio did hold the customer', () => {
    expect(seen(holdBecame({}).later(5)).does).toEqual(['HoldCustomer']);
  });

  it('ends when somebody comes, and stands for no later hold', () => {
    const spec = holdBecame({ waits: true }).answers('ana');
    expect(spec.state.customer.waits).toBeUndefined();
    spec.later(60).leaves('ana');
    expect(seen(spec.later(5)).does).toEqual(['HoldCustomer']);
  });
});

describe('the music of a customer on hold (promise: rest-fails)', () => {
  const look = { type: 'RoomChecked', customerAlive: true } as const;
  const anaHolds = (): CallSpec =>
    anaTalks().when(asks('ana', { type: 'HoldAsked', party: 'customer', on: true }));
  const lookAt = (spec: CallSpec): readonly string[] =>
    spec.when({ ...look, inRoom: [{ ...inRoom(CALL), held: true }, inRoom(sidOf('a1'))] }).does;

  it('is left alone while it ticks', () => {
    const spec = anaHolds();
    expect(lookAt(spec.later(50))).toEqual([]);
    spec.when({ type: 'WaitLoopTicked' });
    expect(lookAt(spec.later(50))).toEqual([]);
  });

  it('starts again, once, when it has not ticked for a minute', () => {
    const spec = anaHolds().later(30).when({ type: 'WaitLoopTicked' }).later(61);
    expect(lookAt(spec)).toEqual(['RestartMusic']);
    expect(lookAt(spec.later(5))).toEqual([]);
  });

  it('goes on for as long as the agent holds, also beyond the longest wait', () => {
    const spec = anaHolds();
    for (let passes = 0; passes < 40; passes += 1) spec.later(25).when({ type: 'WaitLoopTicked' });
    expect(spec.state.phase).toBe('talking');
    expect(spec.state.customer.hold).toBe('hold');
  });
});

describe('music that ticks although the call looks for no agent', () => {
  const passed = { type: 'WaitLoopTicked' } as const;

  it('proves nothing while it may have been on its way', () => {
    const ended = anaTalks().when({ type: 'CustomerHungUp' });
    expect(ended.later(5).when(passed).does).toEqual([]);
  });

  it('ends the call of a customer who is there after all', () => {
    const ended = anaTalks().when({ type: 'CustomerHungUp' });
    expect(ended.later(30).when(passed).does).toEqual(['HangUpCustomer']);
  });

  it('asks again for the message that the customer was not asked for', () => {
    const waiting = new CallSpec().arrives().later(400).when(passed);
    expect(waiting.does).toContain('SendToVoicemail');
    expect(waiting.later(5).when(passed).does).toEqual([]);
    expect(waiting.later(20).when(passed).does).toEqual(['SendToVoicemail']);
  });
});

describe('a claim in doubt', () => {
  const doubt = { type: 'ClaimStale', agent: 'ben', leg: 'a1' } as const;
  const benRings = () => new CallSpec(agent('ben'), agent('cleo')).arrives().dialled('ben');

  it('keeps the agent whose join was lost, and confirms them', () => {
    const spec = benRings().later(60).when(doubt);
    expect(spec.does).toEqual(['CheckRoom']);
    seen(spec, sidOf('a1'));
    expect(spec.does).toContain('ConfirmAgent');
    expect(spec.state.phase).toBe('talking');
  });

  it('releases the agent whose missed ring was lost, and rings the next', () => {
    const spec = seen(benRings().later(60).when(doubt));
    expect(spec.does).toEqual(expect.arrayContaining(['HangUp', 'ReleaseAgent', 'DialAgent']));
    expect(spec.leg('cleo').state).toBe('dialling');
  });

  it('releases an agent whom the call does not know, also after its end', () => {
    const spec = benRings().when({ type: 'CustomerHungUp' }).later(60).when(doubt);
    expect(spec.does).toEqual(['ReleaseAgent']);
  });

  it('releases nobody while the customer is still to be hung up, and hangs up again', () => {
    const spec = anaTalks().when(asks('ana', { type: 'EndAsked' }));
    const hangUp = { command: { type: 'HangUpCustomer' }, since: spec.now } as const;
    spec.call = { ...spec.state, pending: [hangUp] };
    const anaIsDoubted = { ...doubt, agent: 'ana' };
    expect(spec.later(1).when(anaIsDoubted).ignored).toBe(true);
    expect(spec.later(9).when(anaIsDoubted).does).toEqual(['HangUpCustomer']);
    expect(spec.when({ type: 'CustomerHungUp' }).later(20).when(anaIsDoubted).does).toEqual(['ReleaseAgent']);
  });
});

test('the next check finds that an added party did not answer, without any music (promise: target-fails)', () => {
  const spec = anaTalks()
    .when(asksFor('ana', 'add', 'ben'))
    .dialled('ben');
  seen(spec.later(60).when(reports('ana', true)), sidOf('a1'));
  expect(spec.state.transfer).toBeUndefined();
  expect(spec.state.lastTransfer).toMatchObject({ target: 'Ben', result: 'no-answer' });
});

describe('music that ticks no more (promise: rest-fails)', () => {
  const passed = { type: 'WaitLoopTicked' } as const;
  const unattended = { type: 'CallUnattended' } as const;
  const waits = () => new CallSpec().arrives().later(12).when(passed);

  it('of a waiting caller is started again by others’ pages', () => {
    expect(waits().later(20).when(unattended).ignored).toBe(true);
    const spec = waits().later(61).when(unattended);
    expect(spec.does).toEqual(['CheckRoom']);
    expect(seen(spec).does).toContain('RestartMusic');
    expect(seen(spec.later(20)).does).toEqual([]);
  });

  it('of a rescued customer is started again, not only put on hold a second time', () => {
    const spec = seen(anaTalks().leaves('ana').later(61));
    expect(spec.does).toContain('RestartMusic');
    expect(spec.does).not.toContain('HoldCustomer');
  });

  it.each([
    ['holds', true, 'RestartMusic'],
    ['does not hold', false, 'HoldCustomer'],
  ])('on hold with an agent starts again where Twilio %s the customer', (_, held, command) => {
    const spec = anaTalks()
      .when(asks('ana', { type: 'HoldAsked', party: 'customer', on: true }))
      .later(61);
    const all = [{ ...inRoom(CALL), held }, inRoom(sidOf('a1'))];
    expect(spec.when({ type: 'RoomChecked', inRoom: all, customerAlive: true }).does).toEqual([command]);
  });

  it('of a caller in no room: nobody is rung for them until it ticks again', () => {
    const spec = waits().later(61);
    spec.when({ type: 'RoomChecked', inRoom: [], customerAlive: true });
    spec.agents = [agent('ana')];
    expect(spec.when({ type: 'AgentTurnedAvailable', agent: 'ana' }).does).not.toContain('DialAgent');
    expect(spec.when(passed).leg('ana').state).toBe('dialling');
  });
});

test.each([
  ['waits', () => new CallSpec(agent('ana')).arrives()],
  ['is thought to talk', anaTalks],
])('a customer who %s and is asked for a message is rung for no more', (_who, start) => {
  const spec = start().when({ type: 'MessageAsked' });
  expect(spec.state).toMatchObject({ phase: 'voicemail', legs: [] });
  expect(spec.does).not.toContain('SendToVoicemail');
  expect(spec.when({ type: 'VoicemailRecorded' }).state.ending?.why).toBe('voicemail-left');
});
