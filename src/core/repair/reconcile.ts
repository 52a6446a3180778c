import type { Call, Leg } from '../model/call.ts';
import type { AgentId, Instant, LegId } from '../model/ids.ts';
import type { Command } from '../model/commands.ts';
import type { DialledLeg, Event, SeenParticipant } from '../model/events.ts';
import { legVanished, offerFailed } from '../legs/departures.ts';
import { end } from '../legs/ending.ts';
import { markFormerOwner, legJoined, advanceLeg } from '../legs/progress.ts';
import { agentLeg, knowsAgent, legOf, onLine } from '../model/legs.ts';
import { isOverdue } from '../routing/offers.ts';
import { dialFailed } from './command-results.ts';
import { isClosed, needsAgent } from '../model/phase.ts';
import { subjectOf } from '../effects/descriptors.ts';
import { isLost, legInDoubt } from '../effects/pending.ts';
import { customerSound, legSound } from '../effects/sound.ts';
import { hasFallenSilent, isAlone, musicIsLate } from './music.ts';
import type { Transition } from '../transition.ts';

type RoomChecked = Extract<Event, { type: 'RoomChecked' }>;

/** Twilio's answer about the room may be this old when we decide on it. Anything newer is left alone. */
const ROOM_ANSWER_AGE_MS = 5000;

/** While people talk no music ticks. Their pages' heartbeats are the clock, and one room check serves them all. */
const ROOM_CHECK_EVERY_MS = 18_000;

/** Twilio sends two webhooks when somebody leaves. One room check serves both. */
const SAME_LEAVING_MS = 2000;

/** The page of an agent who has just joined may not know it yet. */
const NEWCOMER_MS = 10_000;

/** Twilio asks an answered leg at once what to do, and lets it in within seconds. */
const NEVER_JOINED_MS = 25_000;

/**
 * A page has said whether it has this call on its line. An agent may have two pages, so the word of one is not enough,
 * and we check the room. That serves the whole call: it finds whoever left without a webhook.
 */
export function pageReported(
  transition: Transition,
  agent: AgentId,
  onCall: boolean,
): Transition | undefined {
  if (isClosed(transition.call)) return undefined;
  const leg = agentLeg(transition.call, agent);
  const isThere = leg?.state === 'on' || leg?.state === 'answered';
  const isNew = leg !== undefined && transition.now - leg.since < NEWCOMER_MS;
  return (onCall || isThere) && !isNew ? checkRoom(transition) : undefined;
}

/**
 * The claim may be stale. An agent with a leg may still be talking: check the conference. An agent unknown to this call is
 * released. Nobody is released while the customer still has to be hung up, because that agent's heartbeat is what retries it.
 */
export function claimStale(transition: Transition, agent: AgentId, leg: LegId): Transition | undefined {
  const own = agentLeg(transition.call, agent);
  if (own) return transition.now - own.since < NEWCOMER_MS ? undefined : checkRoom(transition);
  if (isBeingHungUp(transition.call)) return undefined;
  // Nothing changes for this agent, but finalize releases places that have lapsed meanwhile.
  if (knowsAgent(transition.call, agent)) return transition;
  return transition.run({ type: 'ReleaseAgent', agent, leg, to: 'available', why: 'claim-expired' });
}

function isBeingHungUp({ pending }: Call): boolean {
  return pending.some(({ command }) => command.type === 'HangUpCustomer');
}

/** No page reports the call. A waiting customer whose music ticks needs no check. */
export function callUnattended(transition: Transition): Transition | undefined {
  const { call, now } = transition;
  const isLookedAfter = needsAgent(call) && !call.rescue && !musicIsLate(call, now);
  return isClosed(call) || isLookedAfter ? undefined : checkRoom(transition);
}

/** Checks the room, unless that was done lately. */
export function checkRoom(transition: Transition): Transition | undefined {
  return checkRoomUnlessSince(transition, ROOM_CHECK_EVERY_MS);
}

/**
 * Somebody left, and the customer should have others to talk with. Those may have left too, and we could not save it.
 * So check the room at once: until then the customer would hear nobody.
 */
export function checkRoomAfterLeaving(transition: Transition): Transition {
  const hasOthers = !isClosed(transition.call) && onLine(transition.call).length > 0;
  return (hasOthers && checkRoomUnlessSince(transition, SAME_LEAVING_MS)) || transition;
}

function checkRoomUnlessSince(transition: Transition, ms: number): Transition | undefined {
  const { roomCheckedAt } = transition.call;
  if (roomCheckedAt !== undefined && transition.now - roomCheckedAt < ms) return undefined;
  return transition.with({ roomCheckedAt: transition.now }).run({ type: 'CheckRoom' });
}

/** Brings the call in line with who is really in the room. Then brings the room's sound in line with the call. */
export function roomChecked(
  transition: Transition,
  { inRoom, customerAlive, room, dialled = [] }: RoomChecked,
): Transition {
  if (isClosed(transition.call)) return transition;
  if (!customerAlive) return end(transition, 'customer-hung-up');
  const joined = inRoom.reduce(noteParticipant, room ? transition.with({ room }) : transition);
  const known = dialled.reduce(noteDialled, joined);
  const left = missingLegs(known, inRoom).reduce((next, leg) => legVanished(next.hangUp(leg), leg), known);
  const sure = noteOutside(giveUpDials(giveUpOverdue(giveUpStrays(left))), inRoom);
  return sure.run(...inRoom.flatMap((seen) => corrections(sure, seen)));
}

/**
 * The customer is in no room and hears no music. They were asked for a message, and we could not note it. Nobody is
 * rung for them until their music ticks again.
 */
function noteOutside(transition: Transition, inRoom: readonly SeenParticipant[]): Transition {
  const { call, now } = transition;
  const isOutside = isAlone(call) && musicIsLate(call, now) && !inRoom.some(({ sid }) => sid === call.id);
  return transition.when(isOutside, (each) => each.with({ customer: { ...call.customer, joined: false } }));
}

/** Gives up the legs for which Twilio has no phone call. A phone call that turns up later is hung up. */
function giveUpDials(transition: Transition): Transition {
  const { call, now } = transition;
  const lost = call.pending.filter((each) => isLost(each, now));
  const legs = lost.flatMap(({ command }) => legInDoubt(call, command) ?? []);
  return legs.reduce((next, leg) => dialFailed(next, leg) ?? next, transition);
}

/** A ringing agent is not in the room yet, and must not be rung a second time. */
function noteDialled(transition: Transition, { leg, sid }: DialledLeg): Transition {
  return advanceLeg(transition, leg, sid, 'dialling') ?? transition;
}

function noteParticipant(transition: Transition, seen: SeenParticipant): Transition {
  if (seen.sid === transition.call.id) return transition;
  const leg =
    transition.call.legs.find((each) => each.sid === seen.sid) ?? legOf(transition.call, seen.label);
  if (leg?.state === 'on' && leg.sid === seen.sid) return transition;
  return legJoined(transition, leg?.id ?? seen.label ?? 'stray', seen.sid) ?? transition;
}

function missingLegs(transition: Transition, inRoom: readonly SeenParticipant[]): readonly Leg[] {
  const isSeen = (leg: Leg) => inRoom.some(({ sid }) => sid === leg.sid);
  return onLine(transition.call).filter(
    (leg) => !isSeen(leg) && transition.now - leg.since > ROOM_ANSWER_AGE_MS,
  );
}

/** Gives up the legs that answered long ago and are not in the room. The webhook of their end was lost. */
function giveUpStrays(transition: Transition): Transition {
  return transition.call.legs
    .filter((leg) => leg.state === 'answered' && !leg.held && transition.now - leg.since > NEVER_JOINED_MS)
    .reduce((next, leg) => offerFailed(markFormerOwner(next, leg), leg, 'unreachable'), transition);
}

/** Gives up the legs that should have stopped ringing long ago. The webhook of "no answer" was lost. */
function giveUpOverdue(transition: Transition): Transition {
  return transition.call.legs
    .filter((leg) => isOverdue(leg, transition))
    .reduce((next, leg) => offerFailed(next, leg, 'no-answer'), transition);
}

function corrections({ call, now }: Transition, seen: SeenParticipant): readonly Command[] {
  const underWay = call.pending.filter(({ failed }) => !failed);
  const awaited = new Set(underWay.map(({ command }) => subjectOf(command)));
  const wanted = seen.sid === call.id ? customerCorrections(call, seen, now) : legCorrections(call, seen);
  return wanted.filter((command) => !awaited.has(subjectOf(command)));
}

function customerCorrections(call: Call, seen: SeenParticipant, now: Instant): readonly Command[] {
  const { customer } = call;
  const isSilent = hasFallenSilent(call, now);
  const restarts = isSilent && (seen.held || isAlone(call));
  const isHeld = seen.held || (customer.waits === true && isAlone(call));
  const isHoldRight = restarts || (isHeld === (customer.hold !== undefined) && !isSilent);
  const sound = customerSound({ isHoldRight, muted: seen.muted }, customer);
  return restarts ? [{ type: 'RestartMusic' }, ...sound] : sound;
}

function legCorrections(call: Call, seen: SeenParticipant): readonly Command[] {
  const leg = onLine(call).find(({ sid }) => sid === seen.sid);
  return leg ? legSound(seen.sid, seen, leg) : [];
}

/** The agent's page is gone. An offer to it is pointless. If they were on the line, check the room. */
export function agentVanished(transition: Transition, agent: AgentId): Transition | undefined {
  const leg = agentLeg(transition.call, agent);
  if (!leg) return undefined;
  return leg.state === 'on' || leg.state === 'answered'
    ? checkRoom(transition)
    : offerFailed(transition, leg, 'unreachable');
}

/** The conference has ended although the call goes on. Ask Twilio what became of everybody. */
export function roomEnded(transition: Transition, room: string): Transition | undefined {
  const { call } = transition;
  return call.ending || call.room !== room ? undefined : transition.run({ type: 'CheckRoom' });
}
