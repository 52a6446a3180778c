import type { HoldMusic } from '../core/model/commands.ts';
import type { CallSid, Language, LegId } from '../core/model/ids.ts';
import { musicKey, type MusicField } from './music-key.ts';
import type { Pass } from './pass.ts';

type Query = Readonly<Record<string, string | number | undefined>>;
type MusicQuery = Readonly<Partial<Record<MusicField, string | number | undefined>>>;

/**
 * Twilio asks again, three times at most and within 15 s in all, when nobody answers for 7 s (`rt`), a Function dies or too many
 * run at once (429): otherwise a held customer's music, and with it their call's clock, would stop for good.
 * https://www.twilio.com/docs/usage/webhooks/webhooks-connection-overrides
 */
export const WEBHOOK_RETRY_OVERRIDE = '#rc=3&rp=ct,rt,4xx,5xx&rt=7000';

/** The addresses that Twilio is given to ask. */
export class Urls {
  /**
   * @param origin `https://host`, without a slash at its end
   * @param secret makes the keys of the music's addresses, for which a signature is not sure to come; without it they have none
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

  /** The music of a held party. The customer's passes through the clock; a leg's just plays. */
  hold(call: CallSid, language: Language, music: HoldMusic, now: number): string {
    const pass = { call, language, at: now };
    return music === 'rescue'
      ? this.wait({ ...pass, announcement: { say: 'apology' }, began: now })
      : this.wait({ ...pass, announcement: { say: 'hold' } });
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

  /** Asked when the recording itself is ready. */
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
