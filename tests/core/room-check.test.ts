import type { SeenParticipant } from '../../src/core/events.ts';
import { hasWrongSound } from '../../src/core/pending.ts';
import { agent, anaTalks, asks, asksFor, CALL, sidOf, Story } from '../support/given-when-then.ts';

const reports = (agent: string, onCall: boolean) => ({ type: 'PageReported', agent, onCall }) as const;
const inRoom = (sid: string): SeenParticipant => ({ sid, held: false, muted: false });

function seen(story: Story, ...sids: string[]): Story {
  const all = [CALL, ...sids].map(inRoom);
  return story.when({ type: 'RoomSeen', inRoom: all, customerAlive: true });
}

describe('row 21: while people talk, their pages’ reports are the clock', () => {
  it('looks at the room now and then, once for all pages together', () => {
    const story = anaTalks().later(30).when(reports('ana', true));
    expect(story.does).toEqual(['CheckRoom']);
    story.later(5).when(reports('ana', true));
    expect(story.ignored).toBe(true);
    story.later(15).when(reports('ana', true));
    expect(story.does).toEqual(['CheckRoom']);
  });

  it('finds a leaving that nobody was told of, and rescues the customer', () => {
    const story = anaTalks().later(30).when(reports('ana', false));
    expect(story.does).toEqual(['CheckRoom']);
    seen(story);
    expect(story.state.phase).toBe('rescuing');
    expect(story.commands).toContainEqual({ type: 'HoldCustomer', music: 'rescue' });
  });

  it('takes nobody at their word: an agent may have a second page', () => {
    const story = anaTalks().later(30).when(reports('ana', false));
    seen(story, sidOf('a1'));
    expect(story.state.phase).toBe('talking');
  });

  it('does not doubt who has only just come', () => {
    expect(anaTalks().later(2).when(reports('ana', false)).ignored).toBe(true);
  });

  it('looks when a page is not heard of any more', () => {
    expect(anaTalks().later(90).when({ type: 'AgentVanished', agent: 'ana' }).does).toEqual(['CheckRoom']);
  });

  it('gives up who answered long ago and never came', () => {
    const waiting = new Story(agent('ben'), agent('cleo')).arrives().dialled('ben');
    waiting.when({ type: 'LegAnswered', leg: 'a1', sid: sidOf('a1') });
    seen(waiting.later(10));
    expect(waiting.leg('ben').state).toBe('answered');
    seen(waiting.later(20));
    expect(waiting.does).toContain('HangUp');
    expect(waiting.leg('cleo').state).toBe('dialling');
  });

  it('row 22: follows the customer into the room that they are in now', () => {
    const story = anaTalks().later(30);
    story.when({
      type: 'RoomSeen',
      inRoom: [CALL, sidOf('a1')].map(inRoom),
      customerAlive: true,
      room: 'CF9',
    });
    expect(story.state).toMatchObject({ room: 'CF9', phase: 'talking' });
    expect(story.when({ type: 'MusicPassed', room: 'CF10' }).state.room).toBe('CF10');
  });
});

describe('row 22: a dial of unknown outcome', () => {
  const inDoubt = { type: 'CommandFailed', command: 'DialAgent:a1', gone: false } as const;
  const dialled = () => new Story(agent('ben'), agent('cleo')).arrives().when(inDoubt);
  const looked = { type: 'RoomSeen', inRoom: [inRoom(CALL)], customerAlive: true } as const;

  it('has Twilio asked at once, and nobody else rung meanwhile', () => {
    const story = dialled();
    expect(story.does).toEqual(['CheckRoom']);
    expect(story.leg('ben').state).toBe('dialling');
  });

  it('is taken up when the agent’s phone rings', () => {
    const story = dialled().when({ ...looked, dialled: [{ leg: 'a1', sid: sidOf('a1') }] });
    expect(story.leg('ben')).toMatchObject({ state: 'dialling', sid: sidOf('a1') });
    expect(story.does).toEqual([]);
    story.later(13).when({ type: 'MusicPassed' });
    expect(story.does).not.toContain('CheckRoom');
    story.later(30).when(looked);
    expect(story.does).toEqual(expect.arrayContaining(['HangUp', 'ReleaseAgent']));
  });

  it('is given up when there is no such phone call, and the next agent is rung', () => {
    const story = dialled().when(looked);
    expect(story.leg('cleo').state).toBe('dialling');
    expect(story.commands).toContainEqual(expect.objectContaining({ type: 'ReleaseAgent', to: 'available' }));
    story.when({ type: 'LegRang', leg: 'a1', sid: sidOf('a1') });
    expect(story.commands).toEqual([{ type: 'HangUp', leg: 'a1', sid: sidOf('a1'), unanswered: true }]);
  });

  it('is asked after again at the next touch when Twilio could not be asked', () => {
    const story = dialled().when({ type: 'CommandFailed', command: 'CheckRoom', gone: false });
    expect(story.later(1).when({ type: 'MusicPassed' }).does).toEqual(['CheckRoom']);
  });

  it('hangs up the phone that rings for a call which has given it up meanwhile', () => {
    const story = dialled().when(looked, { ...looked, dialled: [{ leg: 'a1', sid: sidOf('a1') }] });
    expect(story.commands).toEqual([{ type: 'HangUp', leg: 'a1', sid: sidOf('a1'), unanswered: true }]);
  });
});

describe('rows 5 and 6: when one of several leaves, those who should remain are looked for', () => {
  const benJoins = () =>
    anaTalks()
      .when(asksFor('ana', 'add', 'ben'))
      .answers('ben')
      .later(60);

  it('rescues the customer whose other party had left before, while that could not be noted', () => {
    const story = benJoins().leaves('ben');
    expect(story.does).toContain('CheckRoom');
    seen(story);
    expect(story.state.phase).toBe('rescuing');
    expect(story.commands).toContainEqual({ type: 'HoldCustomer', music: 'rescue' });
  });

  it('does so too after a transfer, when the agent who handed over has gone', () => {
    const story = benJoins();
    const ana = story.leg('ana').id;
    story.when(asks('ana', { type: 'CompleteAsked' })).later(1);
    story.when({ type: 'LegLeft', leg: ana, sid: sidOf(ana) });
    expect(story.does).toEqual(['CheckRoom']);
    seen(story);
    expect(story.state.phase).toBe('rescuing');
  });

  it('looks once, although two webhooks tell of one leaving', () => {
    const story = benJoins();
    const ben = story.leg('ben').id;
    story.leaves('ben').when({ type: 'LegEnded', leg: ben, sid: sidOf(ben), how: 'completed' });
    expect(story.ignored).toBe(true);
  });

  it('looks for nobody when nobody is left, or when nobody was there to leave', () => {
    expect(benJoins().leaves('ben').leaves('ana').does).not.toContain('CheckRoom');
    const rung = anaTalks()
      .when(asksFor('ana', 'add', 'ben'))
      .dialled('ben')
      .misses('ben');
    expect(rung.does).not.toContain('CheckRoom');
  });
});

describe('row 22: the music of a customer who was left fails at every try', () => {
  const refused = (): Story => {
    const story = anaTalks();
    story.agents = [];
    story.leaves('ana');
    // The story takes every command to have worked.
    const pending = { command: { type: 'HoldCustomer', music: 'rescue' }, since: story.now } as const;
    story.call = { ...story.state, pending: [pending] };
    return story.when({ type: 'CommandFailed', command: 'HoldCustomer:rescue', gone: false });
  };

  it('is known, so that what told of the leaving is told again', () => {
    const story = refused();
    expect(hasWrongSound(story.state, story.now)).toBe(true);
    story.when({ type: 'CommandDone', command: 'HoldCustomer:rescue' });
    expect(hasWrongSound(story.state, story.now)).toBe(false);
  });

  it('is known too when no outcome could be noted, but not while it is on its way', () => {
    const story = refused();
    const [hold] = story.state.pending.map(({ command, since }) => ({ command, since }));
    const waiting = { ...story.state, pending: hold ? [hold] : [] };
    expect(hasWrongSound(waiting, story.now + 1000)).toBe(false);
    expect(hasWrongSound(waiting, story.now + 5000)).toBe(true);
  });

  it('is put on when any page’s beat asks after the call', () => {
    expect(refused().later(20).when({ type: 'CallLeftBehind' }).does).toContain('HoldCustomer');
  });
});

describe('row 22: the music of a customer on hold', () => {
  const look = { type: 'RoomSeen', customerAlive: true } as const;
  const anaHolds = (): Story =>
    anaTalks().when(asks('ana', { type: 'HoldAsked', party: 'customer', on: true }));
  const lookAt = (story: Story): readonly string[] =>
    story.when({ ...look, inRoom: [{ ...inRoom(CALL), held: true }, inRoom(sidOf('a1'))] }).does;

  it('is let be while it passes', () => {
    const story = anaHolds();
    expect(lookAt(story.later(50))).toEqual([]);
    story.when({ type: 'MusicPassed' });
    expect(lookAt(story.later(50))).toEqual([]);
  });

  it('is put on again when it has not passed for a minute, once', () => {
    const story = anaHolds().later(30).when({ type: 'MusicPassed' }).later(61);
    expect(lookAt(story)).toEqual(['HoldCustomer']);
    expect(lookAt(story.later(5))).toEqual([]);
  });

  it('goes on for as long as the agent holds, also beyond the longest wait', () => {
    const story = anaHolds();
    for (let passes = 0; passes < 40; passes += 1) story.later(25).when({ type: 'MusicPassed' });
    expect(story.state.phase).toBe('talking');
    expect(story.state.customer.hold).toBe('hold');
  });
});

describe('music that passes although no agent is looked for any more', () => {
  const passed = { type: 'MusicPassed' } as const;

  it('tells nothing while it may have been on its way', () => {
    const ended = anaTalks().when({ type: 'CustomerHungUp' });
    expect(ended.later(5).when(passed).does).toEqual([]);
  });

  it('ends the call of a customer who is there after all', () => {
    const ended = anaTalks().when({ type: 'CustomerHungUp' });
    expect(ended.later(30).when(passed).does).toEqual(['HangUpCustomer']);
  });

  it('asks again for the message that the customer was not asked for', () => {
    const waiting = new Story().arrives().later(400).when(passed);
    expect(waiting.does).toContain('SendToVoicemail');
    expect(waiting.later(5).when(passed).does).toEqual([]);
    expect(waiting.later(20).when(passed).does).toEqual(['SendToVoicemail']);
  });
});

describe('a claim in doubt', () => {
  const doubt = { type: 'ClaimDoubted', agent: 'ben', leg: 'a1' } as const;
  const benRings = () => new Story(agent('ben'), agent('cleo')).arrives().dialled('ben');

  it('keeps the agent whose coming was lost, and confirms them', () => {
    const story = benRings().later(60).when(doubt);
    expect(story.does).toEqual(['CheckRoom']);
    seen(story, sidOf('a1'));
    expect(story.does).toContain('ConfirmAgent');
    expect(story.state.phase).toBe('talking');
  });

  it('gives back the agent of whom it was lost that they did not answer, and rings the next', () => {
    const story = seen(benRings().later(60).when(doubt));
    expect(story.does).toEqual(expect.arrayContaining(['HangUp', 'ReleaseAgent', 'DialAgent']));
    expect(story.leg('cleo').state).toBe('dialling');
  });

  it('gives back whom the call does not know, also after its end', () => {
    const story = benRings().when({ type: 'CustomerHungUp' }).later(60).when(doubt);
    expect(story.does).toEqual(['ReleaseAgent']);
  });

  it('gives back nobody while the customer is still to be hung up, and hangs up again', () => {
    const story = anaTalks().when(asks('ana', { type: 'EndAsked' }));
    const hangUp = { command: { type: 'HangUpCustomer' }, since: story.now } as const;
    story.call = { ...story.state, pending: [hangUp] };
    const anaIsDoubted = { ...doubt, agent: 'ana' };
    expect(story.later(1).when(anaIsDoubted).ignored).toBe(true);
    expect(story.later(9).when(anaIsDoubted).does).toEqual(['HangUpCustomer']);
    expect(story.when({ type: 'CustomerHungUp' }).later(20).when(anaIsDoubted).does).toEqual([
      'ReleaseAgent',
    ]);
  });
});

test('row 8: that an added party did not answer comes out at the next look, although no music plays', () => {
  const story = anaTalks()
    .when(asksFor('ana', 'add', 'ben'))
    .dialled('ben');
  seen(story.later(60).when(reports('ana', true)), sidOf('a1'));
  expect(story.state.transfer).toBeUndefined();
  expect(story.state.lastTransfer).toMatchObject({ target: 'Ben', result: 'no-answer' });
});
