import type { Command } from '../model/commands.ts';
import type { Call, PendingCommand } from '../model/call.ts';
import type { Instant, LegId } from '../model/ids.ts';
import { legOf } from '../model/legs.ts';
import { isHoldOn, isSound, natureOf, subjectOf } from './descriptors.ts';

/** A limit keeps the document small. The next room check mends what falls out. */
const PENDING_AT_MOST = 12;

/** Adds commands to those whose outcome is awaited, in place of older ones on the same subject. */
export function awaiting(
  pending: readonly PendingCommand[],
  commands: readonly Command[],
  now: Instant,
): readonly PendingCommand[] {
  const all = commands.reduce<readonly PendingCommand[]>((list, command) => {
    const others = list.filter((each) => subjectOf(each.command) !== subjectOf(command));
    return natureOf(command).retry === 'never' ? others : [...others, { command, since: now }];
  }, pending);
  return newest(all);
}

/** A command that keeps somebody from hearing the others stays until it is done. */
function newest(all: readonly PendingCommand[]): readonly PendingCommand[] {
  if (all.length <= PENDING_AT_MOST) return all;
  const least = all.find(({ command }) => !isHoldOn(command)) ?? all[0];
  return newest(all.filter((each) => each !== least));
}

/** The pending commands after the leg has shown itself: its dial has worked. */
export function withoutDial(pending: readonly PendingCommand[], leg: LegId): readonly PendingCommand[] {
  return pending.filter(({ command }) => !(isOffer(command) && legActedOn(command) === leg));
}

/**
 * Whether the command should bring in somebody who has not shown themselves since. A leg that has shown itself has a
 * SID. So the claim of an agent who came back by themselves is in no doubt.
 */
export function legInDoubt(call: Call, command: Command): LegId | undefined {
  const leg = isOffer(command) ? legActedOn(command) : undefined;
  return legOf(call, leg)?.sid === undefined ? leg : undefined;
}

/** Whether the command may have made a phone ring. These are the dial of a leg, and the claim that goes with it. */
function isOffer(command: Command): boolean {
  return natureOf(command).retry === 'ask-twilio';
}

function legActedOn(command: Command): LegId | undefined {
  return 'leg' in command ? command.leg : undefined;
}

/** The pending commands after the leg is gone: none that acts on it, except the release of its agent. */
export function withoutLeg(pending: readonly PendingCommand[], leg: LegId): readonly PendingCommand[] {
  return pending.filter(({ command }) => natureOf(command).survivesLeg || legActedOn(command) !== leg);
}

/** What is still awaited once the call is over: giving agents back, hanging up, leaving the queue. */
export function withoutEnded(pending: readonly PendingCommand[]): readonly PendingCommand[] {
  return pending.filter(({ command }) => natureOf(command).survivesEnd);
}

/** Whether the command is lost: it has failed, or its result should be known by now. */
export function isLost({ command, since, failed }: PendingCommand, now: Instant): boolean {
  return failed === true || now - since > natureOf(command).lostAfterMs;
}

/** Whether a command for the sound has failed. Somebody may sit in silence until it is tried again. */
export function hasWrongSound({ pending }: Call, now: Instant): boolean {
  return pending.some((each) => isSound(each.command) && isLost(each, now));
}

/** Whether a release or a hang-up has failed. Both are tried again when Twilio sends the webhook again. */
export function hasFailedToLetGo({ pending }: Call): boolean {
  return pending.some(({ command, failed }) => failed && natureOf(command).letsGo);
}
