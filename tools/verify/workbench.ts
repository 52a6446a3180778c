import { randomBytes } from 'node:crypto';
import type { Browser } from 'playwright-core';
import type { Twilio } from 'twilio';
import { pageToken } from '../../src/auth/access-tokens.ts';
import { LAB, PARTY_PREFIX } from './objects.ts';
import { Party } from './party.ts';

type CallOptions = Partial<Parameters<Twilio['calls']['create']>[0]>;

/** Written down by the laboratory's Functions, one for each request of Twilio's. */
export interface Note {
  readonly name: string;
  /** Milliseconds since the Unix epoch, by the clock of Functions. */
  readonly at: number;
  /** Whether the request's `To` had parameters. */
  readonly toHasQuery: boolean;
  /** Whether the request named a call, or a conference. */
  readonly namesCall: boolean;
  readonly namesConference: boolean;
  readonly CallStatus?: string;
  readonly StatusCallbackEvent?: string;
  readonly ReasonParticipantLeft?: string;
  readonly DialCallStatus?: string;
}

/** What signs the telephones' tokens: an API key of the account. */
export interface Key {
  readonly accountSid: string;
  readonly apiKeySid: string;
  readonly apiKeySecret: string;
}

/** What all experiments share. */
export interface LabObjects {
  readonly client: Twilio;
  readonly key: Key;
  readonly browser: Browser;
  readonly stopped: AbortSignal;
  /** The host of the laboratory's Functions. */
  readonly domain: string;
  /** The laboratory's own service on the Serverless API. */
  readonly functionsService: string;
  readonly notesService: string;
  readonly application: string;
  /** Where a browser finds the telephones. */
  readonly telephone: string;
  /** The deployed product: its host and its Sync service. */
  readonly product: { readonly domain: string; readonly syncService: string };
}

/** What Functions answer with, by the query of their address. */
export interface Answer {
  readonly note: string;
  /** The verbs of a document, without its `<Response>`. */
  readonly twiml?: string;
  /** The text before the document. */
  readonly before?: string;
  readonly status?: number;
  readonly afterMs?: number;
  /** The Function sends this call to these verbs, by REST, before it answers. */
  readonly update?: { readonly call: string; readonly twiml: string };
}

const EVERY_MS = 400;
const UNANSWERED = new Set(['queued', 'ringing']);
const OVER = new Set(['completed', 'busy', 'no-answer', 'canceled', 'failed']);

/** The place of one experiment: notes, telephones and calls of its own, so that others can go on beside it. */
export class Workbench {
  readonly client: Twilio;
  /** Figures that the experiment measured, by name. */
  readonly measured: Record<string, number> = {};
  readonly #lab: LabObjects;
  readonly #list = `notes-${randomBytes(4).toString('hex')}`;
  #parties: Party[] = [];
  #calls: string[] = [];

  private constructor(lab: LabObjects) {
    this.client = lab.client;
    this.#lab = lab;
  }

  static async open(lab: LabObjects): Promise<Workbench> {
    const bench = new Workbench(lab);
    await lab.client.sync.v1.services(lab.notesService).syncLists.create({ uniqueName: bench.#list });
    return bench;
  }

  get functionsService(): string {
    return this.#lab.functionsService;
  }

  get notesService(): string {
    return this.#lab.notesService;
  }

  get product(): LabObjects['product'] {
    return this.#lab.product;
  }

  /** A name that no other conference has. */
  room(): string {
    return `${LAB}-${randomBytes(4).toString('hex')}`;
  }

  /** An identity at which nobody is registered. */
  nobody(): string {
    return `${PARTY_PREFIX}${randomBytes(6).toString('hex')}`;
  }

  /**
   * The address of a Function. `guarded` is protected: Twilio must sign what it asks there.
   * @param rules how Twilio tries it again: https://www.twilio.com/docs/usage/webhooks/webhooks-connection-overrides
   */
  url(
    access: 'open' | 'guarded',
    { note, twiml, before = '', status, afterMs, update }: Answer,
    rules = '',
  ): string {
    const query = new URLSearchParams({ list: this.#list, note });
    if (twiml !== undefined) query.set('twiml', `${before}<Response>${twiml}</Response>`);
    if (status !== undefined) query.set('status', String(status));
    if (afterMs !== undefined) query.set('after', String(afterMs));
    if (update) query.set('call', update.call);
    if (update) query.set('update', `<Response>${update.twiml}</Response>`);
    return `https://${this.#lab.domain}/${access}?${query}${rules}`;
  }

  /**
   * A telephone in a window of its own.
   * @param options an identity to share with another telephone, or a TwiML application to call
   */
  async party(options: { readonly identity?: string; readonly application?: string } = {}): Promise<Party> {
    const { identity = this.nobody(), application = this.#lab.application } = options;
    const { key, browser, notesService, telephone } = this.#lab;
    const config = { ...key, twimlAppSid: application, syncServiceSid: notesService };
    const { token } = pageToken(config, identity, Date.now());
    const party = await Party.open(browser, { url: telephone, identity, token, toneHz: 2100 });
    this.#parties.push(party);
    return party;
  }

  /** A telephone that rings when its identity is called. */
  async registered(identity?: string): Promise<Party> {
    const party = await this.party(identity === undefined ? {} : { identity });
    await party.register();
    return party;
  }

  /** A telephone calls its application, which keeps it on the line. @returns its call's SID once it is answered */
  async connect(party: Party): Promise<string> {
    const call = await party.connect({});
    this.#calls.push(call);
    const isAnswered = async () => !UNANSWERED.has(await this.statusOf(call));
    await this.until('the call of a page is answered', isAnswered);
    return call;
  }

  /**
   * A telephone calls in and is told these verbs. They go by REST: of what a page hands over Twilio cuts off all but 800 bytes.
   * https://github.com/twilio/twilio-client.js/issues/176
   * @returns the call's SID
   */
  async dial(party: Party, verbs: string): Promise<string> {
    const call = await this.connect(party);
    await this.client.calls(call).update({ twiml: `<Response>${verbs}</Response>` });
    return call;
  }

  /** Twilio calls an identity; whoever answers hears silence. @returns the call's SID */
  async ring(identity: string, options: CallOptions = {}): Promise<string> {
    const { sid } = await this.client.calls.create({
      to: `client:${identity}`,
      from: `client:${PARTY_PREFIX}caller`,
      timeout: 20,
      twiml: '<Response><Pause length="60"/></Response>',
      ...options,
    });
    this.#calls.push(sid);
    return sid;
  }

  /** Ends this call with the experiment. */
  watchOver(call: string): void {
    this.#calls.push(call);
  }

  async statusOf(call: string): Promise<string> {
    return (await this.client.calls(call).fetch()).status;
  }

  /** @returns how the call ended; undefined when it goes on for longer than that */
  untilOver(call: string, seconds: number): Promise<string | undefined> {
    return this.within(seconds, async () => {
      const status = await this.statusOf(call);
      return OVER.has(status) && status;
    });
  }

  /** What Functions wrote down under a name, in the order of time. */
  async notes(name: string): Promise<readonly Note[]> {
    const list = this.client.sync.v1.services(this.#lab.notesService).syncLists(this.#list);
    const items = await list.syncListItems.list({ pageSize: 100 });
    const all = items.map(({ data }) => data as Note);
    return all.filter((note) => note.name === name).sort((one, other) => one.at - other.at);
  }

  /** Waits for so many notes. @throws Error when they do not come in that time */
  async untilNoted(name: string, count = 1, seconds = 30): Promise<readonly Note[]> {
    return await this.until(
      `Twilio asks for "${name}" ${count} times`,
      async () => {
        const notes = await this.notes(name);
        return notes.length >= count && notes;
      },
      seconds,
    );
  }

  /**
   * Asks again and again until there is an answer.
   * @returns undefined when there was none in that time
   */
  async within<T>(seconds: number, ask: () => Promise<T | undefined | false>): Promise<T | undefined> {
    const end = Date.now() + seconds * 1000;
    for (;;) {
      this.#lab.stopped.throwIfAborted();
      const answer = await ask();
      if (answer !== undefined && answer !== false) return answer;
      if (Date.now() >= end) return undefined;
      await new Promise((resolve) => setTimeout(resolve, EVERY_MS));
    }
  }

  /** The same, for what an experiment cannot do without. @throws Error that says what did not happen */
  async until<T>(what: string, ask: () => Promise<T | undefined | false>, seconds = 30): Promise<T> {
    const answer = await this.within(seconds, ask);
    if (answer === undefined) throw new Error(`In ${seconds} s it did not happen that ${what}.`);
    return answer;
  }

  /** Ends the calls and closes the telephones. A call may be over by itself, and a failed tidying up is the laboratory's. */
  async clear(): Promise<void> {
    const [parties, calls] = [this.#parties, this.#calls];
    [this.#parties, this.#calls] = [[], []];
    await Promise.all(parties.map((party) => party.close()));
    await Promise.all(calls.map((call) => this.#endCall(call).catch(() => undefined)));
  }

  async #endCall(sid: string): Promise<void> {
    const status = await this.statusOf(sid);
    if (OVER.has(status)) return;
    await this.client.calls(sid).update({ status: status === 'in-progress' ? 'completed' : 'canceled' });
  }
}
