/** A stored value with the revision that a conditional write must name. */
export interface Stored<T> {
  readonly value: T;
  readonly revision: string;
}

/** Another writer was quicker: load again and decide again. */
export class ConflictError extends Error {
  override readonly name: string = 'ConflictError';
}

/**
 * The time that a Function has. It does everything before the deadline or gives it up, so that it can always answer.
 */
export interface Budget {
  /** Milliseconds since the epoch. */
  now(): number;
  /** Milliseconds until the deadline; negative when it has passed. */
  left(): number;
  sleep(ms: number): Promise<void>;
}

/** A change of one stored value by conditional writes. */
export interface Swap<T> {
  /** Answers undefined when there is no such value. */
  readonly load: () => Promise<Stored<T> | undefined>;
  /**
   * Answers the value as it should be, or undefined to leave it as it is.
   * @throws ConflictError when another writer has to finish first
   */
  readonly change: (value: T) => T | undefined;
  /** @throws ConflictError when the revision is no longer the newest */
  readonly save: (value: T, revision: string) => Promise<unknown>;
  readonly budget: Pick<Budget, 'sleep'>;
  /** The value as just read, which saves the first read. */
  readonly known?: Stored<T> | undefined;
  /** How often in all; five times when left out. */
  readonly tries?: number;
}

/** What came of a change. */
export interface Swapped<T> {
  readonly before: T;
  readonly after: T;
  readonly isChanged: boolean;
}

const SWAP_TRIES = 5;

/** The first pause between two tries is at most twice as long, and each later one twice as long again. */
const SWAP_PAUSE_MS = 20;

/**
 * Loads, changes and saves a value, and does so again on the newest one when another writer was quicker.
 * @returns undefined when there is no such value
 * @throws ConflictError when others were quicker each time
 */
export async function compareAndSwap<T>(swap: Swap<T>): Promise<Swapped<T> | undefined> {
  const { load, budget, known, tries = SWAP_TRIES } = swap;
  for (let count = 1; ; count++) {
    const stored = count === 1 && known ? known : await load();
    if (!stored) return undefined;
    try {
      return await swapOnce(swap, stored);
    } catch (error) {
      if (!(error instanceof ConflictError) || count >= tries) throw error;
      await budget.sleep(Math.random() * SWAP_PAUSE_MS * 2 ** count);
    }
  }
}

async function swapOnce<T>({ change, save }: Swap<T>, { value, revision }: Stored<T>): Promise<Swapped<T>> {
  const next = change(value);
  if (next === undefined) return { before: value, after: value, isChanged: false };
  await save(next, revision);
  return { before: value, after: next, isChanged: true };
}
