import type { HoldMusic } from '../core/model/commands.ts';
import type { CallSid, Language, LegId } from '../core/model/ids.ts';
import { musicKey, type MusicField } from './music-key.ts';
import { firstWordsOf } from '../core/repair/announcement.ts';
import type { Pass } from './pass.ts';

type Query = Readonly<Record<string, string | number | undefined>>;
type MusicQuery = Readonly<Partial<Record<MusicField, string | number | undefined>>>;

/**
 * Makes Twilio ask again when a Function is silent for 7 s (`rt`), dies, or is one too many (429). Twilio does so three
 * times at most and within 15 s in all. Otherwise the music of a customer on hold would stop for good, and with it
 * their call's clock. https://www.twilio.com/docs/usage/webhooks/webhooks-connection-overrides
 */
export const WEBHOOK_RETRY_OVERRIDE = '#rc=3&rp=ct,rt,4xx,5xx&rt=7000';

/** The URLs of this service that we give to Twilio. */
export class Urls {
  /**
   * @param origin `https://host`, without a slash at its end
   * @param secret makes the keys of the music's addresses, because Twilio may not sign those requests; without it they
   * have no key
   */
  constructor(
    private readonly origin: string,
    private readonly secret?: string,
  ) {}

  asset(path: string): string {
    return `${this.origin}/${path}`;
  }

  wait({ call, language, announcement, at, began }: Pass): string {
    const { say } = announcement;
    const n = announcement.say === 'position' ? announcement.position : undefined;
    return this.#music('wait', { call, lang: language, say, n, at, began });
  }

  tick({ call, language, at, began }: Omit<Pass, 'announcement'>): string {
    return this.#music('tick', { call, lang: language, at, began });
  }

  /** The music of a party on hold. The customer's goes through the clock; a leg's only plays. */
  hold(call: CallSid, language: Language, music: HoldMusic, now: number): string {
    const pass = { call, language, at: now };
    const announcement = firstWordsOf(music);
    return this.wait({ ...pass, announcement, ...(announcement.say !== 'hold' && { began: now }) });
  }

  legHold(): string {
    return this.#music('leg-hold', {});
  }

  connectAgent(call: CallSid, leg: LegId, tries?: number): string {
    return this.#voice('connect-agent', { call, leg, tries });
  }

  callStatus(call: CallSid, leg: LegId): string {
    return this.#voice('call-status', { call, leg });
  }

  conferenceEvent(call: CallSid): string {
    return this.#voice('conference-event', { call });
  }

  afterRoom(call: CallSid): string {
    return this.#voice('after-room', { call });
  }

  voicemail(call: CallSid, language: Language): string {
    return this.#voice('voicemail', { call, lang: language });
  }

  /** Twilio asks this when the recording itself is ready. */
  voicemailStatus(call: CallSid): string {
    return this.#voice('voicemail-status', { call });
  }

  voicemailRecorded(call: CallSid, language: Language): string {
    return this.#voice('voicemail-recorded', { call, lang: language });
  }

  #music(name: string, query: MusicQuery): string {
    return this.#voice(name, { ...query, key: this.secret && musicKey(this.secret, name, query) });
  }

  #voice(name: string, query: Query): string {
    const search = new URLSearchParams();
    for (const [key, value] of Object.entries(query)) if (value !== undefined) search.set(key, String(value));
    return `${this.origin}/voice/${name}${search.size > 0 ? `?${search}` : ''}${WEBHOOK_RETRY_OVERRIDE}`;
  }
}
