import type { Call, KeptPlace, Leg } from './call.ts';
import type { Command } from './commands.ts';
import { agentLeg, legOf, onLine, ownerOf } from './legs.ts';
import { fitted } from './document-size.ts';
import { cancelOffers, isAccompanied } from './offers.ts';
import { awaiting, isDial, subjectOf } from './pending.ts';
import { isClosed, needsAgent, phaseOf } from './phase.ts';
import { letIn, liftWithOwner } from './restraints.ts';
import type { Turn } from './turn.ts';

/**
 * Completes a decision with all that follows from the state alone, so that no rule can forget it: rescue is over when
 * somebody is on the line, holds and mutes are carried out, the queue is joined and left, the phase is named.
 */
export function settle(before: Call | undefined, turn: Turn): Turn {
  const rested = isClosed(turn.call) ? turn : rest(before, accompany(turn));
  const kept = letPlacesGo(letClaimGo(rested));
  const done = kept.run(...soundCommands(before, kept.call), ...queueCommands(before, kept.call));
  return awaitOutcomes(noteMusic(withoutOvertaken(namePhase(done))));
}

/** Music that is put on begins now. */
function noteMusic(turn: Turn): Turn {
  const isPutOn = turn.commands.some(({ type }) => type === 'HoldCustomer');
  return turn.when(isPutOn, (each) => each.with({ musicAt: turn.now }));
}

/** What was done to people who can no longer be helped out of it ends. */
function rest(before: Call | undefined, turn: Turn): Turn {
  return before ? letIn(before, liftWithOwner(before, turn)) : turn;
}

/** Somebody is on the line: nobody else needs to be rung, and the music of being alone stops. */
function accompany(turn: Turn): Turn {
  if (onLine(turn.call).length === 0) return turn;
  const alone = turn.call.customer.hold === 'rescue' || turn.call.customer.hold === 'transfer';
  return cancelOffers(turn.with({ owner: ownerOf(turn.call)?.id }))
    .when(alone, (each) => each.hold(undefined))
    .when(!isAccompanied(turn), (each) => each.joinAll());
}

/** The vanished agent's claim ends when they are back, when somebody else is there, or when they took too long. */
function letClaimGo(turn: Turn): Turn {
  const { rescue } = turn.call;
  if (!rescue) return turn;
  const isOver = isClosed(turn.call) || onLine(turn.call).length > 0;
  const { keeps, ...rest } = rescue;
  if (!keeps) return turn.with({ rescue: isOver ? undefined : rescue });
  const isBack = agentLeg(turn.call, keeps.agent) !== undefined;
  if (!isBack && !isOver && turn.now < rescue.until) return turn;
  const freed = turn.with({ rescue: isOver ? undefined : rest });
  return isBack ? freed : freed.run(letGo(turn, { ...keeps, until: rescue.until }));
}

/** Kept places end when their agents are back, when the call is over, or when they took too long. */
function letPlacesGo(turn: Turn): Turn {
  const { kept } = turn.call;
  if (!kept) return turn;
  const isOver = isClosed(turn.call);
  const away = kept.filter(({ agent }) => !agentLeg(turn.call, agent));
  const lapsed = away.filter(({ until }) => isOver || turn.now >= until);
  const rest = away.filter((place) => !lapsed.includes(place));
  return turn
    .with({ kept: rest.length > 0 ? rest : undefined })
    .run(...lapsed.map((place) => letGo(turn, place)));
}

/**
 * Twilio tells of one end in any order: who left just before it most likely left by it, and wraps up. A page that
 * really died is missed by its heartbeat.
 */
function letGo({ call, now }: Turn, { agent, leg, until }: Omit<KeptPlace, 'name'>): Command {
  const leftByTheEnd = call.ending !== undefined && now < until;
  return leftByTheEnd
    ? { type: 'ReleaseAgent', agent, leg, to: 'wrap-up', why: 'call-ended' }
    : { type: 'ReleaseAgent', agent, leg, to: 'offline', why: 'vanished' };
}

/** What must change in Twilio's room, so that everybody hears what they should. */
function soundCommands(before: Call | undefined, call: Call): readonly Command[] {
  if (!before || isClosed(call)) return [];
  return [
    ...customerSound(before, call),
    ...call.legs.flatMap((leg) => legSound(legOf(before, leg.id), leg)),
  ];
}

function customerSound({ customer: before }: Call, { customer }: Call): readonly Command[] {
  const commands: Command[] = [];
  if (before.hold !== customer.hold) commands.push(holdCommand(customer.hold));
  if (before.muted !== customer.muted) commands.push({ type: 'MuteCustomer', on: customer.muted });
  return commands;
}

/** The command that makes the customer hear the music, or the others. */
export function holdCommand(music: Call['customer']['hold']): Command {
  return music ? { type: 'HoldCustomer', music } : { type: 'UnholdCustomer' };
}

function legSound(before: Leg | undefined, { id: leg, sid, state, held, muted }: Leg): readonly Command[] {
  if (!sid || state !== 'on') return [];
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

function namePhase(turn: Turn): Turn {
  const phase = phaseOf(turn.call);
  return turn.when(phase !== turn.call.phase, (each) => each.with({ phase, phaseSince: turn.now }));
}

/**
 * One decision does one thing to each subject, the last that was decided, and dials nobody who is gone again. Giving an agent
 * back by a leg that is gone does not stand against the claim for their new one.
 */
function withoutOvertaken(turn: Turn): Turn {
  const { call, commands } = turn;
  const isAlive = (command: Command) => 'leg' in command && legOf(call, command.leg) !== undefined;
  const chosen = new Map<string, Command>();
  for (const command of commands) {
    const before = chosen.get(subjectOf(command));
    if (!before || !isAlive(before) || isAlive(command)) chosen.set(subjectOf(command), command);
  }
  return turn.running([...chosen.values()].filter((command) => !isDial(command) || isAlive(command)));
}

function awaitOutcomes(turn: Turn): Turn {
  return turn.with(fitted({ ...turn.call, pending: awaiting(turn.call.pending, turn.commands, turn.now) }));
}
