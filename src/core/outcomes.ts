import type { AgentId, Call, LegId, PendingCommand } from './call.ts';
import type { Command } from './commands.ts';
import { loseUndialled } from './departures.ts';
import { legOf } from './legs.ts';
import { giveBack } from './offers.ts';
import { commandKey, isDial, isHoldOn, isSound, subjectOf } from './pending.ts';
import { isClosed } from './phase.ts';
import { holdCommand } from './settle.ts';
import type { Turn } from './turn.ts';

/** The command has taken effect. */
export function commandDone(turn: Turn, key: string): Turn | undefined {
  const done = find(turn, key);
  if (done) return forget(turn, done);
  return overtaken(turn, key);
}

/** An older hold that took effect after a newer one was decided may have undone it: the newer one is run again. */
function overtaken(turn: Turn, key: string): Turn | undefined {
  if (isClosed(turn.call) || !turn.call.customer.joined) return undefined;
  const wanted = wantedNow(turn.call, key);
  if (!wanted || key === commandKey(wanted)) return undefined;
  const isAwaited = turn.call.pending.some(({ command }) => subjectOf(command) === subjectOf(wanted));
  return isAwaited ? undefined : turn.run(wanted);
}

/** What holds or frees the party that a command of this key held or freed, as the call is now. */
function wantedNow(call: Call, key: string): Command | undefined {
  if (key === 'UnholdCustomer' || key.startsWith('HoldCustomer:')) return holdCommand(call.customer.hold);
  const leg = legOf(call, /^HoldLeg:(\w+):/.exec(key)?.[1]);
  return leg?.sid && leg.state === 'on'
    ? { type: 'HoldLeg', leg: leg.id, sid: leg.sid, on: leg.held }
    : undefined;
}

/**
 * The command had no effect: what it was for has gone, or the next touch tries again. Whether a dial had one is not known, and
 * Twilio is asked.
 */
export function commandFailed(turn: Turn, key: string, gone: boolean): Turn | undefined {
  const failed = find(turn, key);
  if (!failed) return undefined;
  if (gone && !keepsPrivate(turn.call, failed.command))
    return forget(turn, failed).when(isSound(failed.command), (each) => each.run({ type: 'CheckRoom' }));
  const mark = (each: PendingCommand) => (each === failed ? { ...each, failed: true as const } : each);
  const marked = turn.with({ pending: turn.call.pending.map(mark) });
  return marked.when(gone || isDial(failed.command), (each) => each.run({ type: 'CheckRoom' }));
}

/** A private word waits for it, whatever Twilio says: only a look at the room tells that there is nobody to hold. */
function keepsPrivate({ transfer }: Call, command: Command): boolean {
  return transfer?.kind === 'consult' && isHoldOn(command);
}

function find(turn: Turn, key: string): PendingCommand | undefined {
  return turn.call.pending.find(({ command }) => commandKey(command) === key);
}

function forget(turn: Turn, done: PendingCommand): Turn {
  return turn.with({ pending: turn.call.pending.filter((each) => each !== done) });
}

/** The agent is reserved. Where the offer was withdrawn meanwhile, its giving back may have come before the claim. */
export function claimWon(turn: Turn, agent: AgentId, leg: LegId): Turn | undefined {
  if (legOf(turn.call, leg)) return commandDone(turn, commandKey({ type: 'ClaimAgent', agent, leg }));
  return turn.run({ type: 'ReleaseAgent', agent, leg, to: 'available', why: 'cancelled' });
}

/** Another call was quicker: the agent is theirs, so there is nobody to give back. */
export function claimLost(turn: Turn, id: string): Turn | undefined {
  const leg = legOf(turn.call, id);
  return (
    leg && loseUndialled(leg.sid ? turn.run({ type: 'HangUp', leg: id, sid: leg.sid }) : turn, leg, 'busy')
  );
}

/** Twilio would not dial: not the agent's fault, so they stay available. */
export function dialFailed(turn: Turn, id: string): Turn | undefined {
  const leg = legOf(turn.call, id);
  if (!leg || leg.sid) return undefined;
  return loseUndialled(giveBack(turn, leg, 'available', 'unreachable'), leg, 'unreachable');
}
