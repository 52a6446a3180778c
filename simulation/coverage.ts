import type { LoggedEvent } from '../emulator/event-log.ts';
import type { Call, Leg, TransferResult } from '../src/core/model/call.ts';
import { agentOf, legOf, offered, onLine } from '../src/core/model/legs.ts';
import { needsAgent } from '../src/core/model/phase.ts';
import { initiatorStays, isPrivate } from '../src/core/model/transfer-kinds.ts';

/** Whether a row of the table of promises came up between two versions of a call. */
type CameUp = (before: Call, now: Call) => boolean;

const FAILURES: ReadonlySet<TransferResult> = new Set([
  'no-answer',
  'busy',
  'declined',
  'page-closed',
  'unreachable',
]);

/** By the place of the promise in docs/guarantees.md. */
const IN_THE_CALL: Readonly<Record<number, CameUp>> = {
  1: (before, now) => waits(now) && !waits(before),
  2: (before, now) => offered(before).some((leg) => wasMissed(leg, before, now)),
  3: (before, now) => customerLeft(before, now) && ['waiting', 'ringing'].includes(before.phase),
  4: (before, now) => customerLeft(before, now) && before.legs.some(({ state }) => state === 'answered'),
  5: lostTheLast,
  6: (before, now) => now.legs.some(({ id, why }) => why === 'rejoin' && !legOf(before, id)),
  7: (before, now) => !before.ending && now.ending?.why === 'agent-ended',
  8: (before, now) => !isWithoutInitiator(before) && transferFailed(before, now),
  9: (before, now) => resultOf(before, now) === 'cancelled',
  10: (before, now) => resultOf(before, now) === 'completed' && !initiatorVanished(before, now),
  11: (before, now) => turnedBlind(before, now) && !initiatorVanished(before, now),
  12: initiatorVanished,
  13: (before, now) => isPrivate(before.transfer) && resultOf(before, now) === 'left',
  14: (before, now) => before.phase === 'consulting' && customerLeft(before, now),
  15: (before, now) => lostTheLast(before, now) && isWaitedFor(before),
  16: (before, now) => before.phase === 'conferencing' && now.phase === 'talking',
  17: (before, now) => isWithoutInitiator(before) && transferFailed(before, now),
  18: (before, now) => lostTheLast(before, now) && before.formerOwner !== undefined && !isWaitedFor(before),
};

/** The rows that came up between two versions of a call. */
export function cameUp(before: Call, now: Call): readonly number[] {
  return Object.entries(IN_THE_CALL).flatMap(([row, came]) => (came(before, now) ? [Number(row)] : []));
}

/** Finds the rows that no document shows, in what goes over the wire. */
export class LoggedRows {
  readonly #keys = new Set<string>();

  /** @param isStored whether the call of that SID has a document */
  constructor(private readonly isStored: (callSid: string) => boolean) {}

  /** The rows that an entry of the log shows. */
  of({ kind, url = '', status = 0, request = '', callSid = '' }: LoggedEvent): readonly number[] {
    if (kind === 'webhook') return url.includes('/voice/incoming') && !this.isStored(callSid) ? [23] : [];
    if (kind !== 'function' || !/^\/api\/(call|transfer)\//.test(url)) return [];
    return [...(status >= 400 && status < 500 ? [19] : []), ...(this.#isRepeated(request) ? [20] : [])];
  }

  #isRepeated(request: string): boolean {
    const key = /"key":"([^"]+)"/.exec(request)?.[1] ?? '';
    const isRepeated = this.#keys.has(key);
    this.#keys.add(key);
    return isRepeated;
  }
}

function waits(call: Call): boolean {
  return call.phase === 'waiting' && call.customer.joined && needsAgent(call);
}

function wasMissed({ id, why, party }: Leg, before: Call, now: Call): boolean {
  if (why === 'transfer' || now.ending || legOf(now, id)) return false;
  return party.kind === 'agent' && now.missedBy !== before.missedBy && now.missedBy.at(-1) === party.agent;
}

function customerLeft(before: Call, now: Call): boolean {
  return !before.ending && now.ending?.why === 'customer-hung-up';
}

function lostTheLast(before: Call, now: Call): boolean {
  return onLine(before).length > 0 && onLine(now).length === 0 && now.rescue !== undefined;
}

/** Whether somebody vanished before, and may come back. */
function isWaitedFor({ absentAgents = [] }: Call): boolean {
  return absentAgents.length > 0;
}

/** How the open transfer ended just now. */
function resultOf({ transfer }: Call, { transfer: now, lastTransfer }: Call): TransferResult | undefined {
  const isOver = transfer && now?.target !== transfer.target;
  return isOver && lastTransfer && lastTransfer.at >= transfer.since ? lastTransfer.result : undefined;
}

function transferFailed(before: Call, now: Call): boolean {
  const result = resultOf(before, now);
  return result !== undefined && FAILURES.has(result);
}

/** Whether the customer waits alone while the target rings. */
function isWithoutInitiator({ transfer }: Call): boolean {
  return transfer !== undefined && !initiatorStays(transfer);
}

function turnedBlind(before: Call, now: Call): boolean {
  const isSame = before.transfer?.target === now.transfer?.target;
  return isSame && !isWithoutInitiator(before) && isWithoutInitiator(now);
}

/** The call keeps their place only when they left without a word. */
function initiatorVanished(before: Call, now: Call): boolean {
  const { transfer } = before;
  if (!transfer || !isPrivate(transfer) || legOf(now, transfer.initiator)) return false;
  const agent = agentOf(legOf(before, transfer.initiator));
  return (
    now.absentAgents?.some((place) => place.leg === transfer.initiator && place.agent === agent) ?? false
  );
}
