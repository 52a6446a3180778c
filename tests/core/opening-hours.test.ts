import { isOpen, openingHoursProblems, type OpeningHours } from '../../src/core/opening-hours.ts';
import settings from '../../src/settings.json';

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

  it('are always when none are given', () => {
    expect(isOpen(undefined, Date.parse('2026-11-22T03:00:00Z'))).toBe(true);
  });

  it('that are wrong are told with what to write', () => {
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
