/** What sets one kind of transfer apart from the others. */
interface TransferTraits {
  /** The initiator and the target talk, and nobody else hears them. Everybody else is on hold, or waits outside. */
  readonly isPrivate: boolean;
  /** The initiator stays on the line while the target rings. Otherwise the customer hears music alone. */
  readonly initiatorStays: boolean;
  /**
   * What happens when the target joins. `open`: the two agents talk, and the transfer stays open. `join`: everybody
   * talks together. `take-over`: the target owns the call.
   */
  readonly whenTargetJoins: 'open' | 'join' | 'take-over';
}

/** The kinds of transfer. A new kind is a new row: the compiler names every other place that has to know of it. */
export const TRANSFER = {
  consult: { isPrivate: true, initiatorStays: true, whenTargetJoins: 'open' },
  add: { isPrivate: false, initiatorStays: true, whenTargetJoins: 'join' },
  blind: { isPrivate: false, initiatorStays: false, whenTargetJoins: 'take-over' },
} as const satisfies Readonly<Record<string, TransferTraits>>;

/** One of the kinds of transfer. */
export type TransferKind = keyof typeof TRANSFER;

/** Every kind, in the order in which the page offers them. */
export const TRANSFER_KINDS = Object.keys(TRANSFER) as readonly TransferKind[];

/** Whether initiator and target of a transfer talk, or are about to talk, where nobody else may hear them. */
export function isPrivate(transfer: OfKind | undefined): boolean {
  return transfer !== undefined && TRANSFER[transfer.kind].isPrivate;
}

/** Whether the initiator of a transfer stays on the line while the target rings. */
export function initiatorStays({ kind }: OfKind): boolean {
  return TRANSFER[kind].initiatorStays;
}

interface OfKind {
  readonly kind: TransferKind;
}
