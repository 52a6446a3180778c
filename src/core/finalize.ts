import type { Call, KeptPlace, Leg } from './model/call.ts';
import type { Command } from './model/commands.ts';
import { agentLeg, legOf, onLine, ownerOf } from './model/legs.ts';
import { fitted } from './record/document-size.ts';
import { cancelOffers, isAccompanied } from './routing/offers.ts';
import { awaiting, isDial, subjectOf } from './effects/pending.ts';
import { isClosed, needsAgent, phaseOf } from './model/phase.ts';
import { letIn, liftWithOwner } from './restraints.ts';
import type { Transition } from './transition.ts';

/**
 * Completes a decision with all that follows from the state alone, so that no rule can forget it. Rescue ends when
 * somebody is on the line. Holds and mutes become commands. The customer joins or leaves the queue. The phase gets its
 * name.
 */
export function finalize(before: Call | undefined, transition: Transition): Transition {
  const rested = isClosed(transition.call) ? transition : rest(before, accompany(transition));
  const kept = releaseLapsedPlaces(releaseRescuedClaim(rested));
  const done = kept.run(...soundCommands(before, kept.call), ...queueCommands(before, kept.call));
  return awaitOutcomes(noteMusic(withoutOvertaken(namePhase(done))));
}

/** Music that a command starts begins now. */
function noteMusic(transition: Transition): Transition {
  const isPutOn = transition.commands.some(({ type }) => type === 'HoldCustomer');
  return transition.when(isPutOn, (each) => each.with({ musicAt: transition.now }));
}

/** A mute or hold ends when nobody could end it any more. */
function rest(before: Call | undefined, transition: Transition): Transition {
  return before ? letIn(before, liftWithOwner(before, transition)) : transition;
}

/** Somebody is on the line. No other agent needs to be rung, and the waiting music stops. */
function accompany(transition: Transition): Transition {
  if (onLine(transition.call).length === 0) return transition;
  const alone = transition.call.customer.hold === 'rescue' || transition.call.customer.hold === 'transfer';
  return cancelOffers(transition.with({ owner: ownerOf(transition.call)?.id }))
    .when(alone, (each) => each.hold(undefined))
    .when(!isAccompanied(transition), (each) => each.joinAll());
}

/** The vanished agent's claim ends when they are back, when another agent is there, or when they took too long. */
function releaseRescuedClaim(transition: Transition): Transition {
  const { rescue } = transition.call;
  if (!rescue) return transition;
  const isOver = isClosed(transition.call) || onLine(transition.call).length > 0;
  const { keeps, ...rest } = rescue;
  if (!keeps) return transition.with({ rescue: isOver ? undefined : rescue });
  const isBack = agentLeg(transition.call, keeps.agent) !== undefined;
  if (!isBack && !isOver && transition.now < rescue.until) return transition;
  const freed = transition.with({ rescue: isOver ? undefined : rest });
  return isBack ? freed : freed.run(letGo(transition, { ...keeps, until: rescue.until }));
}

/** A kept place ends when its agent is back, when the call is over, or when the agent took too long. */
function releaseLapsedPlaces(transition: Transition): Transition {
  const { kept } = transition.call;
  if (!kept) return transition;
  const isOver = isClosed(transition.call);
  const away = kept.filter(({ agent }) => !agentLeg(transition.call, agent));
  const lapsed = away.filter(({ until }) => isOver || transition.now >= until);
  const rest = away.filter((place) => !lapsed.includes(place));
  return transition
    .with({ kept: rest.length > 0 ? rest : undefined })
    .run(...lapsed.map((place) => letGo(transition, place)));
}

/**
 * Twilio reports the legs of an ended call in any order. An agent who left just before the end most likely left by it,
 * and goes to wrap-up. The missing heartbeat finds a page that really died.
 */
function letGo({ call, now }: Transition, { agent, leg, until }: Omit<KeptPlace, 'name'>): Command {
  const leftByTheEnd = call.ending !== undefined && now < until;
  return leftByTheEnd
    ? { type: 'ReleaseAgent', agent, leg, to: 'wrap-up', why: 'call-ended' }
    : { type: 'ReleaseAgent', agent, leg, to: 'offline', why: 'vanished' };
}

/** The commands that change Twilio's conference, so that each party hears what they should. */
function soundCommands(before: Call | undefined, call: Call): readonly Command[] {
  if (!before || isClosed(call)) return [];
  return [
    ...customerSoundChanges(before, call),
    ...call.legs.flatMap((leg) => legSoundChanges(legOf(before, leg.id), leg)),
  ];
}

function customerSoundChanges({ customer: before }: Call, { customer }: Call): readonly Command[] {
  const commands: Command[] = [];
  if (before.hold !== customer.hold) commands.push(holdCommand(customer.hold));
  if (before.muted !== customer.muted) commands.push({ type: 'MuteCustomer', on: customer.muted });
  return commands;
}

/** The command that makes the customer hear the music, or the others. */
export function holdCommand(music: Call['customer']['hold']): Command {
  return music ? { type: 'HoldCustomer', music } : { type: 'UnholdCustomer' };
}

function legSoundChanges(
  before: Leg | undefined,
  { id: leg, sid, state, held, muted }: Leg,
): readonly Command[] {
  if (!sid || state !== 'on') return [];
  // Twilio lets a new participant in without hold or mute until we ask for it.
  const was = before?.state === 'on' ? before : { held: false, muted: false };
  const commands: Command[] = [];
  if (was.held !== held) commands.push({ type: 'HoldLeg', leg, sid, on: held });
  if (was.muted !== muted) commands.push({ type: 'MuteLeg', leg, sid, on: muted });
  return commands;
}

/** The caller is in the queue exactly while no agent is on the line, ringing or on the way. */
function queueCommands(before: Call | undefined, call: Call): readonly Command[] {
  const [was, is] = [before !== undefined && needsAgent(before), needsAgent(call)];
  if (was === is) return [];
  return [is ? { type: 'JoinQueue', front: call.rescue !== undefined } : { type: 'LeaveQueue' }];
}

function namePhase(transition: Transition): Transition {
  const phase = phaseOf(transition.call);
  return transition.when(phase !== transition.call.phase, (each) =>
    each.with({ phase, phaseSince: transition.now }),
  );
}

/**
 * A decision runs one command for each subject: the last one. It dials no leg that is gone again. The release of an
 * agent by an old leg does not remove the claim for their new leg.
 */
function withoutOvertaken(transition: Transition): Transition {
  const { call, commands } = transition;
  const isAlive = (command: Command) => 'leg' in command && legOf(call, command.leg) !== undefined;
  const chosen = new Map<string, Command>();
  for (const command of commands) {
    const before = chosen.get(subjectOf(command));
    if (!before || !isAlive(before) || isAlive(command)) chosen.set(subjectOf(command), command);
  }
  return transition.running([...chosen.values()].filter((command) => !isDial(command) || isAlive(command)));
}

function awaitOutcomes(transition: Transition): Transition {
  return transition.with(
    fitted({
      ...transition.call,
      pending: awaiting(transition.call.pending, transition.commands, transition.now),
    }),
  );
}
