/** Tells a key that is meant for a ringing call from one that belongs to a text. */
export interface TypingGuard {
  /** A key was pressed that writes something. */
  readonly typed: () => void;
  /** The agent went from the text to something else. */
  readonly left: () => void;
  /** A call has begun to ring, and has taken the place of what the agent was typing. */
  readonly rang: () => void;
  /** Whether a key pressed now is meant for the call. */
  readonly isMeant: () => boolean;
}

/** An agent who types does not look up for so long, in milliseconds. */
const LOOKS_UP_MS = 2000;
/** A note may be thought about for so long between two keys, in milliseconds. */
const THINKS_MS = 30_000;

/** @param now the time in milliseconds */
export function createTypingGuard(now: () => number): TypingGuard {
  let typedAt = -Infinity;
  let rangAt = -Infinity;
  return {
    typed: () => (typedAt = now()),
    left: () => (typedAt = -Infinity),
    rang: () => (rangAt = now()),
    isMeant() {
      const wasTyping = rangAt - typedAt < THINKS_MS;
      return !wasTyping || now() - Math.max(typedAt, rangAt) >= LOOKS_UP_MS;
    },
  };
}
