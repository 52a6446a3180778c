import type { Budget } from '../shared/storage.ts';

/** No single request may use up the whole budget. It gets half of the rest, but enough time for an answer. */
const ATTEMPT_MS = 3000;
const LEAST_ATTEMPT_MS = 1000;
const REQUEST_TRIES = 5;
const LONGEST_PAUSE_MS = 1000;
/** Time that the retries leave to record the result. */
const NOTING_MS = 1000;
const NEVER_SENT = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN']);

/** Twilio did not answer in time. It is not known whether the request took effect. */
export class NoAnswerError extends Error {
  override readonly name = 'NoAnswerError';
}

/** The HTTP status of a failed request; undefined when no answer came. */
export function statusOf(error: unknown): number | undefined {
  const status = (error as { status?: unknown } | undefined)?.status;
  return typeof status === 'number' ? status : undefined;
}

/** Twilio's error code of a failed request; undefined when there is none. https://www.twilio.com/docs/api/errors */
export function codeOf(error: unknown): number | undefined {
  const code = (error as { code?: unknown } | undefined)?.code;
  return typeof code === 'number' ? code : undefined;
}

/** How a request is tried again. */
interface How {
  /** Whether a second run of the request does no harm. */
  readonly idempotent: boolean;
  /** Try as often as the time allows. */
  readonly toTheEnd?: boolean;
  /** Try so often at most, whatever the answer, because there is another way without it. */
  readonly tries?: number;
}

/**
 * Sends a request to Twilio, and tries again with jitter while there is time. A request that surely took no effect
 * (429, connection refused) is always tried again. One that may have taken effect (5xx, no answer) is tried again only
 * where that does no harm.
 * @param send makes a new request each time; its argument says whether an earlier one may have taken effect
 * @param how the number of tries: a few unless it says otherwise; after 429 as often as the time allows
 * @throws the last error, or NoAnswerError when time ran out
 */
export async function request<T>(
  budget: Budget,
  send: (maybeDone: boolean) => Promise<T>,
  how: How,
): Promise<T> {
  let maybeDone = false;
  for (let tries = 1; ; tries++) {
    try {
      return await withTimeout(budget, send(maybeDone));
    } catch (error) {
      const pause = Math.random() * Math.min(60 * 2 ** tries, LONGEST_PAUSE_MS);
      const mayRepeat = wasNeverDone(error) || (how.idempotent && isTransient(error));
      const isTime = isToTheEnd(error, how)
        ? budget.left() > pause + NOTING_MS
        : tries < (how.tries ?? REQUEST_TRIES) && budget.left() > pause;
      if (!mayRepeat || !isTime) throw error;
      maybeDone ||= mayBeDone(error);
      await budget.sleep(pause);
    }
  }
}

/** An object that all calls share takes only so many requests a second. There is room for this one soon. */
function isToTheEnd(error: unknown, { toTheEnd = false, tries }: How): boolean {
  return toTheEnd || (tries === undefined && statusOf(error) === 429);
}

/** Whether a request that failed may have taken effect all the same. */
export function mayBeDone(error: unknown): boolean {
  return !wasNeverDone(error) && isTransient(error);
}

function wasNeverDone(error: unknown): boolean {
  return statusOf(error) === 429 || NEVER_SENT.has(String((error as { code?: unknown }).code));
}

function isTransient(error: unknown): boolean {
  const status = statusOf(error);
  return status === undefined || status >= 500;
}

async function withTimeout<T>(budget: Budget, sent: Promise<T>): Promise<T> {
  const left = Math.max(0, budget.left());
  const ms = Math.min(ATTEMPT_MS, left, Math.max(LEAST_ATTEMPT_MS, left / 2));
  let timer: NodeJS.Timeout | undefined;
  const timeout = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new NoAnswerError('Twilio did not answer in time.')), ms);
  });
  try {
    return await Promise.race([sent, timeout]);
  } finally {
    clearTimeout(timer);
  }
}
