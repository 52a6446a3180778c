import type { Agent, Presence } from '../model/agent.ts';
import type { CallSid, Instant, LegId } from '../model/ids.ts';
import type { ReleaseReason } from '../model/commands.ts';
import type { Settings } from '../model/settings.ts';
import { numberOfLeg } from '../model/legs.ts';

/** Time beyond the ring, for the dial, Twilio's late timeouts and a lost callback. */
const CLAIM_SLACK_SECONDS = 25;

const OTHER_PAGES_AT_MOST = 3;
const UNATTENDED_AT_MOST = 3;

/** After how long a silent page is gone. */
type PageTimes = Pick<Settings, 'pageGoneSeconds'>;

/** What an agent may choose for themselves. */
export type ChosenPresence = Extract<Presence, 'available' | 'away' | 'offline'>;

/** Whether the agent's claim should have been confirmed or released by now. If so, something was lost. */
export function claimHasLapsed(agent: Agent, now: Instant): boolean {
  return agent.call !== undefined && agent.claimUntil !== undefined && agent.claimUntil < now;
}

/** Whether the agent's page was heard of lately. */
export function pageIsAlive(agent: Agent, now: Instant, settings: PageTimes): boolean {
  return now - agent.seenAt < settings.pageGoneSeconds * 1000;
}

/** Whether the agent's page sends heartbeats, as far as we know. Such a page checks on others. */
export function isLookingOn(agent: Agent, now: Instant, settings: Settings): boolean {
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

/** Whether another claim was quicker. It is another call's, or that of a newer leg by which the agent rejoined. */
function isTaken(agent: Agent, call: CallSid, leg: LegId): boolean {
  if (agent.call === call) return agent.leg !== undefined && numberOfLeg(agent.leg) > numberOfLeg(leg);
  return agent.call !== undefined;
}

/** Whether an attempt claims the agent for this very leg. It is not confirmed yet and may fail. */
export function isBeingClaimed(agent: Agent, call: CallSid, leg: LegId): boolean {
  return agent.call === call && agent.leg === leg && agent.claimedBy !== undefined;
}

/**
 * The agent claimed for the leg, or undefined when another call, or a newer leg, has them.
 * @param claimedBy names this attempt
 */
export function claim(
  agent: Agent,
  { call, leg, claimedBy }: { readonly call: CallSid; readonly leg: LegId; readonly claimedBy: string },
  now: Instant,
  settings: Settings,
): Agent | undefined {
  if (isTaken(agent, call, leg)) return undefined;
  const { why: _why, notice: _notice, ...rest } = agent;
  const claimUntil = now + (settings.ringSeconds + CLAIM_SLACK_SECONDS) * 1000;
  return { ...rest, presence: 'busy', since: now, call, leg, claimUntil, claimedBy };
}

/** The agent as they were before an attempt that failed; undefined when another claim has come since. */
export function unclaim(agent: Agent, before: Agent, claimedBy: string): Agent | undefined {
  if (agent.claimedBy !== claimedBy) return undefined;
  return { ...before, seenAt: agent.seenAt, ...(agent.pages && { pages: agent.pages }) };
}

/**
 * The agent is on the line, so the claim holds until it is released. Undefined when the claim is another one, or
 * confirmed already.
 */
export function confirm(agent: Agent, call: CallSid, leg: LegId, now: Instant): Agent | undefined {
  const isLost = isTaken(agent, call, leg) && (agent.call === call || !claimHasLapsed(agent, now));
  const isDone = agent.call === call && agent.leg === leg && agent.claimUntil === undefined;
  if (isLost || isDone) return undefined;
  const { claimUntil: _until, claimedBy: _by, ...rest } = agent;
  return { ...rest, presence: 'busy', call, leg };
}

/** The agent's page is gone, and their place is kept until then. Undefined when the claim is another one. */
export function keepClaimUntil(
  agent: Agent,
  held: { readonly call: CallSid; readonly leg: LegId },
  until: Instant,
): Agent | undefined {
  return agent.call === held.call && agent.leg === held.leg ? { ...agent, claimUntil: until } : undefined;
}

/** The agent after this leg of this call has released them. Undefined when another leg or call has them by now. */
export function release(
  agent: Agent,
  held: { readonly call: CallSid; readonly leg: LegId },
  to: Presence,
  why: ReleaseReason,
  now: Instant,
): Agent | undefined {
  if (agent.call !== held.call || agent.leg !== held.leg) return undefined;
  const reason = presenceReason(why);
  const idleSince = why === 'call-ended' || why === 'left' ? now : agent.idleSince;
  return {
    ...unbound(agent),
    presence: to,
    since: now,
    idleSince,
    notice: { code: why, call: held.call, at: now },
    ...((to === 'away' || to === 'offline') && reason && { why: reason }),
  };
}

/** The agent has left the call to outside parties only. */
export function addUnattended(agent: Agent, call: CallSid): Agent {
  const others = agent.leftBehind?.filter((each) => each !== call) ?? [];
  return { ...agent, leftBehind: [...others, call].slice(-UNATTENDED_AT_MOST) };
}

/** Nobody needs to check the call any more. Undefined when nobody did. */
export function removeUnattended(agent: Agent, call: CallSid): Agent | undefined {
  const { leftBehind = [], ...rest } = agent;
  const others = leftBehind.filter((each) => each !== call);
  if (others.length === leftBehind.length) return undefined;
  return { ...rest, ...(others.length > 0 && { leftBehind: others }) };
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
 * reloaded the page already: the goodbye may come late. A reloaded page comes back to wrap-up and to the reason why the
 * agent is away, so both stay until the page counts as gone. On a call only the leg counts, and the page is noted.
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

function unbound(agent: Agent): Agent {
  const { call: _call, leg: _leg, claimUntil: _until, claimedBy: _by, why: _why, ...rest } = agent;
  return rest;
}

function presenceReason(why: ReleaseReason): Agent['why'] {
  switch (why) {
    case 'missed':
    case 'declined':
    case 'page-closed':
    case 'unreachable':
      return why;
    case 'vanished':
      return 'page-gone';
    default:
      return undefined;
  }
}
