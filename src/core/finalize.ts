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
 * Completes a decision with all that follows from the state alone, so that no rule can forget it: rescue is over when
 * somebody is on the line, holds and mutes are carried out, the queue is joined and left, the phase is named.
 */
export function finalize(before: Call | undefined, transition: Transition): Transition {
  const rested = isClosed(transition.call) ? transition : rest(before, accompany(transition));
  const kept = releaseLapsedPlaces(releaseRescuedClaim(rested));
  const done = kept.run(...soundCommands(before, kept.call), ...queueCommands(before, kept.call));
  return awaitOutcomes(noteMusic(withoutOvertaken(namePhase(done))));
}

/** Music that is put on begins now. */
function noteMusic(transition: Transition): Transition {
  const isPutOn = transition.commands.some(({ type }) => type === 'HoldCustomer' || type === 'RestartMusic');
  return transition.when(isPutOn, (each) => each.with({ musicAt: transition.now }));
}

/** What was done to people who can no longer be helped out of it ends. */
function rest(before: Call | undefined, transition: Transition): Transition {
  return before ? letIn(before, liftWithOwner(before, transition)) : transition;
}

/** Somebody is on the line: nobody else needs to be rung, and the music of being alone stops. */
function accompany(transition: Transition): Transition {
  if (onLine(transition.call).length === 0) return transition;
  const alone = transition.call.customer.hold === 'rescue' || transition.call.customer.hold === 'transfer';
  return cancelOffers(transition.with({ owner: ownerOf(transition.call)?.id }))
    .when(alone, (each) => each.hold(undefined))
    .when(!isAccompanied(transition), (each) => each.joinAll());
}

/** The vanished agent's claim ends when they are back, when somebody else is there, or when they took too long. */
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

/** Kept places end when their agents are back, when the call is over, or when they took too long. */
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
 * Twilio tells of one end in any order: who left just before it most likely left by it, and wraps up. A page that
 * really died is missed by its heartbeat.
 */
function letGo({ call, now }: Transition, { agent, leg, until }: Omit<KeptPlace, 'name'>): Command {
  const leftByTheEnd = call.ending !== undefined && now < until;
  return leftByTheEnd
    ? { type: 'ReleaseAgent', agent, leg, to: 'wrap-up', why: 'call-ended' }
    : { type: 'ReleaseAgent', agent, leg, to: 'offline', why: 'vanished' };
}

/** What must change in Twilio's room, so that everybody hears what they should. */
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

/** They could come in until now, and that they did may not be told yet. */
function mayBeIn(before: Leg | undefined): boolean {
  return before?.state === 'answered' && !before.held;
}

function legSoundChanges(
  before: Leg | undefined,
  { id: leg, sid, state, held, muted }: Leg,
): readonly Command[] {
  if (!sid) return [];
  if (state !== 'on') return mayBeIn(before) && held ? [{ type: 'HoldLeg', leg, sid, on: true }] : [];
  // Whoever comes in is neither held nor muted until that is asked for.
  const was = before?.state === 'on' ? before : { held: false, muted: false };
  const commands: Command[] = [];
  if (was.held !== held) commands.push({ type: 'HoldLeg', leg, sid, on: held });
  if (was.muted !== muted) commands.push({ type: 'MuteLeg', leg, sid, on: muted });
  return commands;
}

/** The caller stands in the queue exactly while no agent is there, rung or on the way. */
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
 * One decision does one thing to each subject, the last that was decided, and dials nobody who is gone again. Giving an agent
 * back by a leg that is gone does not stand against the claim for their new one.
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
