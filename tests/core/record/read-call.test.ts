import { assert, jsonValue, property, subarray } from 'fast-check';
import { violations } from '../../../src/core/record/invariants.ts';
import { readCall } from '../../../src/core/record/read-call.ts';
import { anaConsultsBen, anaTalks, asks, asksFor, CallSpec } from '../../support/core/call-spec.ts';

describe('a stored call', () => {
  it.each([
    ['waiting', new CallSpec().arrives()],
    ['talking', anaTalks()],
    ['consulting', anaConsultsBen()],
    ['transferring', anaTalks().when(asksFor('ana', 'blind', 'ben'))],
    ['rescuing', anaTalks().leaves('ana')],
    ['ended', anaTalks().when(asks('ana', { type: 'EndAsked' }))],
  ] as const)('is read back as it was written: %s', (_, { state }) => {
    expect(readCall(JSON.parse(JSON.stringify(state)))).toEqual(state);
  });

  it('is put aside without what names the caller', () => {
    expect(readCall({ id: 'CA0' })).toBeUndefined();
    expect(readCall(null)).toBeUndefined();
  });

  it('keeps what can be read of a half-written one', () => {
    const { state } = anaConsultsBen();
    const read = readCall({ ...state, transfer: 'half', missedBy: 7, legs: [...state.legs, { id: 3 }] });
    expect(read).toMatchObject({ legs: state.legs, missedBy: [], owner: state.owner });
    expect(read?.transfer).toBeUndefined();
  });

  it('is read when an earlier version wrote it, without the fields added since', () => {
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
