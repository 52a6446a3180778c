import type { Waiting } from '../../core/model/waiting.ts';
import type { Instant, Language } from '../../core/model/ids.ts';

/** Milliseconds as `0:07`, `12:34` or `1:02:03`; never negative, however the clocks differ. */
export function clockText(milliseconds: number): string {
  const seconds = Math.max(0, Math.floor(milliseconds / 1000));
  const [hours, minutes] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60];
  const rest = String(seconds % 60).padStart(2, '0');
  return hours > 0 ? `${hours}:${String(minutes).padStart(2, '0')}:${rest}` : `${minutes}:${rest}`;
}

/** What is left of `seconds` that began at `since`, in milliseconds, at least 0. */
export function remaining(since: Instant, seconds: number, now: Instant): number {
  return Math.max(0, since + seconds * 1000 - now);
}

/** How long the longest-waiting caller has waited, in milliseconds. */
export function longestWait(waiting: readonly Waiting[], now: Instant): number {
  return waiting.reduce((longest, entry) => Math.max(longest, now - entry.since), 0);
}

/** When to fetch the next access token: five minutes before it runs out, or half-way through a short one. */
export function refreshDelay(expiresAt: Instant, now: Instant): number {
  const left = Math.max(0, expiresAt - now);
  return Math.max(1000, left > 10 * 60_000 ? left - 5 * 60_000 : left / 2);
}

/** The time of day; with the weekday within a week, and with the date when that could be another week's. */
export function dayTimeText(at: Instant, now: Instant, language: Language): string {
  const options = { ...dayOptions(at, now), hour: '2-digit', minute: '2-digit' } as const;
  return new Intl.DateTimeFormat(language, options).format(at);
}

function dayOptions(at: Instant, now: Instant): Intl.DateTimeFormatOptions {
  const days = Math.round((midnight(now) - midnight(at)) / ONE_DAY_MS);
  if (days === 0) return {};
  if (days > 0 && days < 7) return { weekday: 'short' };
  const isOtherYear = new Date(at).getFullYear() !== new Date(now).getFullYear();
  return { month: 'short', day: 'numeric', ...(isOtherYear && { year: 'numeric' }) };
}

const ONE_DAY_MS = 86_400_000;

/** The beginning of that day, where the agent is. */
function midnight(at: Instant): Instant {
  return new Date(at).setHours(0, 0, 0, 0);
}
