import { isOpen, openingHoursProblems, type OpeningHours } from '../../../src/core/model/opening-hours.ts';
import settings from '../../../src/settings.json';

const berlin: OpeningHours = {
  timeZone: 'Europe/Berlin',
  week: { monday: ['09:00-12:00', '13:00-17:30'], saturday: ['10:00-24:00'] },
  holidays: { '2026-12-21': [], '2026-12-25': ['10:00-11:00'] },
};

const openAt = (instant: string, hours: OpeningHours = berlin) => isOpen(hours, Date.parse(instant));

describe('opening hours', () => {
  it.each([
    ['2026-11-23T08:00:00Z', true, 'Monday at nine in Berlin'],
    ['2026-11-23T07:59:59Z', false, 'a second before'],
    ['2026-11-23T11:30:00Z', false, 'the lunch break'],
    ['2026-11-23T16:29:00Z', true, 'a minute before the end'],
    ['2026-11-23T16:30:00Z', false, 'the end'],
    ['2026-11-24T10:00:00Z', false, 'a weekday that is left out'],
    ['2026-11-28T22:59:00Z', true, 'a minute before midnight'],
    ['2026-07-06T07:00:00Z', true, 'nine o’clock in summer time'],
    ['2026-07-06T06:59:00Z', false, 'a minute before it'],
    ['2026-12-21T10:00:00Z', false, 'a holiday'],
    ['2026-12-25T09:30:00Z', true, 'a Friday with hours of its own'],
  ])('at %s are %s: %s', (instant, open) => {
    expect(openAt(instant)).toBe(open);
  });

  it.each([
    ['2026-11-23T20:59:00Z', false, 'a minute before the night begins'],
    ['2026-11-23T21:00:00Z', true, 'ten on Monday evening'],
    ['2026-11-23T23:30:00Z', true, 'half past midnight'],
    ['2026-11-24T04:59:00Z', true, 'a minute before six on Tuesday'],
    ['2026-11-24T05:00:00Z', false, 'six on Tuesday'],
    ['2026-11-24T22:00:00Z', false, 'the night of a weekday that is left out'],
    ['2026-11-22T23:30:00Z', false, 'half past midnight of the day on which it begins'],
    ['2026-11-29T22:59:00Z', true, 'a minute before midnight on Sunday'],
    ['2026-11-29T23:00:00Z', false, 'midnight itself, where 00:00 is the end'],
    ['2026-12-21T21:30:00Z', false, 'the night that would begin on a holiday'],
    ['2026-12-21T23:30:00Z', false, 'the morning after the night that a holiday took away'],
    ['2026-12-29T02:00:00Z', true, 'the morning of a holiday, in the night before'],
    ['2026-12-31T22:30:00Z', true, 'the night of a holiday with hours of its own'],
    ['2027-01-01T00:30:00Z', true, 'after midnight of the year'],
  ])('over midnight: at %s are %s: %s', (instant, open) => {
    const night = {
      timeZone: 'Europe/Berlin',
      week: { monday: ['22:00-06:00'], sunday: ['18:00-00:00'] },
      holidays: { '2026-12-21': [], '2026-12-29': [], '2026-12-31': ['23:00-02:00'] },
    };
    expect(openingHoursProblems(night)).toEqual([]);
    expect(openAt(instant, night)).toBe(open);
  });

  it.each([
    ['a string in place of a list', { week: { monday: '09:00-17:00' } }, /monday has no list/],
    ['a number among the hours', { week: { monday: [9] } }, /^9 on monday/],
    ['hours that begin when they end', { week: { monday: ['09:00-09:00'] } }, /"09:00-09:00" on monday/],
    ['an hour without its zero', { week: { monday: ['9:00-17:00'] } }, /"9:00-17:00" on monday/],
    ['no week', { week: null }, /week is no table of days/],
    ['a week under another name', { weeks: {} }, /week is no table.*nothing is called "weeks"/],
    ['no time zone', { timeZone: undefined, week: {} }, /timeZone that is missing/],
    ['a list of holidays', { week: {}, holidays: ['2026-12-24'] }, /holidays is no table of days/],
    ['a day that does not exist', { week: {}, holidays: { '2026-02-30': [] } }, /"2026-02-30" is not a date/],
    ['a 13th month', { week: {}, holidays: { '2026-13-01': [] } }, /"2026-13-01" is not a date/],
  ])('with %s are told', (_what, hours, problem) => {
    expect(openingHoursProblems({ timeZone: 'UTC', ...hours }).join('; ')).toMatch(problem);
  });

  it.each([[null], ['09:00-17:00'], [[]], [undefined]])('that are %j are told', (hours) => {
    expect(openingHoursProblems(hours)).toHaveLength(1);
  });

  it('are always when none are given', () => {
    expect(isOpen(undefined, Date.parse('2026-11-22T03:00:00Z'))).toBe(true);
  });

  it('that are wrong are named, with what to write', () => {
    const wrong = {
      timeZone: 'Berlin',
      week: { monday: ['9-17'], funday: ['09:00-10:00'] },
      holidays: { '24.12.': [] },
    };
    expect(openingHoursProblems(wrong)).toEqual([
      'timeZone "Berlin" is not known: write one such as Europe/Berlin',
      '"9-17" on monday will not do: write hours as 09:00-17:30',
      '"funday" is not a weekday',
      '"24.12." is not a date: write it as 2026-12-24',
    ]);
  });

  it('of the company are right', () => {
    expect(openingHoursProblems(settings.openingHours)).toEqual([]);
  });
});
