import { absentVerb, ABSENT_VERBS } from './absent.ts';
import type { CallHost } from './call-host.ts';
import { dial } from './dial.ts';
import { elementsIn, type TwimlElement } from './document.ts';
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
const UNANSWERED = new Set(['Reject', 'Pause', 'Redirect']);

const withoutDial = {
  ...Object.fromEntries(Object.entries(ABSENT_VERBS).map(([name, about]) => [name, absentVerb(name, about)])),
  Say: say,
  Play: play,
  Pause: pause,
  Redirect: redirect,
  Gather: gather,
  Hangup: hangup,
  Reject: reject,
  Record: record,
};

/** The verbs of a call's own document. https://www.twilio.com/docs/voice/twiml */
export const callGrammar: Grammar<CallHost> = {
  verbs: { ...withoutDial, Dial: dial },
  before: (element, host) => {
    if (!UNANSWERED.has(element.name) && !answersOnBridge(element)) host.control.answer();
  },
};

/**
 * The verbs for a dialled party before the join: all but Dial.
 * https://www.twilio.com/docs/voice/twiml/number#attributes-url
 */
export const screeningGrammar: Grammar<CallHost> = { verbs: withoutDial };

/** https://www.twilio.com/docs/voice/twiml/dial#answeronbridge */
function answersOnBridge(element: TwimlElement): boolean {
  const isConference = elementsIn(element).some(({ name }) => name === 'Conference');
  return element.name === 'Dial' && element.attributes.answerOnBridge === 'true' && !isConference;
}
