import type { Command } from '../model/commands.ts';
import type { Call, PendingCommand } from '../model/call.ts';
import type { Instant, LegId } from '../model/ids.ts';
import { legOf } from '../model/legs.ts';

/** A limit keeps the document small. The next room check mends what falls out. */
const PENDING_AT_MOST = 12;

/** A Function lives at most ten seconds. So a command older than this has died with its Function. */
const LOST_AFTER_MS = 12_000;

/**
 * Commands that set the sound or hang up have a shorter limit. To run one twice does no harm; to lose one may leave
 * silence.
 */
const LOST_EARLY_AFTER_MS = 2000;

/** The command's identity. Its result names it (`CommandDone`, `CommandFailed`). */
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
    case 'HangUpCustomer':
    case 'LeaveQueue':
    case 'SendToVoicemail':
    case 'CheckRoom':
      return [];
    default:
      return command satisfies never;
  }
}

/** What the command acts on. A newer command on the same subject replaces an older one. */
export function subjectOf(command: Command): string {
  switch (command.type) {
    case 'ClaimAgent':
    case 'ConfirmAgent':
    case 'KeepAgent':
    case 'ReleaseAgent':
      return `agent:${command.agent}`;
    case 'HoldCustomer':
    case 'UnholdCustomer':
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

/** A dial never runs again on suspicion, because the agent could be rung twice. */
export function isDial(command: Command): command is Extract<Command, { type: 'DialAgent' | 'DialOutside' }> {
  return command.type === 'DialAgent' || command.type === 'DialOutside';
}

/** `CheckRoom` is not pending: to check again costs nothing. */
function staysPending(command: Command): boolean {
  return command.type !== 'CheckRoom';
}

/** Adds commands to the pending ones, in place of older ones on the same subject. */
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

/** A command that keeps somebody from hearing the others stays until it is done. */
function newest(all: readonly PendingCommand[]): readonly PendingCommand[] {
  if (all.length <= PENDING_AT_MOST) return all;
  const least = all.find(({ command }) => !isHoldOn(command)) ?? all[0];
  return newest(all.filter((each) => each !== least));
}

/** The pending commands after the leg has shown itself: its dial has worked. */
export function withoutDial(pending: readonly PendingCommand[], leg: LegId): readonly PendingCommand[] {
  return pending.filter(({ command }) => !(isOffer(command) && command.leg === leg));
}

/**
 * Whether the command should bring in somebody who has not shown themselves since. A leg that has shown itself has a
 * SID. So the claim of an agent who came back by themselves is in no doubt.
 */
export function isDialInDoubt(call: Call, command: Command): command is Offer {
  return isOffer(command) && legOf(call, command.leg)?.sid === undefined;
}

type Offer = Extract<Command, { type: 'ClaimAgent' | 'DialAgent' | 'DialOutside' }>;

function isOffer(command: Command): command is Offer {
  return command.type === 'ClaimAgent' || isDial(command);
}

/** The pending commands after the leg is gone: none that acts on it, except the release of its agent. */
export function withoutLeg(pending: readonly PendingCommand[], leg: LegId): readonly PendingCommand[] {
  return pending.filter(
    ({ command }) =>
      command.type === 'ReleaseAgent' ||
      command.type === 'KeepAgent' ||
      !('leg' in command) ||
      command.leg !== leg,
  );
}

/** Whether the result should be known by now. If so, the command must be retried. */
export function isLost({ command, since, failed }: PendingCommand, now: Instant): boolean {
  const isHarmless = isSound(command) || command.type === 'HangUp' || command.type === 'HangUpCustomer';
  return failed === true || now - since > (isHarmless ? LOST_EARLY_AFTER_MS : LOST_AFTER_MS);
}

/** Whether the command sets what a party hears, or whether others hear them. */
export function isSound({ type }: Command): boolean {
  return type.startsWith('Hold') || type.startsWith('Mute') || type === 'UnholdCustomer';
}

/** Whether the command keeps a party from hearing the others. */
export function isHoldOn(command: Command): boolean {
  return command.type === 'HoldCustomer' || (command.type === 'HoldLeg' && command.on);
}

/** Whether a command for the sound has failed. Somebody may sit in silence until it is tried again. */
export function hasWrongSound({ pending }: Call, now: Instant): boolean {
  return pending.some((each) => isSound(each.command) && isLost(each, now));
}

/** Whether a release or a hang-up has failed. Both are tried again when Twilio sends the webhook again. */
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
  HoldLeg: true,
  MuteCustomer: true,
  MuteLeg: true,
  ReleaseAgent: true,
  JoinQueue: true,
  LeaveQueue: true,
  SendToVoicemail: true,
  CheckRoom: true,
};

/** Whether this version knows the command. It does not run an unknown one from another version's document. */
export function isCommand(command: { readonly type: string }): boolean {
  return Object.hasOwn(COMMANDS, command.type);
}
