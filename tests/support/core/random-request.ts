import type { Call } from '../../../src/core/model/call.ts';
import type { Request, TransferTarget } from '../../../src/core/model/events.ts';
import { agentOf } from '../../../src/core/model/legs.ts';
import { TRANSFER_KINDS } from '../../../src/core/model/transfer-kinds.ts';

export const PEOPLE = ['ana', 'ben', 'cleo', 'dan'] as const;

const PARTIES = ['customer', 'a1', 'a2', 'a3', 'a4', 'a5'] as const;

/** Any request that an agent's page could send, mostly from an agent who is in the call. */
export function randomRequest(call: Call | undefined, next: () => number): Request {
  const pick = <T>(list: readonly [T, ...T[]]): T => list[next() % list.length] ?? list[0];
  const own = call?.legs.flatMap((leg) => agentOf(leg) ?? []) ?? [];
  const from = { by: pick<string>([pick(PEOPLE), ...own, ...own, ...own]), key: `k${next() % 200}` };
  const party = pick(PARTIES);
  const on = next() % 2 === 0;
  const kind = TRANSFER_KINDS[next() % TRANSFER_KINDS.length] ?? 'consult';
  const target = pick<TransferTarget>([
    { kind: 'agent', agent: pick(PEOPLE) },
    { kind: 'anyone' },
    { kind: 'outside', entry: 'plumber' },
  ]);
  return pick<Request>([
    { ...from, type: 'TransferAsked', kind, target, note: 'n'.repeat(next() % 600) },
    { ...from, type: 'TransferAsked', kind, target },
    { ...from, type: 'CompleteAsked' },
    { ...from, type: 'CancelAsked' },
    { ...from, type: 'SwapAsked' },
    { ...from, type: 'MergeAsked' },
    { ...from, type: 'HoldAsked', party, on },
    { ...from, type: 'MuteAsked', party, on },
    { ...from, type: 'RemoveAsked', party },
    { ...from, type: 'DeclineAsked', reason: 'busy' },
  ]);
}
