import type { Command } from '../model/commands.ts';

/** A Function lives ten seconds at most: a command older than this has died with the one that ran it. */
const LOST_AFTER_MS = 12_000;

/** A sound or a hang-up does no harm when it is done twice. If it is not done, somebody may sit in silence. */
const LOST_EARLY_AFTER_MS = 2000;

type Type = Command['type'];

/** The nature of a kind of command: all that the rest of the core asks about it. */
interface CommandDescriptor<C extends Command> {
  /** What tells it from others of its type, in the name by which its result is reported. */
  details(command: C): readonly string[];
  /** What it acts on: a newer command on the same subject takes the place of an older one. Its own name, if absent. */
  subject?(command: C): string;
  /**
   * What to do when its result is lost. `again`: run it once more, which does no harm. `ask-twilio`: it may have rung
   * somebody, so ask Twilio who is there. `never`: we do not await its result.
   */
  readonly retry: 'again' | 'ask-twilio' | 'never';
  /** The age in milliseconds from which it counts as lost. */
  readonly lostAfterMs: number;
  /** Whether it is still worth doing when the leg that it acts on is gone. */
  readonly survivesLeg: boolean;
  /** Whether it is still worth doing when the call has ended. */
  readonly survivesEnd: boolean;
  /** Whether it makes a phone ring. */
  readonly dials?: true;
  /** Whether it sets what a party hears, or whether they are heard. */
  readonly sound?: true;
  /** Whether it keeps a party from hearing others (on), or lets one hear or be heard again (off). */
  hold?(command: C): 'on' | 'off' | undefined;
  /**
   * Whether it lets an agent or a phone call go. If it fails, so does the webhook's answer, and Twilio sends the
   * webhook again.
   */
  readonly letsGo?: true;
}

type CommandDescriptors = { readonly [T in Type]: CommandDescriptor<Extract<Command, { type: T }>> };

const ofAgent = {
  details: ({ agent, leg }: { readonly agent: string; readonly leg: string }) => [agent, leg],
};
const actsOnAgent = { subject: ({ agent }: { readonly agent: string }) => `agent:${agent}` };
const ofLeg = { details: ({ leg }: { readonly leg: string }) => [leg] };
const onOrOff = (on: boolean) => (on ? 'on' : 'off');
const ofLegSwitched = {
  details: ({ leg, on }: { readonly leg: string; readonly on: boolean }) => [leg, onOrOff(on)],
};
const alone = { details: () => [] };
const actsOnCustomersHold = { subject: () => 'hold:customer' };

const ringsOnce = {
  retry: 'ask-twilio',
  lostAfterMs: LOST_AFTER_MS,
  survivesLeg: false,
  survivesEnd: false,
} as const;
const again = { retry: 'again', lostAfterMs: LOST_AFTER_MS, survivesLeg: true, survivesEnd: false } as const;
const soon = { ...again, lostAfterMs: LOST_EARLY_AFTER_MS } as const;
const sound = { ...soon, sound: true } as const;

/** One row for each command. */
const COMMANDS = {
  ClaimAgent: { ...ofAgent, ...actsOnAgent, ...ringsOnce },
  ConfirmAgent: { ...ofAgent, ...actsOnAgent, ...again, survivesLeg: false },
  KeepAgent: { ...ofAgent, ...actsOnAgent, ...again },
  ReleaseAgent: { ...ofAgent, ...actsOnAgent, ...again, survivesEnd: true, letsGo: true },
  DialAgent: { ...ofLeg, ...ringsOnce, dials: true },
  DialOutside: { ...ofLeg, ...ringsOnce, dials: true },
  HangUp: {
    details: ({ leg, sid }) => [leg, sid],
    ...soon,
    survivesLeg: false,
    survivesEnd: true,
    letsGo: true,
  },
  HangUpCustomer: { ...alone, ...soon, letsGo: true },
  HoldCustomer: {
    details: ({ music }) => [music],
    ...actsOnCustomersHold,
    ...sound,
    hold: () => 'on',
  },
  UnholdCustomer: { ...alone, ...actsOnCustomersHold, ...sound, hold: () => 'off' },
  RestartMusic: { ...alone, ...actsOnCustomersHold, ...sound, hold: () => 'on' },
  HoldLeg: {
    ...ofLegSwitched,
    subject: ({ leg }) => `hold:${leg}`,
    ...sound,
    survivesLeg: false,
    hold: ({ on }) => onOrOff(on),
  },
  MuteCustomer: { details: ({ on }) => [onOrOff(on)], subject: () => 'mute:customer', ...sound },
  MuteLeg: {
    ...ofLegSwitched,
    subject: ({ leg }) => `mute:${leg}`,
    ...sound,
    survivesLeg: false,
    hold: ({ on }) => (on ? undefined : 'off'),
  },
  JoinQueue: { details: ({ front }) => [front ? 'front' : 'back'], subject: () => 'queue', ...again },
  LeaveQueue: { ...alone, subject: () => 'queue', ...again, survivesEnd: true },
  SendToVoicemail: { ...alone, ...again },
  CheckRoom: { ...alone, ...again, retry: 'never' },
} as const satisfies CommandDescriptors;

/** The nature of a command. */
export function natureOf({ type }: Command): CommandDescriptor<Command> {
  const rows: CommandDescriptors = COMMANDS;
  return rows[type];
}

/** Whether this version knows the command: one from another version's document is not run. */
export function isCommand(command: { readonly type: string }): boolean {
  return Object.hasOwn(COMMANDS, command.type);
}

/** The command's name, by which its result is reported (`CommandDone`, `CommandFailed`). */
export function commandKey(command: Command): string {
  return [command.type, ...natureOf(command).details(command)].join(':');
}

/** What the command acts on: a newer command on the same subject takes the place of an older one. */
export function subjectOf(command: Command): string {
  return natureOf(command).subject?.(command) ?? commandKey(command);
}

type DialType = { [T in Type]: (typeof COMMANDS)[T] extends { readonly dials: true } ? T : never }[Type];

/** Whether the command makes a phone ring. It is never run again on suspicion: it could ring twice. */
export function isDial(command: Command): command is Extract<Command, { type: DialType }> {
  return natureOf(command).dials === true;
}

/** Whether the command sets what a party hears, or whether they are heard. */
export function isSound(command: Command): boolean {
  return natureOf(command).sound === true;
}

/** Whether the command keeps a party from hearing the others. */
export function isHoldOn(command: Command): boolean {
  return natureOf(command).hold?.(command) === 'on';
}

/** Whether the command lets a party hear others, or be heard by them, again. */
export function isHoldOff(command: Command): boolean {
  return natureOf(command).hold?.(command) === 'off';
}
