import type { Instant } from './ids.ts';

/** The days of the week, in the order of the settings. */
export const WEEKDAYS = [
  'monday',
  'tuesday',
  'wednesday',
  'thursday',
  'friday',
  'saturday',
  'sunday',
] as const;

/** A day of the week. */
export type Weekday = (typeof WEEKDAYS)[number];

/**
 * When the company takes calls. Times are local times in `timeZone`, written `09:00-17:30`; `24:00` is midnight at a
 * day's end. `22:00-06:00` goes on into the next morning and belongs to the day on which it begins.
 */
export interface OpeningHours {
  /** A name of the IANA time zone database: `Europe/Berlin`. */
  readonly timeZone: string;
  /** The company is closed on a weekday that is left out. */
  readonly week: Readonly<Partial<Record<Weekday, readonly string[]>>>;
  /** Days that differ, by date (`2026-12-24`): the hours that begin on that day, or none. */
  readonly holidays?: Readonly<Record<string, readonly string[]>>;
}

const SPAN = /^([01]\d|2[0-3]):([0-5]\d)-(?:([01]\d|2[0-3]):([0-5]\d)|24:00)$/;
const DATE = /^\d{4}-\d{2}-\d{2}$/;
const DAY_MINUTES = 24 * 60;
const DAY_MS = DAY_MINUTES * 60_000;

/** Whether the company takes calls at that moment. Without hours, it always does. */
export function isOpen(hours: OpeningHours | undefined, now: Instant): boolean {
  if (!hours) return true;
  const clock = wallClock(now, hours.timeZone);
  const { minute } = clock;
  return (
    spansOn(clock, hours).some(([from, to]) => minute >= from && (minute < to || to < from)) ||
    spansOn(dayBefore(clock), hours).some(([from, to]) => to < from && minute < to)
  );
}

/**
 * Says what is wrong with opening hours and what to write instead; empty when nothing is wrong.
 * @param hours the unchecked content of a file or a variable
 */
export function openingHoursProblems(hours: unknown): readonly string[] {
  if (!isTable(hours)) return ['they are not { "timeZone": ..., "week": ..., "holidays": ... }'];
  const { timeZone, week, holidays = {}, ...others } = hours;
  return [
    ...(typeof timeZone === 'string' && clockOf(timeZone)
      ? []
      : [`timeZone ${shown(timeZone)} is not known: write one such as Europe/Berlin`]),
    ...daysIn('week', week, (day) =>
      WEEKDAYS.some((each) => each === day) ? undefined : `"${day}" is not a weekday`,
    ),
    ...daysIn('holidays', holidays, (date) =>
      isDate(date) ? undefined : `"${date}" is not a date: write it as 2026-12-24`,
    ),
    ...Object.keys(others).map(
      (name) => `nothing is called "${name}": there are timeZone, week and holidays`,
    ),
  ];
}

function daysIn(
  name: string,
  days: unknown,
  nameProblem: (day: string) => string | undefined,
): readonly string[] {
  if (!isTable(days)) return [`${name} is no table of days: write { "monday": ["09:00-17:30"] }`];
  return Object.entries(days).flatMap(([day, spans]) => {
    const problem = nameProblem(day);
    return problem === undefined ? badSpans(day, spans) : [problem];
  });
}

function isTable(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Whether the calendar has the day: 2026-02-30 has the form, but is no day. */
function isDate(text: string): boolean {
  const at = DATE.test(text) ? Date.parse(`${text}T00:00:00Z`) : Number.NaN;
  return !Number.isNaN(at) && dateOf(at) === text;
}

function dateOf(at: Instant): string {
  return new Date(at).toISOString().slice(0, 10);
}

/** Shortens what somebody wrote, so that it fits into a sentence. */
function shown(value: unknown): string {
  return (JSON.stringify(value) ?? 'that is missing').slice(0, 40);
}

/** A day in the calendar of the time zone. */
interface Day {
  readonly date: string;
  readonly weekday: Weekday;
}

interface WallClock extends Day {
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

/** The hours that begin on a day. */
function spansOn({ date, weekday }: Day, hours: OpeningHours): readonly (readonly [number, number])[] {
  return (hours.holidays?.[date] ?? hours.week[weekday] ?? []).map(minutesOf);
}

function dayBefore({ date, weekday }: Day): Day {
  const index = WEEKDAYS.indexOf(weekday);
  return { date: dateOf(Date.parse(date) - DAY_MS), weekday: WEEKDAYS[(index + 6) % 7] ?? weekday };
}

/** From and to, in minutes since midnight; `to` is the smaller one where midnight lies between them. */
function minutesOf(span: string): readonly [number, number] {
  const [, hour, minute, toHour, toMinute] = SPAN.exec(span) ?? [];
  if (hour === undefined) return [0, 0];
  const to = toHour === undefined ? DAY_MINUTES : Number(toHour) * 60 + Number(toMinute);
  return [Number(hour) * 60 + Number(minute), to];
}

function badSpans(day: string, spans: unknown): readonly string[] {
  if (!Array.isArray(spans)) return [`${day} has no list of hours: write ["09:00-17:30"], or [] for closed`];
  return spans
    .filter(isBadSpan)
    .map((span) => `${shown(span)} on ${day} will not do: write hours as 09:00-17:30`);
}

function isBadSpan(span: unknown): boolean {
  if (typeof span !== 'string') return true;
  const [from, to] = minutesOf(span);
  return from === to;
}

/** We make one for each zone and keep it. Making one takes longer than all else that a request computes. */
const clocks = new Map<string, Intl.DateTimeFormat | undefined>();

/** Tells the local time of a zone; undefined when there is no such zone. */
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
