import type { Device, Hearing } from '../../../emulator/switch/ports.ts';
import type { CallRecord, SwitchChange } from '../../../emulator/switch/records.ts';
import { SwitchLine } from '../../../emulator/phones/switch-line.ts';

/** A telephone exchange as small as can be: every call is answered at once and hears what the test says. */
export class SmallExchange {
  readonly line = new SwitchLine(this);
  readonly digits: string[] = [];
  readonly live = new Map<string, { readonly record: CallRecord; readonly device: Device }>();
  readonly #listeners = new Set<(change: SwitchChange) => void>();
  hears: Hearing = { voices: [] };
  #next = 1;

  dial(device: Device, to: string): CallRecord {
    const sid = `CA${String(this.#next++).padStart(32, '0')}`;
    const record = recordOf(sid, device.address, to);
    this.live.set(sid, { record, device });
    queueMicrotask(() => this.#tell({ ...record, status: 'in-progress' }));
    return record;
  }

  /** Rings a phone; resolves when it answers (true) or rejects (false). */
  ring(device: Device, from: string): { callSid: string; outcome: Promise<boolean> } {
    const callSid = `CA${String(this.#next++).padStart(32, '0')}`;
    const record = recordOf(callSid, from, device.address);
    const outcome = new Promise<boolean>((resolve) => {
      const answer = (): boolean => {
        this.live.set(callSid, { record, device });
        resolve(true);
        return true;
      };
      const reject = (): void => resolve(false);
      device.ring({
        callSid,
        from,
        to: device.address,
        accountSid: record.accountSid,
        parameters: {},
        answer,
        reject,
      });
    });
    return { callSid, outcome };
  }

  hangUp(callSid: string): void {
    const call = this.live.get(callSid);
    this.live.delete(callSid);
    if (call) this.#tell({ ...call.record, status: 'completed' });
  }

  pressKeys(_callSid: string, digits: string): void {
    this.digits.push(digits);
  }

  hearing(_callSid: string): Hearing {
    return this.hears;
  }

  subscribe(listener: (change: SwitchChange) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  #tell(call: CallRecord): void {
    for (const listener of this.#listeners) listener({ type: 'call', call });
  }
}

function recordOf(sid: string, from: string, to: string): CallRecord {
  const accountSid = 'AC00000000000000000000000000000000';
  return {
    sid,
    accountSid,
    from,
    to,
    status: 'ringing',
    direction: 'inbound',
    createdAt: 0,
    updatedAt: 0,
    queueTimeMs: 0,
  };
}
