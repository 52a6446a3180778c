import type { HeardSegment } from '../hearing-log.ts';

/** What a mailbox recorded. */
export interface RecordedMessage {
  readonly callSid: string;
  /** The caller, as the mailbox was shown them. */
  readonly from: string;
  /** Milliseconds of the clock. */
  readonly startedAt: number;
  readonly seconds: number;
  /** The sounds on it, oldest first. */
  readonly heard: readonly HeardSegment[];
}

const MOST_MESSAGES = 50;

/** The messages on one phone, oldest first. A call that ends ends its message. */
export class RecordedMessages {
  #all: readonly RecordedMessage[] = [];

  get all(): readonly RecordedMessage[] {
    return this.#all;
  }

  /** @param heard all that the phone heard in the call; only what follows the start is kept */
  add(message: Omit<RecordedMessage, 'seconds'>, now: number): void {
    const { startedAt } = message;
    const heard = message.heard.filter(({ to }) => to > startedAt);
    const seconds = Math.round((now - startedAt) / 1000);
    this.#all = [...this.#all.slice(1 - MOST_MESSAGES), { ...message, heard, seconds }];
  }
}
