import type { Agent, Presence, PresenceReason } from '../model/agent.ts';
import type { CallSid, Instant, LegId } from '../model/ids.ts';
import type { ReleaseReason } from '../model/commands.ts';
import type { Settings } from '../model/settings.ts';
import { numberOfLeg } from '../model/legs.ts';

/** Time beyond the ring, for the dial, Twilio's late timeouts and a lost callback. */
const CLAIM_SLACK_SECONDS = 25;

/** An agent's item stays small. Their newest unattended calls are kept. */
const UNATTENDED_AT_MOST = 3;

/** Whether the agent's claim should have been confirmed or released by now. If so, something was lost. */
export function claimHasLapsed(agent: Agent, now: Instant): boolean {
  return agent.call !== undefined && agent.claimUntil !== undefined && agent.claimUntil < now;
}

/** Whether the agent has another claim: another call's, or that of a newer leg of this call, as after a rejoin. */
function isTaken(agent: Agent, call: CallSid, leg: LegId): boolean {
  if (agent.call === call) return agent.leg !== undefined && numberOfLeg(agent.leg) > numberOfLeg(leg);
  return agent.call !== undefined;
}

/** Whether an attempt has claimed the agent for this very leg. The claim is not confirmed yet, and may be undone. */
export function isBeingClaimed(agent: Agent, call: CallSid, leg: LegId): boolean {
  return agent.call === call && agent.leg === leg && agent.claimedBy !== undefined;
}

/**
 * The agent claimed for the leg, until the ring must be over. Undefined when another call or a newer leg has them.
 * @param claimedBy names this attempt, so that only it can take the claim back
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

/**
 * The agent as they were before an attempt that failed, with their newest heartbeats. Undefined when another claim has
 * come since.
 */
export function unclaim(agent: Agent, before: Agent, claimedBy: string): Agent | undefined {
  if (agent.claimedBy !== claimedBy) return undefined;
  return { ...before, seenAt: agent.seenAt, ...(agent.pages && { pages: agent.pages }) };
}

/**
 * The agent is on the line, so the claim holds until it is released. Undefined when the claim is another one, or
 * confirmed already.
 */
export function confirm(agent: Agent, call: CallSid, leg: LegId, now: Instant): Agent | undefined {
  // The agent is on the line here. So another call's claim counts only until it lapses.
  const isLost = isTaken(agent, call, leg) && (agent.call === call || !claimHasLapsed(agent, now));
  const isDone = agent.call === call && agent.leg === leg && agent.claimUntil === undefined;
  if (isLost || isDone) return undefined;
  const { claimUntil: _until, claimedBy: _by, ...rest } = agent;
  return { ...rest, presence: 'busy', call, leg };
}

/** The agent whose page is gone. Their claim is kept until `until`. Undefined when the claim is another one. */
export function keepClaimUntil(
  agent: Agent,
  held: { readonly call: CallSid; readonly leg: LegId },
  until: Instant,
): Agent | undefined {
  return agent.call === held.call && agent.leg === held.leg ? { ...agent, claimUntil: until } : undefined;
}

/** The agent, released by this leg of this call. Undefined when another leg or call has them by now. */
export function release(
  agent: Agent,
  held: { readonly call: CallSid; readonly leg: LegId },
  to: Presence,
  why: ReleaseReason,
  now: Instant,
): Agent | undefined {
  if (agent.call !== held.call || agent.leg !== held.leg) return undefined;
  const reason = presenceReason(why);
  // An agent who was on the call has had their turn. An offer that failed leaves it to them.
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

/** The agent, with one more call that they have left to outside parties only. */
export function addUnattended(agent: Agent, call: CallSid): Agent {
  const others = agent.leftBehind?.filter((each) => each !== call) ?? [];
  return { ...agent, leftBehind: [...others, call].slice(-UNATTENDED_AT_MOST) };
}

/** The agent without an unattended call that nobody needs to check any more. Undefined when it was not theirs. */
export function removeUnattended(agent: Agent, call: CallSid): Agent | undefined {
  const { leftBehind = [], ...rest } = agent;
  const others = leftBehind.filter((each) => each !== call);
  if (others.length === leftBehind.length) return undefined;
  return { ...rest, ...(others.length > 0 && { leftBehind: others }) };
}

/** The agent without a call, and without a reason of an earlier one. */
export function unbound(agent: Agent): Agent {
  const { call: _call, leg: _leg, claimUntil: _until, claimedBy: _by, why: _why, ...rest } = agent;
  return rest;
}

/** The reason that the page shows beside away or offline; undefined where there is none to show. */
function presenceReason(why: ReleaseReason): PresenceReason | undefined {
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
