import type { Session } from '../auth/sessions.ts';
import type { PageConfig } from '../config.ts';
import type { Incoming } from './response.ts';
import type { Stores } from './service.ts';
import { browserOf, COOKIE, isStale, readSession, renewed, sessionCookie } from '../auth/sessions.ts';
import { ApiError } from '../shared/errors.ts';

/**
 * How a session is compared with its account. `at-once`: by each request. `lately`: within 45 s. That is for what a
 * page asks often, and what can neither bring a caller nor read a message.
 */
export type Comparison = 'at-once' | 'lately';

/** A request of a page, as far as its session matters. */
interface Asked {
  readonly stores: Pick<Stores, 'accounts' | 'security'>;
  readonly config: Pick<PageConfig, 'sessionSecret' | 'settings'>;
  readonly now: number;
  readonly path: string;
}

/** A cookie of the right name that another host has planted comes beside ours. No browser keeps many. */
const MOST_COOKIES = 8;
/** Anybody can send forged cookies. Each process tells of one a minute. */
const FORGERY_TOLD_EVERY_MS = 60_000;
let forgeryToldAt = 0;

/**
 * The session that the request proves, compared with its account where that is due.
 * @param key the browser's own; `any` for what an address asks, which carries none and changes nothing
 * @throws ApiError `not-signed-in`
 */
export async function sessionOf(
  event: Incoming,
  asked: Asked,
  key: string | undefined,
  comparison: Comparison,
): Promise<{ readonly value: Session; readonly cookie?: string }> {
  const { stores, config, now } = asked;
  const browser = key === undefined ? undefined : browserOf(key);
  const session = (await sessionsIn(event, asked)).find((each) => key === 'any' || each.browser === browser);
  if (!session) throw new ApiError('not-signed-in');
  if (comparison === 'lately' && !isStale(session, now)) return { value: session };
  const account = await stores.accounts.load(session.agent);
  const value = renewed(session, account?.value, now);
  if (!value) throw new ApiError('not-signed-in');
  const { sessionSecret, settings } = config;
  return { value, cookie: sessionCookie(value, sessionSecret, now, settings.idleMinutes) };
}

async function sessionsIn(
  event: Incoming,
  { stores, config, now, path }: Asked,
): Promise<readonly Session[]> {
  const read = cookiesIn(event).map((each) => readSession(each, config.sessionSecret, now));
  if (read.includes('forged') && now - forgeryToldAt > FORGERY_TOLD_EVERY_MS) {
    forgeryToldAt = now;
    await stores.security.record({ what: 'cookie-forged', path });
  }
  return read.filter((each) => typeof each === 'object');
}

/** Each value of our cookie. The platform gives only one of several in `cookies`. */
function cookiesIn({ request }: Incoming): readonly string[] {
  const pairs = (request?.headers?.['cookie'] ?? '').split(/;\s*/).map((pair) => pair.split('='));
  const values = pairs.flatMap(([name, value]) => (name === COOKIE && value ? value : []));
  const parsed = request?.cookies?.[COOKIE];
  return [...new Set([...values, ...(parsed ? [parsed] : [])])].slice(0, MOST_COOKIES);
}
