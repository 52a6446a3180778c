import type { Instant } from './call.ts';

export const WEEKDAYS = [
  'monday',
  'tuesday',
  'wednesday',
  'thursday',
  'friday',
  'saturday',
  'sunday',
] as const;

export type Weekday = (typeof WEEKDAYS)[number];

/** When calls are taken. Times are the wall clock's in `timeZone`, written `09:00-17:30`; `24:00` is midnight at a day's end. */
export interface OpeningHours {
  /** A name of the IANA time zone database: `Europe/Berlin`. */
  readonly timeZone: string;
  /** A weekday that is left out is closed. */
  readonly week: Readonly<Partial<Record<Weekday, readonly string[]>>>;
  /** Days that differ, by date (`2026-12-24`): the hours of that day, none when it is closed. */
  readonly holidays?: Readonly<Record<string, readonly string[]>>;
}

const SPAN = /^([01]\d|2[0-3]):([0-5]\d)-(?:([01]\d|2[0-3]):([0-5]\d)|24:00)$/;
const DATE = /^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/;
const DAY_MINUTES = 24 * 60;

/** Whether calls are taken at that moment; always where no hours are given. */
export function isOpen(hours: OpeningHours | undefined, now: Instant): boolean {
  if (!hours) return true;
  const { date, weekday, minute } = wallClock(now, hours.timeZone);
  const spans = hours.holidays?.[date] ?? hours.week[weekday] ?? [];
  return spans.map(minutesOf).some(([from, to]) => minute >= from && minute < to);
}

/** What is wrong with opening hours, in words that say what to write instead; empty when nothing is. */
export function openingHoursProblems(hours: OpeningHours): readonly string[] {
  const { timeZone, week, holidays = {} } = hours;
  return [
    ...(clockOf(timeZone) ? [] : [`timeZone "${timeZone}" is not known: write one such as Europe/Berlin`]),
    ...Object.entries(week).flatMap(([day, spans]) =>
      WEEKDAYS.some((each) => each === day) ? badSpans(day, spans) : [`"${day}" is not a weekday`],
    ),
    ...Object.entries(holidays).flatMap(([date, spans]) =>
      DATE.test(date) ? badSpans(date, spans) : [`"${date}" is not a date: write it as 2026-12-24`],
    ),
  ];
}

interface WallClock {
  readonly date: string;
  readonly weekday: Weekday;
  /** Since midnight. */
  readonly minute: number;
}

function wallClock(now: Instant, timeZone: string): WallClock {
  const parts = new Map(
    clockOf(timeZone)
      ?.formatToParts(now)
      .map(({ type, value }) => [type, value]),
  );
  const part = (name: Intl.DateTimeFormatPartTypes): string => parts.get(name) ?? '';
  return {
    date: `${part('year')}-${part('month')}-${part('day')}`,
    weekday: part('weekday').toLowerCase() as Weekday,
    minute: Number(part('hour')) * 60 + Number(part('minute')),
  };
}

/** From and to, in minutes since midnight. */
function minutesOf(span: string): readonly [number, number] {
  const [, hour, minute, toHour, toMinute] = SPAN.exec(span) ?? [];
  if (hour === undefined) return [0, 0];
  const to = toHour === undefined ? DAY_MINUTES : Number(toHour) * 60 + Number(toMinute);
  return [Number(hour) * 60 + Number(minute), to];
}

function badSpans(day: string, spans: readonly string[]): readonly string[] {
  const isBad = (span: string): boolean => {
    const [from, to] = minutesOf(span);
    return from >= to;
  };
  return spans.filter(isBad).map((span) => `"${span}" on ${day} will not do: write hours as 09:00-17:30`);
}

/** Made once for each zone: making one takes longer than all else that a request computes. */
const clocks = new Map<string, Intl.DateTimeFormat | undefined>();

/** Tells a zone's wall clock; undefined when there is no such zone. */
function clockOf(timeZone: string): Intl.DateTimeFormat | undefined {
  if (!clocks.has(timeZone)) clocks.set(timeZone, newClock(timeZone));
  return clocks.get(timeZone);
}

function newClock(timeZone: string): Intl.DateTimeFormat | undefined {
  try {
    return new Intl.DateTimeFormat('en-US', {
      timeZone,
      hourCycle: 'h23',
      weekday: 'long',
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
      hour: '2-digit',
      minute: '2-digit',
    });
  } catch {
    return undefined;
  }
}
