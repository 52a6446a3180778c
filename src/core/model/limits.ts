/** How much of something a call takes: the service refuses more, and the page offers no more. */
export const LIMITS = {
  /** Legs besides the customer's. */
  legs: 8,
  /** Characters of a note about a call or a transfer. */
  note: 280,
  /** Characters of the reason with which an agent declines. */
  reason: 150,
  /** Bytes of a call's document as JSON: every webhook and every page reads it. */
  documentBytes: 4096,
} as const;
