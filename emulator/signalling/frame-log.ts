import type { EventLog } from '../event-log.ts';

/** Logs the frames between a page and its server, and their errors. */
export class FrameLog {
  readonly #log: EventLog;
  readonly #address: () => string;

  constructor(log: EventLog, address: () => string) {
    this.#log = log;
    this.#address = address;
  }

  sent(type: string, payload: object): void {
    this.#record(`<- ${type}`, payload);
  }

  received(type: string, payload: object): void {
    this.#record(`-> ${type}`, payload);
  }

  warn(message: string, callSid: string | undefined): void {
    this.#log.record({ kind: 'warning', message, ...(callSid && { callSid }) });
  }

  #record(message: string, payload: object): void {
    const callSid = 'callsid' in payload ? String(payload.callsid) : undefined;
    const full = `${this.#address()} ${message}`;
    this.#log.record({ kind: 'signalling', message: full, ...(callSid && { callSid }) });
  }
}
