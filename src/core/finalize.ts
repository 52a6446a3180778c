import type { AbsentAgent, Call, Leg } from './model/call.ts';
import type { Command } from './model/commands.ts';
import { agentLeg, agentOf, legOf, onLine, ownerOf } from './model/legs.ts';
import { fitted } from './record/document-size.ts';
import { cancelOffers, isAccompanied } from './routing/offers.ts';
import { isDial, subjectOf } from './effects/descriptors.ts';
import { awaiting } from './effects/pending.ts';
import { customerSound, legSound } from './effects/sound.ts';
import { isClosed, needsAgent, phaseOf } from './model/phase.ts';
import { letIn, liftWithOwner } from './legs/restraints.ts';
import type { Transition } from './transition.ts';

/**
 * Completes a decision with all that follows from the state alone, so that no rule can forget it. Rescue ends when
 * somebody is on the line. Holds and mutes become commands. The customer joins or leaves the queue. The phase gets its
 * name.
 */
export function finalize(before: Call | undefined, transition: Transition): Transition {
  const noted = before ? keepNote(before, transition) : transition;
  const rested = isClosed(noted.call) ? noted : rest(before, accompany(noted));
  const kept = releaseAbsent(rested);
  const done = kept.run(...soundCommands(before, kept.call), ...queueCommands(before, kept.call));
  return awaitResults(noteMusic(withoutOvertaken(namePhase(done))));
}

/** The note of a transfer stays with whoever took the call, until the next note. */
function keepNote({ transfer, legs, formerOwner }: Call, transition: Transition): Transition {
  const { call } = transition;
  const hasJoined = legOf(call, transfer?.target)?.state === 'on';
  if (!transfer?.note || call.transfer || !hasJoined || isClosed(call)) return transition;
  const by = agentOf(legs.find(({ id }) => id === transfer.initiator)) ?? formerOwner;
  return transition.with({ handoff: { note: transfer.note, ...(by && { by }) } });
}

/** Music that a command starts begins now. */
function noteMusic(transition: Transition): Transition {
  const isPutOn = transition.commands.some(({ type }) => type === 'HoldCustomer' || type === 'RestartMusic');
  return transition.when(isPutOn, (each) => each.with({ musicAt: transition.now }));
}

/** A mute or hold ends when nobody could end it any more. */
function rest(before: Call | undefined, transition: Transition): Transition {
  return before ? letIn(before, liftWithOwner(before, transition)) : transition;
}

/** Somebody is on the line. No other agent needs to be rung, and the waiting music stops. */
function accompany(transition: Transition): Transition {
  if (onLine(transition.call).length === 0) return transition;
  const { hold } = transition.call.customer;
  const alone = hold !== undefined && hold !== 'hold';
  return cancelOffers(transition.with({ owner: ownerOf(transition.call)?.id }))
    .when(alone, (each) => each.hold(undefined))
    .when(!isAccompanied(transition), (each) => each.joinAll());
}

/**
 * Releases the absent agents for whom the call waits no more. They are back, they took too long, or the call is over.
 * As soon as somebody is on the line the rescue is over, and the last agent's place with it.
 */
function releaseAbsent(transition: Transition): Transition {
  const { rescue, absentAgents: absent = [] } = transition.call;
  const isOver = isClosed(transition.call);
  const isRescued = isOver || onLine(transition.call).length > 0;
  const away = absent.filter(({ agent }) => !agentLeg(transition.call, agent));
  const isLapsed = ({ until, wasLast }: AbsentAgent) =>
    transition.now >= until || (wasLast ? isRescued : isOver);
  const rest = away.filter((each) => !isLapsed(each));
  return transition
    .with({ rescue: isRescued ? undefined : rescue, absentAgents: rest.length > 0 ? rest : undefined })
    .run(...away.filter(isLapsed).map((each) => letGo(transition, each)));
}

/**
 * Twilio reports the legs of an ended call in any order. An agent who left just before the end most likely left by it,
 * and goes to wrap-up. The missing heartbeat finds a page that really died.
 */
function letGo({ call, now }: Transition, { agent, leg, until }: AbsentAgent): Command {
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
  return customerSound({ isHoldRight: before.hold === customer.hold, muted: before.muted }, customer);
}

/** They could come in until now, and the webhook about it may be on its way. */
function mayBeIn(before: Leg | undefined): boolean {
  return before?.state === 'answered' && !before.held;
}

function legSoundChanges(before: Leg | undefined, leg: Leg): readonly Command[] {
  const { id, sid, state, held } = leg;
  if (!sid) return [];
  if (state !== 'on') return mayBeIn(before) && held ? [{ type: 'HoldLeg', leg: id, sid, on: true }] : [];
  // A leg that comes in is neither held nor muted until that is asked for.
  return legSound(sid, before?.state === 'on' ? before : { held: false, muted: false }, leg);
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

function awaitResults(transition: Transition): Transition {
  return transition.with(
    fitted({
      ...transition.call,
      pending: awaiting(transition.call.pending, transition.commands, transition.now),
    }),
  );
}
