import type { Agent } from '../core/model/agent.ts';
import type { Call } from '../core/model/call.ts';
import type { AgentId, CallSid, LegId } from '../core/model/ids.ts';
import type { Command, ReleaseReason } from '../core/model/commands.ts';
import type { Event } from '../core/model/events.ts';
import type { Ports, Ring } from './ports.ts';
import { confirm, keepClaimUntil, addUnattended, release } from '../core/routing/claim.ts';
import { isWithOutsidersOnly, knowsAgent, legOf } from '../core/model/legs.ts';
import { commandKey, isDial, isHoldOff, isHoldOn } from '../core/effects/descriptors.ts';
import { isClosed, needsAgent } from '../core/model/phase.ts';
import { placeOf } from '../core/routing/queue.ts';
import { changeAgent } from './change-agent.ts';
import { DoubtfulError, GoneError } from './ports.ts';

type CommandOf<T extends Command['type']> = Extract<Command, { type: T }>;
/** Runs a command. It returns an event only when there is more to say than that it is done. */
type Handler<T extends Command['type']> = (
  ports: Ports,
  call: Call,
  command: CommandOf<T>,
) => Promise<Event | void>;

const HANDLERS: { readonly [T in Command['type']]: Handler<T> } = {
  // It runs beside the save, and never here: see claims.ts.
  ClaimAgent: () => Promise.resolve(),
  ConfirmAgent: async (ports, call, { agent, leg }) => {
    await changeAgent(ports, agent, (found) => confirm(found, call.id, leg, ports.budget.now()));
  },
  KeepAgent: async (ports, call, { agent, leg, until }) => {
    await changeAgent(ports, agent, (found) => keepClaimUntil(found, { call: call.id, leg }, until));
  },
  DialAgent: async (ports, call, { agent, leg, ringSeconds }) => {
    const identity = await ports.identities.of(agent);
    if (identity === undefined) return { type: 'DialFailed', leg };
    const [sid] = await Promise.all([
      ports.telephony.dialAgent(call, leg, identity, ringFor(ports, call, leg, ringSeconds)),
      // A page without permission to read asks `/api/` for everything instead. That is no reason not to ring.
      ports.calls.allow(call.id, { agent, identity }).catch(() => undefined),
    ]);
    return { type: 'LegDialled', leg, sid };
  },
  DialOutside: async (ports, call, { leg, entry, ringSeconds }) => {
    const number = ports.settings.directory.find(({ id }) => id === entry)?.number;
    if (!number) return { type: 'DialFailed', leg };
    return {
      type: 'LegDialled',
      leg,
      sid: await ports.telephony.dialOutside(call, leg, number, ringFor(ports, call, leg, ringSeconds)),
    };
  },
  HangUp: (ports, _call, { sid, unanswered }) => ports.telephony.hangUp(sid, unanswered),
  HangUpCustomer: (ports, call) => ports.telephony.hangUp(call.id),
  HoldCustomer: async (ports, call, command) =>
    musicPlays(command, await ports.telephony.hold(call, call.id, command.music)),
  UnholdCustomer: async (ports, call) => void (await ports.telephony.hold(call, call.id, undefined)),
  RestartMusic: async (ports, call, command) => musicPlays(command, await ports.telephony.restartMusic(call)),
  HoldLeg: async (ports, call, { sid, on }) => {
    await ports.telephony.hold(call, sid, on ? 'hold' : undefined);
  },
  MuteCustomer: (ports, call, { on }) => ports.telephony.mute(call, call.id, on),
  MuteLeg: (ports, call, { sid, on }) => ports.telephony.mute(call, sid, on),
  ReleaseAgent: async (ports, call, { agent, leg, to, why }) => {
    const now = ports.budget.now();
    const rule = (found: Agent): Agent | undefined => {
      const released = release(found, heldBy(call, leg, found), to, why, now);
      return released && isWithOutsidersOnly(call) ? addUnattended(released, call.id) : released;
    };
    await Promise.all([changeAgent(ports, agent, rule), forbidReading(ports, call, agent, why)]);
  },
  // A new caller's own tick writes it again. Their answer does not wait until others read and write less.
  JoinQueue: (ports, call) => ports.waiting.put(placeOf(call), { briefly: isNew(call) }),
  LeaveQueue: (ports, call) => ports.waiting.remove(call.id),
  SendToVoicemail: (ports, call) => ports.telephony.sendToVoicemail(call),
  CheckRoom: async (ports, call) => {
    const [seen, dialled] = await Promise.all([
      ports.telephony.whoIsInRoom(call),
      ports.telephony.dialled(call),
    ]);
    return { type: 'RoomChecked', ...seen, dialled };
  },
};

/**
 * Takes back the permission to read a call that goes on from an agent who declined, missed or left it. A call that is
 * over stays readable for its last agents, whose pages show how it ended.
 */
async function forbidReading(ports: Ports, call: Call, agent: AgentId, why: ReleaseReason): Promise<void> {
  if (isClosed(call) || knowsAgent(call, agent)) return;
  const identity = await ports.identities.of(agent);
  await Promise.all([
    identity === undefined ? undefined : ports.calls.forbid(call.id, identity),
    NOT_TAKEN.has(why) ? ports.calls.noteRefused(call.id, agent) : undefined,
  ]);
}

/** The agent was never on the line for this ring. */
const NOT_TAKEN: ReadonlySet<ReleaseReason> = new Set<ReleaseReason>([
  'missed',
  'declined',
  'cancelled',
  'page-closed',
]);

/** @param waits whether it is the music of a wait, which stands for a hold */
function musicPlays(command: Command, waits: boolean): Event {
  return { type: 'CommandDone', command: commandKey(command), ...(waits && { waits }) };
}

/**
 * Twilio may be too busy to ring at once. Meanwhile the customer may hang up, or the agent may be rung for another
 * call.
 */
function ringFor(ports: Ports, { id }: Call, leg: LegId, seconds: number): Ring {
  const isWanted = async (): Promise<boolean> => {
    const stored = await ports.calls.load(id);
    return stored !== undefined && legOf(stored.value, leg) !== undefined;
  };
  return { seconds, isWanted };
}

/**
 * The leg that has the agent. Once the call rings nobody any more, that is the leg in the agent's item. A slower
 * Function may have claimed them for another leg. It restores what it found, but that would be too late for us.
 */
function heldBy(
  call: Call,
  leg: LegId,
  { leg: found }: Agent,
): { readonly call: CallSid; readonly leg: LegId } {
  return { call: call.id, leg: isClosed(call) ? (found ?? leg) : leg };
}

/**
 * Runs commands side by side, and waits for each: the platform stops what still runs when a Function answers. An agent
 * must be off the line before they are released. From then on they may be rung again, for a call that comes back to
 * them even in wrap-up. And nobody leaves hold, or is heard again, before those who must not hear them are on hold.
 */
export async function runCommands(
  ports: Ports,
  call: Call,
  commands: readonly Command[],
): Promise<readonly Event[]> {
  const late = commands.filter((command) => !isBesideSave(call, command));
  const [afterwards, atOnce] = parted(late, (command) => thoseBefore(command, late).length > 0);
  const started = new Map(atOnce.map((command) => [command, run(ports, call, command)]));
  const chained = afterwards.map(async (command) => {
    const first = thoseBefore(command, late).map(async (each) => isUndone(each, await started.get(each)));
    const isTooEarly = (await Promise.all(first)).some(Boolean);
    return isTooEarly ? undone(command) : run(ports, call, command);
  });
  return Promise.all([...started.values(), ...chained]);
}

/** The commands that must have run before this one. */
function thoseBefore(command: Command, all: readonly Command[]): readonly Command[] {
  if (isHoldOff(command)) return all.filter(isHoldOn);
  if (command.type !== 'ReleaseAgent') return [];
  return all.filter((each) => each.type === 'HangUp' && each.leg === command.leg);
}

/** If the phone call to hang up has gone, the command is done. If a party to hold has gone, that may be wrong. */
function isUndone(command: Command, result: Event | undefined): boolean {
  return result?.type === 'CommandFailed' && (!result.gone || isHoldOn(command));
}

/** It stays pending, and runs again with the commands that it waits for. */
function undone(command: Command): Event {
  return { type: 'CommandFailed', command: commandKey(command), gone: false };
}

function parted<T>(all: readonly T[], isFirst: (one: T) => boolean): readonly [readonly T[], readonly T[]] {
  return [all.filter(isFirst), all.filter((one) => !isFirst(one))];
}

/** Runs the commands that a new call needs and that do no harm if the save fails. */
export async function runBesideSave(
  ports: Ports,
  call: Call,
  commands: readonly Command[],
): Promise<readonly Event[]> {
  if (!isNew(call)) return [];
  const early = commands.filter((command) => isBesideSave(call, command));
  const [events] = await Promise.all([
    Promise.all(early.map((command) => run(ports, call, command))),
    ports.timeline.open(call.id).catch(() => undefined),
  ]);
  return events;
}

/**
 * Undoes the commands that ran beside a save that lost to another writer. A late or repeated webhook of a call gets no
 * place in the queue.
 * @param newest the call as the other writer saved it, if the conflict brought it
 */
export async function undoBesideSave(
  ports: Ports,
  { call, newest }: { readonly call: Call; readonly newest: Call | undefined },
  commands: readonly Command[],
): Promise<void> {
  if (!commands.some((command) => isBesideSave(call, command))) return;
  const now = newest ?? (await ports.calls.load(call.id))?.value;
  await (now && needsAgent(now) ? ports.waiting.put(placeOf(now)) : ports.waiting.remove(call.id));
}

function isBesideSave(call: Call, command: Command): boolean {
  return isNew(call) && command.type === 'JoinQueue';
}

/** The caller is not in the room yet. They wait for the answer to their call. */
function isNew(call: Call): boolean {
  return !call.customer.joined && call.room === undefined && call.nextLeg === 1;
}

/** Takes a command and its handler by one type, so that neither is cast. */
function handle<T extends Command['type']>(
  ports: Ports,
  call: Call,
  command: CommandOf<T> & { readonly type: T },
): Promise<Event | void> {
  return HANDLERS[command.type](ports, call, command);
}

async function run(ports: Ports, call: Call, command: Command): Promise<Event> {
  const key = commandKey(command);
  try {
    return (await handle(ports, call, command)) ?? { type: 'CommandDone', command: key };
  } catch (error) {
    if (isDial(command) && !(error instanceof DoubtfulError)) return { type: 'DialFailed', leg: command.leg };
    return { type: 'CommandFailed', command: key, gone: error instanceof GoneError };
  }
}
