import type { Agent, Presence } from '../model/agent.ts';
import type { CallSid, Instant } from '../model/ids.ts';
import type { Settings } from '../model/settings.ts';
import { unbound } from './claim.ts';

const OTHER_PAGES_AT_MOST = 3;

/** After how long a silent page is gone. */
type PageTimes = Pick<Settings, 'pageGoneSeconds'>;

/** What an agent may choose for themselves. */
export type ChosenPresence = Extract<Presence, 'available' | 'away' | 'offline'>;

/** Whether the agent's page was heard of lately. */
export function pageIsAlive(agent: Agent, now: Instant, settings: PageTimes): boolean {
  return now - agent.seenAt < settings.pageGoneSeconds * 1000;
}

/** Whether the agent's page sends heartbeats, as far as we know. Such a page checks on others. */
export function checksOnOthers(agent: Agent, now: Instant, settings: Settings): boolean {
  return agent.presence !== 'offline' && pageIsAlive(agent, now, settings);
}

/**
 * Whether the page of an agent on a call has fallen silent. A living page is recorded at least once in two thirds of
 * the time after which it counts as gone. A silent page only leads to a room check. That may come before the page
 * counts as gone.
 */
export function pageIsSilent(agent: Agent, now: Instant, settings: Settings): boolean {
  return now - agent.seenAt >= (settings.pageGoneSeconds * 1000 * 2) / 3;
}

/**
 * Whether the agent may be offered a call from the queue or as a transfer. A lapsed claim keeps other calls away until
 * its call was checked. The agent may be talking, and only the webhook was lost.
 */
export function canBeOffered(agent: Agent, now: Instant, settings: PageTimes): boolean {
  return agent.call === undefined && agent.presence === 'available' && pageIsAlive(agent, now, settings);
}

/**
 * Whether a transfer may ring the agent. A colleague who took the call over may send it straight back. So a transfer
 * may also ring an agent who wraps up this very call.
 */
export function canBeAsked(agent: Agent, call: CallSid, now: Instant, settings: PageTimes): boolean {
  const wrapsUp = agent.presence === 'wrap-up' && agent.notice?.call === call && agent.call === undefined;
  const isThere = wrapsUp && pageIsAlive(agent, now, settings) && hasOpenPage(agent);
  return isThere || canBeOffered(agent, now, settings);
}

/**
 * Whether a call of the agent's own may come back to them. That is so in wrap-up, too, and while they are still claimed
 * for it.
 */
export function canBeRecalled(agent: Agent, call: CallSid, now: Instant, settings: Settings): boolean {
  if (!pageIsAlive(agent, now, settings) || !hasOpenPage(agent)) return false;
  if (agent.call !== undefined) return agent.call === call;
  return agent.presence === 'available' || agent.presence === 'wrap-up' || agent.presence === 'busy';
}

/** The presence that the agent chose; undefined while a call has them, because then they cannot set it. */
export function withChosenPresence(agent: Agent, presence: ChosenPresence, now: Instant): Agent | undefined {
  if (agent.call !== undefined) return undefined;
  const idleSince = presence === 'available' && agent.presence !== 'available' ? now : agent.idleSince;
  return { ...unbound(agent), presence, since: now, idleSince, seenAt: now };
}

/**
 * The page sent a heartbeat.
 * @param page names the page among several that an agent may have open
 */
export function markSeen(agent: Agent, now: Instant, settings: Settings, page?: string): Agent {
  const alive = { ...agent, seenAt: Math.max(agent.seenAt, now) };
  if (page === undefined) return alive;
  const others = otherPages(agent, page, now, settings).slice(-OTHER_PAGES_AT_MOST);
  return { ...alive, pages: Object.fromEntries([...others, [page, now]]) };
}

/** Whether a recent heartbeat of the page is recorded. Two more may then be lost before the page counts as gone. */
export function wasSeenRecently(agent: Agent, now: Instant, settings: Settings, page?: string): boolean {
  return heardForSeconds(agent, now, settings, page) > 0;
}

/** The seconds until the page must be recorded again; negative when that is due. */
export function heardForSeconds(agent: Agent, now: Instant, settings: Settings, page?: string): number {
  const at = page === undefined ? agent.seenAt : (agent.pages?.[page] ?? 0);
  return settings.pageGoneSeconds / 3 - (now - Math.min(at, agent.seenAt)) / 1000;
}

function otherPages(agent: Agent, page: string, now: Instant, settings: Settings) {
  const isAlive = (seenAt: Instant) => now - seenAt < settings.pageGoneSeconds * 1000;
  return Object.entries(agent.pages ?? {}).filter(([name, seenAt]) => name !== page && isAlive(seenAt));
}

/**
 * The agent after time alone changed their presence: page gone, wrap-up over. Undefined when nothing changed, or a call
 * has them.
 */
export function aged(agent: Agent, now: Instant, settings: Settings): Agent | undefined {
  if (agent.call !== undefined) return undefined;
  if (agent.presence !== 'offline' && !pageIsAlive(agent, now, settings)) return wentOffline(agent, now);
  const wrapUpEnds = agent.since + settings.wrapUpSeconds * 1000;
  if (agent.presence !== 'wrap-up' || now < wrapUpEnds) return undefined;
  if (!hasOpenPage(agent)) return wentOffline(agent, now);
  return { ...agent, presence: 'available', since: now, idleSince: now };
}

/**
 * One of the agent's pages said goodbye. An agent with another open page stays as they are. So does one who has
 * reloaded the page already: the goodbye may come late. A reloaded page comes back to wrap-up, and to the reason why
 * the agent is away. Both stay until the page counts as gone. On a call only the leg counts, and the page is noted.
 */
export function closedPage(
  agent: Agent,
  page: string | undefined,
  now: Instant,
  settings: Settings,
): Agent | undefined {
  const others = page === undefined ? [] : otherPages(agent, page, now, settings);
  const hasMore = agent.presence === 'wrap-up' || (agent.presence === 'away' && agent.why !== undefined);
  const stays = others.length > 0 || (page !== undefined && (hasMore || agent.call !== undefined));
  return stays ? { ...agent, pages: Object.fromEntries(others) } : wentOffline(agent, now, 'page-left');
}

/** Whether the agent has an open page: one that did not say goodbye. */
function hasOpenPage({ pages }: Agent): boolean {
  return pages === undefined || Object.keys(pages).length > 0;
}

/** Whether a page of the agent is known to be open: one that sent a heartbeat, and no goodbye. */
export function hasKnownPage({ pages = {} }: Agent): boolean {
  return Object.keys(pages).length > 0;
}

/**
 * The agent has no page any more. Undefined when a call has the agent: then only the leg counts.
 * @param why whether the page said goodbye, or sent no heartbeat for too long
 */
export function wentOffline(
  agent: Agent,
  now: Instant,
  why: 'page-left' | 'page-gone' = 'page-gone',
): Agent | undefined {
  if (agent.call !== undefined) return undefined;
  return { ...unbound(agent), presence: 'offline', why, since: now };
}

/** Orders agents: longest idle first. The name decides between equals, so that every reader has the same order. */
export function byLongestIdle(one: Agent, other: Agent): number {
  return one.idleSince - other.idleSince || (one.id < other.id ? -1 : 1);
}
