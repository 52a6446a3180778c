import { existsSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';

/** Where a number sent its calls: what setup changes and teardown puts back. */
export interface Webhooks {
  readonly voiceUrl: string;
  readonly voiceMethod: string;
  readonly voiceFallbackUrl: string;
  readonly voiceFallbackMethod: string;
  readonly statusCallback: string;
  readonly statusCallbackMethod: string;
  readonly voiceApplicationSid: string;
  readonly trunkSid: string;
}

/** What setup remembers of a number. */
export interface NumberRecord {
  readonly phoneNumber: string;
  /** Setup bought it. */
  readonly bought: boolean;
  /** Its webhooks before setup changed them; absent until then. */
  readonly before?: Webhooks;
}

interface Content {
  /** The number that callers dial: its SID. */
  readonly number?: string;
  readonly numbers: Readonly<Record<string, NumberRecord>>;
  /** The name of an API key that is being made: until its secret is in `.env`, nobody has any use for it. */
  readonly keyInMaking?: string;
}

/** What setup did that Twilio does not remember, in a file beside `.env` that git ignores. It holds no secret. */
export class SetupRecord {
  readonly path: string;

  constructor(path: string) {
    this.path = path;
  }

  /** The SID of the number that callers dial. */
  get number(): string | undefined {
    return this.#read().number;
  }

  numbers(): Readonly<Record<string, NumberRecord>> {
    return this.#read().numbers;
  }

  /** Makes it the number that callers dial. */
  choose(sid: string, record: NumberRecord): void {
    const { numbers } = this.#read();
    this.#write({ number: sid, numbers: { ...numbers, [sid]: { ...record, ...numbers[sid] } } });
  }

  /** Keeps the webhooks that a number had. */
  rememberWebhooks(sid: string, before: Webhooks): void {
    const content = this.#read();
    const record = content.numbers[sid];
    if (!record) throw new Error(`Number ${sid} was not chosen.`);
    this.#write({ ...content, numbers: { ...content.numbers, [sid]: { ...record, before } } });
  }

  /** The name of an API key that was being made when setup was interrupted. */
  get keyInMaking(): string | undefined {
    return this.#read().keyInMaking;
  }

  set keyInMaking(name: string | undefined) {
    const { keyInMaking: before, ...rest } = this.#read();
    if (name === before) return;
    this.#write({ ...rest, ...(name && { keyInMaking: name }) });
  }

  /** Forgets a number; the file goes with the last one. */
  forget(sid: string): void {
    const { number, numbers, ...others } = this.#read();
    const { [sid]: _gone, ...rest } = numbers;
    this.#write({ ...others, ...(number && number !== sid && { number }), numbers: rest });
  }

  #read(): Content {
    if (!existsSync(this.path)) return { numbers: {} };
    return JSON.parse(readFileSync(this.path, 'utf8')) as Content;
  }

  #write(content: Content): void {
    const isEmpty = Object.keys(content.numbers).length === 0 && !content.keyInMaking;
    if (isEmpty) return rmSync(this.path, { force: true });
    const draft = `${this.path}.new`;
    writeFileSync(draft, `${JSON.stringify(content, null, 2)}\n`, { mode: 0o600 });
    renameSync(draft, this.path);
  }
}
