import type { CallHost } from './call-host.ts';
import { dial } from './dial.ts';
import { gather } from './gather.ts';
import { hangup } from './hangup.ts';
import { pause } from './pause.ts';
import { play } from './play.ts';
import { record } from './record.ts';
import { redirect } from './redirect.ts';
import { reject } from './reject.ts';
import { say } from './say.ts';
import type { Grammar } from './script.ts';

/** Verbs that Twilio runs without answering the call. */
const unanswered = new Set(['Reject', 'Pause', 'Redirect']);

/** What a call's own document may say. https://www.twilio.com/docs/voice/twiml */
export const callGrammar: Grammar<CallHost> = {
  verbs: {
    Say: say,
    Play: play,
    Pause: pause,
    Redirect: redirect,
    Gather: gather,
    Hangup: hangup,
    Reject: reject,
    Record: record,
    Dial: dial,
  },
  strangerCode: 12200,
  before: (element, host) => {
    if (!unanswered.has(element.name)) host.parts.calls.answer(host.call);
  },
};
