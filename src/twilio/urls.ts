import type { CallSid, HoldMusic, Language, LegId } from '../core/call.ts';
import type { Announcement } from '../core/wait-plan.ts';

type Query = Readonly<Record<string, string | number | undefined>>;

/** What one pass of music is told by its address: everything, so that playing it needs no request. */
export interface Pass {
  readonly call: CallSid;
  readonly language: Language;
  readonly announcement: Announcement;
  /** When the music was last passed, in milliseconds since the epoch; absent at the first. */
  readonly at?: number | undefined;
  /** When the wait began, for a call that nothing is stored about. */
  readonly began: number;
}

/**
 * Twilio asks again, three times at most, when nobody answers, a Function dies or too many run at once (429): otherwise a held
 * customer's music, and with it their call's clock, would stop for good. https://www.twilio.com/docs/usage/webhooks/webhooks-connection-overrides
 */
export const ASKED_AGAIN = '#rc=3&rp=ct,4xx,5xx';

/** The addresses that Twilio is given to ask. */
export class Urls {
  constructor(private readonly origin: string) {}

  asset(path: string): string {
    return `${this.origin}/${path}`;
  }

  wait({ call, language, announcement, at, began }: Pass): string {
    const { say } = announcement;
    const n = announcement.say === 'position' ? announcement.position : undefined;
    return this.#voice('wait', { call, lang: language, say, n, at, began });
  }

  tick({ call, language, at, began }: Omit<Pass, 'announcement'>): string {
    return this.#voice('tick', { call, lang: language, at, began });
  }

  /** The music of a held party. The customer's passes through the clock; a leg's just plays. */
  hold(call: CallSid, language: Language, music: HoldMusic, now: number): string {
    const say = music === 'rescue' ? 'apology' : 'hold';
    return this.wait({ call, language, announcement: { say }, at: now, began: now });
  }

  legHold(): string {
    return this.#voice('leg-hold', {});
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

  #voice(name: string, query: Query): string {
    const search = new URLSearchParams();
    for (const [key, value] of Object.entries(query)) if (value !== undefined) search.set(key, String(value));
    return `${this.origin}/voice/${name}${search.size > 0 ? `?${search}` : ''}${ASKED_AGAIN}`;
  }
}
