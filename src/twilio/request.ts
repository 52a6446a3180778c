import type { Budget } from '../shared/storage.ts';

/** No single request may use up the whole budget: half of what is left, but time enough for an answer. */
const ATTEMPT_MS = 3000;
const LEAST_ATTEMPT_MS = 1000;
const REQUEST_TRIES = 5;
const LONGEST_PAUSE_MS = 1000;
/** What is tried to the end still leaves time to note what came of it. */
const NOTING_MS = 1000;
const NEVER_SENT = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN']);

/** No answer within the time that there was: whether it took effect is not known. */
export class NoAnswerError extends Error {
  override readonly name = 'NoAnswerError';
}

/** The HTTP status that a failed request was answered with; undefined when nothing answered. */
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
  /** Whether it does no harm when it is carried out twice. */
  readonly idempotent: boolean;
  /** As often as the time allows. */
  readonly toTheEnd?: boolean;
  /** So often at most, whatever the answer: there is something else to be done without it. */
  readonly tries?: number;
}

/**
 * Sends a request to Twilio, tried again with jitter while there is time. What was surely not carried out (429, connection
 * refused) is always tried again; what may have been (5xx, no answer) only where repeating it does no harm.
 * @param send must make a new request each time; told whether an earlier one may have taken effect
 * @param how a few times, unless it says otherwise; what was asked too often (429) as often as the time allows
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

/** An object that all calls share takes so many requests a second: there is room for this one soon. */
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
