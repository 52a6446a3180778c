import type { Command } from '../model/commands.ts';
import type { Call, PendingCommand } from '../model/call.ts';
import type { Instant, LegId } from '../model/ids.ts';
import { legOf } from '../model/legs.ts';
import { isHoldOn, isSound, natureOf, subjectOf } from './descriptors.ts';

/** So that the document stays small; what falls out is put right by the next look at the room. */
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

/** What keeps somebody from hearing what they should not is kept until it is done. */
function newest(all: readonly PendingCommand[]): readonly PendingCommand[] {
  if (all.length <= PENDING_AT_MOST) return all;
  const least = all.find(({ command }) => !isHoldOn(command)) ?? all[0];
  return newest(all.filter((each) => each !== least));
}

/** What is still awaited once the leg has shown itself: its dial is known to have worked. */
export function withoutDial(pending: readonly PendingCommand[], leg: LegId): readonly PendingCommand[] {
  return pending.filter(({ command }) => !(isOffer(command) && legActedOn(command) === leg));
}

/**
 * The leg that the command was to bring in, if nothing was heard of it since. A leg that has shown itself has a SID: the claim
 * of an agent who came back by themselves is in no doubt.
 */
export function legInDoubt(call: Call, command: Command): LegId | undefined {
  const leg = isOffer(command) ? legActedOn(command) : undefined;
  return legOf(call, leg)?.sid === undefined ? leg : undefined;
}

/** Whether the command may have made a phone ring, now or with its companion: the claim and the dial of one leg. */
function isOffer(command: Command): boolean {
  return natureOf(command).retry === 'ask-twilio';
}

function legActedOn(command: Command): LegId | undefined {
  return 'leg' in command ? command.leg : undefined;
}

/** What is still awaited once the leg is gone: nothing that acts on it, except giving its agent back. */
export function withoutLeg(pending: readonly PendingCommand[], leg: LegId): readonly PendingCommand[] {
  return pending.filter(({ command }) => natureOf(command).survivesLeg || legActedOn(command) !== leg);
}

/** What is still awaited once the call is over: giving agents back, hanging up, leaving the queue. */
export function withoutEnded(pending: readonly PendingCommand[]): readonly PendingCommand[] {
  return pending.filter(({ command }) => natureOf(command).survivesEnd);
}

/** Whether the outcome should be known by now, so that the command must be looked after. */
export function isLost({ command, since, failed }: PendingCommand, now: Instant): boolean {
  return failed === true || now - since > natureOf(command).lostAfterMs;
}

/** Whether what a party hears could not be set right, so that somebody may sit in silence until that is tried again. */
export function hasWrongSound({ pending }: Call, now: Instant): boolean {
  return pending.some((each) => isSound(each.command) && isLost(each, now));
}

/** Whether an agent could not be given back, or a leg not be hung up: for both it is tried again when the event is told again. */
export function hasFailedToLetGo({ pending }: Call): boolean {
  return pending.some(({ command, failed }) => failed && natureOf(command).letsGo);
}
