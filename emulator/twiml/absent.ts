import type { CallHost } from './call-host.ts';
import { anything, type ElementRule, method } from './rules.ts';
import { methodOf, resolveUrl, type Verb } from './script.ts';

/** What the action of an absent verb is told. */
interface Absent {
  /** Twilio's page on it. */
  readonly page: string;
  readonly result?: Readonly<Record<string, string>>;
}

/** Verbs that exist on Twilio and not here. https://www.twilio.com/docs/voice/twiml#twiml-verbs-for-programmable-voice */
export const ABSENT_VERBS: Readonly<Record<string, Absent>> = {
  Connect: { page: 'https://www.twilio.com/docs/voice/twiml/connect' },
  Enqueue: {
    page: 'https://www.twilio.com/docs/voice/twiml/enqueue',
    result: { QueueResult: 'system-error', QueueTime: '0' },
  },
  Leave: { page: 'https://www.twilio.com/docs/voice/twiml/leave' },
  Pay: { page: 'https://www.twilio.com/docs/voice/twiml/pay' },
  Refer: { page: 'https://www.twilio.com/docs/voice/twiml/refer' },
  Siprec: { page: 'https://www.twilio.com/docs/voice/twiml/siprec' },
  Sms: { page: 'https://www.twilio.com/docs/voice/twiml/sms', result: { SmsStatus: 'failed' } },
  Start: { page: 'https://www.twilio.com/docs/voice/twiml/start' },
  Stop: { page: 'https://www.twilio.com/docs/voice/twiml/stop' },
};

/** The nouns that Dial has on Twilio and not here. https://www.twilio.com/docs/voice/twiml/dial#nouns */
export const ABSENT_NOUNS = ['Application', 'Queue', 'Sim', 'WhatsApp'] as const;

/** Allows any content in an absent element. */
export const absentRule: ElementRule = {
  attributes: { action: anything, method },
  children: 'any',
  text: true,
};

/** Says by name that something is not here. */
export function tellAbsent(host: CallHost, name: string): void {
  const message = `<${name}> is not part of the local Twilio: it counts as failed, and the call goes on`;
  host.log.record({ kind: 'warning', message, callSid: host.callSid });
}

/** A verb that fails by name. Its action is asked, or the next verb follows. */
export function absentVerb(name: string, { result = {} }: Absent): Verb<CallHost> {
  return {
    rule: absentRule,
    run(element, host, page) {
      tellAbsent(host, name);
      const { action, method: verb } = element.attributes;
      if (action === undefined) return Promise.resolve('next');
      const next = { url: resolveUrl(action, page), method: methodOf(verb), params: result };
      return Promise.resolve(next);
    },
  };
}
