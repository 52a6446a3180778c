import { notFound, TwilioError } from '../../twilio-error.ts';
import { Call, type CallIdentity } from './call.ts';
import { sendCallStatus } from './call-status.ts';
import { limitAnswered } from './standing.ts';
import { Interrupted } from '../sound/interruption.ts';
import type { SwitchServices } from '../switch-services.ts';
import type { CallStatus } from '../records/records.ts';
import type { CallFilter, EndOptions } from '../requests.ts';
import { Sound } from '../sound/sound.ts';

export type NewLeg = Pick<
  CallIdentity,
  'from' | 'to' | 'told' | 'direction' | 'parentCallSid' | 'phoneNumberSid' | 'extraParams'
>;

/** Every call of the account, and how their states follow each other. */
export class Calls {
  readonly #context: SwitchServices;
  readonly #calls = new Map<string, Call>();

  constructor(context: SwitchServices) {
    this.#context = context;
  }

  add(leg: NewLeg, status: CallStatus): Call {
    const { ids, clock, account, changes } = this.#context;
    const sid = ids('CA');
    const sound = new Sound(clock, () => changes.tell({ type: 'hearing', callSid: sid }));
    const call = new Call(
      { ...leg, sid, sound, accountSid: account.accountSid, createdAt: clock.now() },
      status,
    );
    this.#calls.set(sid, call);
    changes.tell({ type: 'call', call });
    return call;
  }

  find(sid: string): Call | undefined {
    return this.#calls.get(sid);
  }

  /** @throws TwilioError 20404 */
  fetch(sid: string): Call {
    const call = this.#calls.get(sid);
    if (!call) throw notFound(`/2010-04-01/Accounts/${this.#context.account.accountSid}/Calls/${sid}.json`);
    return call;
  }

  /** Newest first. */
  list(filter: CallFilter): readonly Call[] {
    return [...this.#calls.values()].filter((call) => matches(call, filter)).toReversed();
  }

  remove(sid: string): void {
    if (!this.fetch(sid).isOver) throw new TwilioError(409, 20009, 'A call in progress cannot be deleted');
    this.#calls.delete(sid);
  }

  ring(call: Call): void {
    this.#move(call, 'ringing');
    sendCallStatus(this.#context, call, 'ringing');
  }

  /** The other end answered. From now on the call costs, and may last as long as the limit says. */
  answer(call: Call): void {
    if (call.isOver || call.startedAt !== undefined) return;
    call.startedAt = this.#context.clock.now();
    this.#move(call, 'in-progress');
    limitAnswered(this.#context, call);
    for (const listener of call.answerListeners) listener();
    sendCallStatus(this.#context, call, 'answered');
  }

  /** Ends the call after this many seconds from now, if it lasts that long. */
  limit(call: Call, seconds: number): void {
    const cancel = this.#context.clock.after(seconds * 1000, () => this.end(call));
    call.endListeners.add(cancel);
  }

  /** Ends a call, whatever is going on in it. Its device learns of it unless the device hung up. */
  end(call: Call, how: EndOptions = {}): void {
    if (call.isOver) return;
    call.endedAt = this.#context.clock.now();
    this.#move(call, how.status ?? (call.startedAt === undefined ? 'canceled' : 'completed'));
    call.script?.abort(
      new Interrupted(how.kicked ? 'participant_updated_via_api' : 'participant_hung_up', how.kicked),
    );
    for (const listener of call.endListeners) listener();
    if (!how.byDevice) call.device?.hangUp(call.sid, how.error);
    sendCallStatus(this.#context, call, 'completed');
    this.#context.changes.tell({ type: 'hearing', callSid: call.sid });
  }

  clear(): void {
    for (const call of this.#calls.values()) {
      delete call.callback;
      this.end(call);
    }
    this.#calls.clear();
  }

  #move(call: Call, status: CallStatus): void {
    call.status = status;
    call.updatedAt = this.#context.clock.now();
    this.#context.changes.tell({ type: 'call', call });
  }
}

function matches(call: Call, filter: CallFilter): boolean {
  const { to, from, parentCallSid, status, startedAfter, startedBefore } = filter;
  if (to !== undefined && call.told !== to) return false;
  if (from !== undefined && call.from !== from) return false;
  if (parentCallSid !== undefined && call.parentCallSid !== parentCallSid) return false;
  if (status !== undefined && call.status !== status) return false;
  const at = call.startedAt ?? call.createdAt;
  const isStarted = at >= (startedAfter ?? 0) && at <= (startedBefore ?? Infinity);
  return isStarted && hasEnded(call, filter);
}

/** A call that goes on has no end yet. */
function hasEnded({ endedAt }: Call, { endedAfter, endedBefore }: CallFilter): boolean {
  if (endedAfter === undefined && endedBefore === undefined) return true;
  return endedAt !== undefined && endedAt >= (endedAfter ?? 0) && endedAt <= (endedBefore ?? Infinity);
}
