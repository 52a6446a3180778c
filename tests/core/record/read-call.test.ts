import { assert, jsonValue, property, subarray } from 'fast-check';
import { violations } from '../../../src/core/record/invariants.ts';
import { readCall } from '../../../src/core/record/read-call.ts';
import { toStored } from '../../../src/core/record/stored-call.ts';
import type { Call } from '../../../src/core/model/call.ts';
import { anaConsultsBen, anaTalks, asks, asksFor, CallSpec } from '../../support/core/call-spec.ts';

/** A call with all that one can have, though hardly at once. The compiler asks for what is added to the type. */
const FULLEST: Required<Omit<Call, 'ending'>> = {
  version: 1,
  id: 'CA0',
  from: '+15550123',
  to: '+15550100',
  language: 'ja',
  startedAt: 1000,
  phase: 'talking',
  phaseSince: 2000,
  room: 'CF1',
  customer: { joined: true, hold: 'rescue', muted: true },
  legs: [
    {
      id: 'a3',
      party: { kind: 'agent', agent: 'cleo', name: 'Cleo' },
      state: 'on',
      why: 'recall',
      since: 3000,
      sid: 'CA-a3',
      held: true,
      muted: true,
    },
    {
      id: 'a4',
      party: { kind: 'outside', entry: 'plumber', name: 'Plumber' },
      state: 'ringing',
      why: 'transfer',
      since: 3000,
      held: false,
      muted: false,
      again: true,
    },
  ],
  nextLeg: 5,
  owner: 'a3',
  transfer: { kind: 'add', initiator: 'a3', target: 'a4', state: 'ringing', note: 'A leak.', since: 3000 },
  handoff: { note: 'Order 4711.', by: 'ben' },
  lastTransfer: { target: 'Ben', result: 'declined', reason: 'Lunch.', at: 4000 },
  rescue: { since: 2000, first: ['ana', 'ben'], until: 8000 },
  absentAgents: [
    { agent: 'ben', name: 'Ben', leg: 'a2', until: 9000, held: true, muted: true },
    { agent: 'ana', name: 'Ana', leg: 'a1', until: 8000, wasLast: true, muted: true },
  ],
  formerOwner: 'ben',
  missedBy: ['dan'],
  pending: [{ command: { type: 'HoldCustomer', music: 'rescue' }, since: 2000, failed: true }],
  handledKeys: ['click-0001'],
  roomCheckedAt: 5000,
  musicAt: 6000,
};

/** As Sync gives it back. */
function written(call: Call): unknown {
  return JSON.parse(JSON.stringify(toStored(call)));
}

describe('a stored call', () => {
  it.each([
    ['waiting', new CallSpec().arrives()],
    ['talking', anaTalks()],
    ['consulting', anaConsultsBen()],
    ['transferring', anaTalks().when(asksFor('ana', 'blind', 'ben'))],
    ['rescuing', anaTalks().leaves('ana')],
    ['ended', anaTalks().when(asks('ana', { type: 'EndAsked' }))],
  ] as const)('is read back as it was written: %s', (_, { state }) => {
    expect(readCall(written(state))).toEqual(state);
  });

  it('is read back with every key of its type', () => {
    expect(readCall(written(FULLEST))).toStrictEqual(FULLEST);
    const { transfer: _t, owner: _o, ...rest } = FULLEST;
    const ended: Call = { ...rest, legs: [], phase: 'ended', ending: { at: 7000, why: 'agent-ended' } };
    expect(readCall(written(ended))).toStrictEqual(ended);
  });

  it('has absent agents and the last check where earlier versions wrote and read them', () => {
    const { absentAgents: _, rescue, roomCheckedAt: lookedAt, ...call } = FULLEST;
    const keeps = { agent: 'ana', leg: 'a1', muted: true };
    const kept = [{ agent: 'ben', name: 'Ben', leg: 'a2', until: 9000, held: true, muted: true }];
    const earlier = { ...call, lookedAt, rescue: { ...rescue, keeps }, kept };
    expect(toStored(FULLEST)).toEqual({
      ...earlier,
      rescue: { ...rescue, keeps: { ...keeps, name: 'Ana' } },
    });
    const ana = { agent: 'ana', leg: 'a1', muted: true, until: 8000, wasLast: true };
    expect(readCall(earlier)).toMatchObject({ absentAgents: [kept[0], ana], roomCheckedAt: lookedAt });
  });

  it('is put aside when it does not name the caller', () => {
    expect(readCall({ id: 'CA0' })).toBeUndefined();
    expect(readCall(null)).toBeUndefined();
  });

  it('keeps what can be read of a half-written one', () => {
    const { state } = anaConsultsBen();
    const read = readCall({ ...state, transfer: 'half', missedBy: 7, legs: [...state.legs, { id: 3 }] });
    expect(read).toMatchObject({ legs: state.legs, missedBy: [], owner: state.owner });
    expect(read?.transfer).toBeUndefined();
  });

  it('is understood when an earlier version wrote it, without the newer fields', () => {
    const { state } = anaConsultsBen();
    const { version: _v, phaseSince: _s, missedBy: _m, handledKeys: _h, ...earlier } = state;
    const read = readCall({ ...earlier, legs: state.legs.map(({ why: _w, ...leg }) => leg) });
    const { phase, owner, transfer, customer } = state;
    expect(read).toMatchObject({
      version: 1,
      phase,
      owner,
      transfer,
      customer,
      missedBy: [],
      handledKeys: [],
    });
    expect(read?.legs.map(({ sid, state: at }) => [sid, at])).toEqual(
      state.legs.map(({ sid, state: at }) => [sid, at]),
    );
  });

  it('is understood when a later version wrote it, and the deploy was taken back', () => {
    const { state } = anaConsultsBen();
    const later = {
      ...state,
      version: 2,
      phase: 'coaching',
      mood: 'cheerful',
      legs: state.legs.map((leg) => ({ ...leg, why: 'coaching', mood: 'calm' })),
      pending: [{ command: { type: 'WhisperToAgent' }, since: state.startedAt }],
    };
    const legs = state.legs.map((leg) => ({ ...leg, why: 'route' }));
    expect(readCall(later)).toEqual({ ...state, legs, pending: [], phaseSince: state.startedAt });
  });

  it('is consistent whatever part of it is missing or wrong', () => {
    const { state } = anaConsultsBen();
    const keys = subarray(
      Object.keys(state).filter((key) => !['id', 'from', 'to', 'startedAt'].includes(key)),
    );
    assert(
      property(keys, jsonValue(), (broken, value) => {
        const read = readCall({ ...state, ...Object.fromEntries(broken.map((key) => [key, value])) });
        expect(read && violations(read)).toEqual([]);
      }),
    );
  });
});
