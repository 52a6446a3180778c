/** How a webhook is delivered. https://www.twilio.com/docs/usage/webhooks/webhooks-connection-overrides */
export interface DeliveryRules {
  readonly retries: number;
  readonly readMs: number;
  readonly totalMs: number;
  /** Whether a failure of this kind (`ct` connection, `rt` read time-out, `4xx`, `5xx`) is tried again. */
  readonly retryOn: (kind: string) => boolean;
}

/** Twilio's rules for voice, with the overrides of the URL's fragment (`#rc=2&rp=ct,5xx&rt=3000`). */
export function readRules(url: string): DeliveryRules {
  const fragment = new URLSearchParams(/#(.*)$/s.exec(url)?.[1] ?? '');
  const policy = (fragment.get('rp') ?? 'ct').split(',');
  return {
    retries: bounded(fragment.get('rc'), 1, 0, 5),
    readMs: bounded(fragment.get('rt'), 15_000, 100, 15_000),
    totalMs: bounded(fragment.get('tt'), 15_000, 100, 15_000),
    retryOn: (kind) => policy.includes(kind) || policy.includes('all'),
  };
}

function bounded(text: string | null, usual: number, least: number, most: number): number {
  const value = text === null ? Number.NaN : Number(text);
  return Number.isFinite(value) ? Math.min(most, Math.max(least, value)) : usual;
}
