import type { Call, PendingCommand } from '../model/call.ts';
import type { AgentId, LegId } from '../model/ids.ts';
import type { Command } from '../model/commands.ts';
import { offerNeverRang } from '../legs/departures.ts';
import { legOf } from '../model/legs.ts';
import { releaseAgentOf } from '../routing/offers.ts';
import { commandKey, isDial, isHoldOn, isSound, subjectOf } from '../effects/descriptors.ts';
import { holdCommand } from '../effects/sound.ts';
import { isClosed } from '../model/phase.ts';
import { isPrivate } from '../model/transfer-kinds.ts';
import type { Transition } from '../transition.ts';

/**
 * The command has taken effect.
 * @param waits whether the room's waiting music stands for the hold
 */
export function commandDone(transition: Transition, key: string, waits = false): Transition | undefined {
  const done = find(transition, key);
  if (!done) return overtaken(transition, key);
  const { customer } = transition.call;
  return forget(transition, done).when(waits && customer.hold !== undefined, (each) =>
    each.with({ customer: { ...customer, waits } }),
  );
}

/** An older hold that took effect after a newer one was decided may have undone it. So run the newer one again. */
function overtaken(transition: Transition, key: string): Transition | undefined {
  if (isClosed(transition.call) || !transition.call.customer.joined) return undefined;
  const wanted = wantedNow(transition.call, key);
  if (!wanted || key === commandKey(wanted)) return undefined;
  const isAwaited = transition.call.pending.some(({ command }) => subjectOf(command) === subjectOf(wanted));
  return isAwaited ? undefined : transition.run(wanted);
}

/** The command that holds or frees the same party as this key's command did, by the present state. */
function wantedNow(call: Call, key: string): Command | undefined {
  if (/^(Unhold|Hold)Customer|^RestartMusic/.test(key)) return holdCommand(call.customer);
  const leg = legOf(call, /^HoldLeg:(\w+):/.exec(key)?.[1]);
  return leg?.sid && leg.state === 'on'
    ? { type: 'HoldLeg', leg: leg.id, sid: leg.sid, on: leg.held }
    : undefined;
}

/**
 * The command had no effect: its purpose is gone, or the next event tries again. It is not known whether a dial had
 * one, so ask Twilio.
 */
export function commandFailed(transition: Transition, key: string, gone: boolean): Transition | undefined {
  const failed = find(transition, key);
  if (!failed) return undefined;
  if (gone && !keepsPrivate(transition.call, failed.command))
    return forget(transition, failed).when(isSound(failed.command), (each) =>
      each.run({ type: 'CheckRoom' }),
    );
  const mark = (each: PendingCommand) => (each === failed ? { ...each, failed: true as const } : each);
  const marked = transition.with({ pending: transition.call.pending.map(mark) });
  return marked.when(gone || isDial(failed.command), (each) => each.run({ type: 'CheckRoom' }));
}

/** A private talk waits for it, whatever Twilio says. Only a room check shows that there is nobody to hold. */
function keepsPrivate({ transfer }: Call, command: Command): boolean {
  return isPrivate(transfer) && isHoldOn(command);
}

function find(transition: Transition, key: string): PendingCommand | undefined {
  return transition.call.pending.find(({ command }) => commandKey(command) === key);
}

function forget(transition: Transition, done: PendingCommand): Transition {
  return transition.with({ pending: transition.call.pending.filter((each) => each !== done) });
}

/** The agent is claimed. If the offer was cancelled meanwhile, the release may have come before the claim. */
export function claimWon(transition: Transition, agent: AgentId, leg: LegId): Transition | undefined {
  if (legOf(transition.call, leg))
    return commandDone(transition, commandKey({ type: 'ClaimAgent', agent, leg }));
  return transition.run({ type: 'ReleaseAgent', agent, leg, to: 'available', why: 'cancelled' });
}

/** Another call was quicker and has the agent, so there is nobody to release. */
export function claimLost(transition: Transition, id: string): Transition | undefined {
  const leg = legOf(transition.call, id);
  return (
    leg && offerNeverRang(leg.sid ? transition.hangUpCall(id, leg.sid, leg.state) : transition, leg, 'busy')
  );
}

/** Twilio did not dial. That is not the agent's fault, so they stay available. */
export function dialFailed(transition: Transition, id: string): Transition | undefined {
  const leg = legOf(transition.call, id);
  if (!leg || leg.sid) return undefined;
  return offerNeverRang(releaseAgentOf(transition, leg, 'available', 'unreachable'), leg, 'unreachable');
}
