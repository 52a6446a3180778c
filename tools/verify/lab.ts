import { randomBytes } from 'node:crypto';
import type { Browser } from 'playwright-core';
import type { Twilio } from 'twilio';
import { pageToken } from '../../src/auth/access-tokens.ts';
import type { Credentials } from '../../delivery/deploy.ts';
import { deployLab } from './deploy-lab.ts';
import { LAB, PARTY_PREFIX, removeLab } from './objects.ts';
import { Party } from './party.ts';

/** A record that the laboratory's Functions write, one for each request of Twilio's. */
export interface Note {
  readonly name: string;
  /** Milliseconds since the Unix epoch, by the clock of Functions. */
  readonly at: number;
  readonly [field: string]: unknown;
}

/** The key that signs the telephones' tokens: an API key of the account. */
export interface Key {
  readonly accountSid: string;
  readonly apiKeySid: string;
  readonly apiKeySecret: string;
}

export interface LabOptions {
  readonly client: Twilio;
  readonly credentials: Credentials;
  readonly key: Key;
  readonly browser: Browser;
  readonly stopped: AbortSignal;
  /** Where a browser finds a service's pages: `https://<domain>` on Twilio. */
  readonly pageAddress: (domain: string) => string;
}

/** The answers of Functions, by the query of their address. */
export interface Answer {
  readonly note: string;
  /** The verbs of a document, without its `<Response>`. */
  readonly twiml?: string;
  readonly status?: number;
  readonly afterMs?: number;
}

const EVERY_MS = 400;

/** Objects of its own on the account, and telephones to experiment with. Close it, or the next run clears it away. */
export class Lab {
  readonly client: Twilio;
  readonly #options: LabOptions;
  readonly #notesService: string;
  readonly #application: string;
  readonly #domain: string;
  #parties: Party[] = [];

  private constructor(options: LabOptions, made: { notes: string; application: string; domain: string }) {
    this.client = options.client;
    this.#options = options;
    this.#notesService = made.notes;
    this.#application = made.application;
    this.#domain = made.domain;
  }

  /** Clears away what an earlier run left, then makes everything anew. */
  static async open(options: LabOptions): Promise<Lab> {
    const { client, credentials, stopped } = options;
    await removeLab(client);
    const { sid: notes } = await client.sync.v1.services.create({ friendlyName: LAB });
    await client.sync.v1.services(notes).syncLists.create({ uniqueName: 'notes' });
    const domain = await deployLab(credentials, { NOTES_SERVICE: notes }, stopped);
    const { sid: application } = await client.applications.create({
      friendlyName: LAB,
      voiceUrl: `https://${domain}/open`,
      voiceMethod: 'POST',
    });
    return new Lab(options, { notes, application, domain });
  }

  /** A name that no other conference has. */
  room(): string {
    return `${LAB}-${randomBytes(4).toString('hex')}`;
  }

  /** The address of a Function. `guarded` is protected: Twilio must sign what it asks there. */
  url(access: 'open' | 'guarded', { note, twiml, status, afterMs }: Answer, rules = ''): string {
    const query = new URLSearchParams({ note });
    if (twiml !== undefined) query.set('twiml', `<Response>${twiml}</Response>`);
    if (status !== undefined) query.set('status', String(status));
    if (afterMs !== undefined) query.set('after', String(afterMs));
    return `https://${this.#domain}/${access}?${query}${rules}`;
  }

  /** Where a browser finds the telephones. */
  get telephone(): string {
    return `${this.#options.pageAddress(this.#domain)}/index.html`;
  }

  /** A telephone of its own, in a window of its own. */
  async party(toneHz = 2100): Promise<Party> {
    const identity = `${PARTY_PREFIX}${randomBytes(6).toString('hex')}`;
    const { key, browser } = this.#options;
    const config = { ...key, twimlAppSid: this.#application, syncServiceSid: this.#notesService };
    const { token } = await pageToken(config, identity, Date.now());
    const party = await Party.open(browser, { url: this.telephone, identity, token, toneHz });
    this.#parties.push(party);
    return party;
  }

  /** A telephone calls in and is told this document. @returns its call's SID */
  dial(party: Party, twiml: string): Promise<string> {
    return party.connect({ note: 'dialled', twiml: `<Response>${twiml}</Response>` });
  }

  /** The records of Functions under a name, in the order of time. */
  async notes(name: string): Promise<readonly Note[]> {
    const list = this.client.sync.v1.services(this.#notesService).syncLists('notes');
    const items = await list.syncListItems.list({ pageSize: 100 });
    const all = items.map(({ data }) => data as Note);
    return all.filter((note) => note.name === name).sort((one, other) => one.at - other.at);
  }

  /**
   * Asks again and again until there is an answer.
   * @param seconds how long, 30 when left out
   * @returns undefined when there was none in that time
   */
  async within<T>(seconds: number, ask: () => Promise<T | undefined | false>): Promise<T | undefined> {
    const end = Date.now() + seconds * 1000;
    while (Date.now() < end) {
      this.#options.stopped.throwIfAborted();
      const answer = await ask();
      if (answer !== undefined && answer !== false) return answer;
      await new Promise((resolve) => setTimeout(resolve, EVERY_MS));
    }
    return undefined;
  }

  /** The same, for records that an experiment needs. @throws Error that says what did not happen */
  async until<T>(what: string, ask: () => Promise<T | undefined | false>, seconds = 30): Promise<T> {
    const answer = await this.within(seconds, ask);
    if (answer === undefined) throw new Error(`In ${seconds} s it did not happen that ${what}.`);
    return answer;
  }

  /** Closes the telephones of an experiment, so that the next one begins in silence. */
  async hangUpAll(): Promise<void> {
    const parties = this.#parties;
    this.#parties = [];
    await Promise.all(parties.map((party) => party.close()));
  }

  async close(): Promise<void> {
    await this.hangUpAll();
    await removeLab(this.client);
  }
}
