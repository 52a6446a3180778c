import type { Command } from '../model/commands.ts';
import type { Call, PendingCommand } from '../model/call.ts';
import type { Instant, LegId } from '../model/ids.ts';
import { legOf } from '../model/legs.ts';

/** So that the document stays small; what falls out is put right by the next look at the room. */
const PENDING_AT_MOST = 12;

/** A Function lives ten seconds at most: a command older than this has died with the one that ran it. */
const LOST_AFTER_MS = 12_000;

/** What sets the sound right or hangs up is not waited for so long: done twice it does no harm, and not done it may leave silence. */
const LOST_EARLY_AFTER_MS = 2000;

/** The command's identity, by which its outcome is reported (`CommandDone`, `CommandFailed`). */
export function commandKey(command: Command): string {
  return [command.type, ...detailsOf(command)].join(':');
}

function detailsOf(command: Command): readonly string[] {
  switch (command.type) {
    case 'ClaimAgent':
    case 'ConfirmAgent':
    case 'KeepAgent':
    case 'ReleaseAgent':
      return [command.agent, command.leg];
    case 'DialAgent':
    case 'DialOutside':
      return [command.leg];
    case 'HangUp':
      return [command.leg, command.sid];
    case 'HoldLeg':
    case 'MuteLeg':
      return [command.leg, command.on ? 'on' : 'off'];
    case 'MuteCustomer':
      return [command.on ? 'on' : 'off'];
    case 'HoldCustomer':
      return [command.music];
    case 'JoinQueue':
      return [command.front ? 'front' : 'back'];
    case 'UnholdCustomer':
    case 'RestartMusic':
    case 'HangUpCustomer':
    case 'LeaveQueue':
    case 'SendToVoicemail':
    case 'CheckRoom':
      return [];
    default:
      return command satisfies never;
  }
}

/** What the command acts on: a newer command on the same subject takes the place of an older one. */
export function subjectOf(command: Command): string {
  switch (command.type) {
    case 'ClaimAgent':
    case 'ConfirmAgent':
    case 'KeepAgent':
    case 'ReleaseAgent':
      return `agent:${command.agent}`;
    case 'HoldCustomer':
    case 'UnholdCustomer':
    case 'RestartMusic':
      return 'hold:customer';
    case 'HoldLeg':
      return `hold:${command.leg}`;
    case 'MuteCustomer':
      return 'mute:customer';
    case 'MuteLeg':
      return `mute:${command.leg}`;
    case 'JoinQueue':
    case 'LeaveQueue':
      return 'queue';
    case 'DialAgent':
    case 'DialOutside':
    case 'HangUp':
    case 'HangUpCustomer':
    case 'SendToVoicemail':
    case 'CheckRoom':
      return commandKey(command);
    default:
      return command satisfies never;
  }
}

/** A dial is never run again on suspicion: it could ring twice. */
export function isDial(command: Command): command is Extract<Command, { type: 'DialAgent' | 'DialOutside' }> {
  return command.type === 'DialAgent' || command.type === 'DialOutside';
}

/** Looking again costs nothing, so `CheckRoom` is not waited for. */
function staysPending(command: Command): boolean {
  return command.type !== 'CheckRoom';
}

/** Adds commands to those whose outcome is awaited, in place of older ones on the same subject. */
export function awaiting(
  pending: readonly PendingCommand[],
  commands: readonly Command[],
  now: Instant,
): readonly PendingCommand[] {
  const all = commands.reduce<readonly PendingCommand[]>((list, command) => {
    const others = list.filter((each) => subjectOf(each.command) !== subjectOf(command));
    return staysPending(command) ? [...others, { command, since: now }] : others;
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
  return pending.filter(({ command }) => !(isOffer(command) && command.leg === leg));
}

/**
 * Whether the command was to bring in somebody of whom nothing was heard since. A leg that has shown itself has a SID: the claim
 * of an agent who came back by themselves is in no doubt.
 */
export function isDialInDoubt(call: Call, command: Command): command is Offer {
  return isOffer(command) && legOf(call, command.leg)?.sid === undefined;
}

type Offer = Extract<Command, { type: 'ClaimAgent' | 'DialAgent' | 'DialOutside' }>;

function isOffer(command: Command): command is Offer {
  return command.type === 'ClaimAgent' || isDial(command);
}

/** What is still awaited once the leg is gone: nothing that acts on it, except giving its agent back. */
export function withoutLeg(pending: readonly PendingCommand[], leg: LegId): readonly PendingCommand[] {
  return pending.filter(
    ({ command }) =>
      command.type === 'ReleaseAgent' ||
      command.type === 'KeepAgent' ||
      !('leg' in command) ||
      command.leg !== leg,
  );
}

/** Whether the outcome should be known by now, so that the command must be looked after. */
export function isLost({ command, since, failed }: PendingCommand, now: Instant): boolean {
  const isHarmless = isSound(command) || command.type === 'HangUp' || command.type === 'HangUpCustomer';
  return failed === true || now - since > (isHarmless ? LOST_EARLY_AFTER_MS : LOST_AFTER_MS);
}

/** Whether the command sets what a party hears, or whether they are heard. */
export function isSound({ type }: Command): boolean {
  return /^(Hold|Mute|Unhold|RestartMusic)/.test(type);
}

/** Whether the command keeps a party from hearing the others. */
export function isHoldOn(command: Command): boolean {
  return command.type === 'HoldCustomer' || (command.type === 'HoldLeg' && command.on);
}

/** Whether what a party hears could not be set right, so that somebody may sit in silence until that is tried again. */
export function hasWrongSound({ pending }: Call, now: Instant): boolean {
  return pending.some((each) => isSound(each.command) && isLost(each, now));
}

/** Whether an agent could not be given back, or a leg not be hung up: for both it is tried again when the event is told again. */
export function hasFailedToLetGo({ pending }: Call): boolean {
  return pending.some(
    ({ command, failed }) => failed && (command.type === 'ReleaseAgent' || command.type.startsWith('HangUp')),
  );
}

const COMMANDS: Readonly<Record<Command['type'], true>> = {
  ClaimAgent: true,
  ConfirmAgent: true,
  KeepAgent: true,
  DialAgent: true,
  DialOutside: true,
  HangUp: true,
  HangUpCustomer: true,
  HoldCustomer: true,
  UnholdCustomer: true,
  RestartMusic: true,
  HoldLeg: true,
  MuteCustomer: true,
  MuteLeg: true,
  ReleaseAgent: true,
  JoinQueue: true,
  LeaveQueue: true,
  SendToVoicemail: true,
  CheckRoom: true,
};

/** Whether this version knows the command: one from another version's document is not run. */
export function isCommand(command: { readonly type: string }): boolean {
  return Object.hasOwn(COMMANDS, command.type);
}
