import type { Clock } from '../../clock.ts';
import type { LeaveReason } from '../records/records.ts';

/** Why a running script was stopped: the call ended, or the REST API sent it elsewhere. */
export class Interrupted extends Error {
  override readonly name = 'Interrupted';
  /** The reason for the conference that the call was in. */
  readonly leaveReason: LeaveReason;
  readonly kicked: boolean;

  constructor(leaveReason: LeaveReason, kicked = false) {
    super(leaveReason);
    this.leaveReason = leaveReason;
    this.kicked = kicked;
  }
}

/** Resolves with `work`, or rejects with the signal's reason as soon as it is aborted. */
export function until<T>(signal: AbortSignal, work: Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    const stop = () => reject(signal.reason as Interrupted);
    if (signal.aborted) stop();
    signal.addEventListener('abort', stop, { once: true });
    void work.then(resolve, reject).finally(() => signal.removeEventListener('abort', stop));
  });
}

/** Waits `ms` milliseconds of the clock's time, or rejects as soon as the signal is aborted. */
export function pause(clock: Clock, ms: number, signal: AbortSignal): Promise<void> {
  let cancel = () => {};
  const over = new Promise<void>((resolve) => {
    if (!signal.aborted) cancel = clock.after(ms, resolve);
  });
  return until(signal, over).finally(() => cancel());
}

/** A signal that follows `parent` and can be aborted on its own. */
export function childSignal(parent: AbortSignal): AbortController {
  const child = new AbortController();
  if (parent.aborted) child.abort(parent.reason);
  else
    parent.addEventListener('abort', () => child.abort(parent.reason), { once: true, signal: child.signal });
  return child;
}
