import type { Call } from '../src/core/model/call.ts';
import { isPrivate } from '../src/core/model/transfer-kinds.ts';
import type { ObservedState } from './observed-state.ts';

/**
 * Whether the customer, or another party, hears an agent while two agents talk in private.
 * @param hears the parties whose voices a leg hears
 */
export function leak(
  { customer, others }: ObservedState,
  { id, transfer, legs }: Call,
  hears: (sid: string) => readonly string[],
): string | undefined {
  if (!transfer || !isPrivate(transfer) || transfer.state !== 'open') return undefined;
  const sidOf = (leg: string) => legs.find((each) => each.id === leg)?.sid ?? '';
  const [initiator, target] = [sidOf(transfer.initiator), sidOf(transfer.target)];
  if (others.find(({ callSid }) => callSid === target)?.hold !== false) return undefined;
  const third = others.map(({ callSid }) => callSid).filter((sid) => sid !== initiator && sid !== target);
  const listeners = customer ? [id, ...third] : third;
  const isHeard = listeners.some((sid) => hears(sid).includes(initiator) || hears(sid).includes(target));
  return isHeard ? 'Somebody else hears the agents’ private word.' : undefined;
}
