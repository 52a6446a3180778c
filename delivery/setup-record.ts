import { existsSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';

/** Where a number sent its calls. Setup changes this and teardown restores it. */
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

/** Setup's record of a number. */
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
  /** The name of an API key that setup is making. Until its secret is in `.env`, nobody can use it. */
  readonly keyInMaking?: string;
}

/** The steps of setup that Twilio does not remember, in a file beside `.env` that git ignores. It holds no secret. */
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

  /** The name of an API key that setup was making when it was interrupted. */
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
