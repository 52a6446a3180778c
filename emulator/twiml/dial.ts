import { TwilioError } from '../twilio-error.ts';
import { ABSENT_NOUNS, absentRule, tellAbsent } from './absent.ts';
import type { DialOptions, DialResult } from './call-control.ts';
import type { CallHost } from './call-host.ts';
import { clientLeg, clientRule } from './client.ts';
import { conferenceRule, dialConference } from './conference.ts';
import { elementsIn, type TwimlElement } from './document.ts';
import type { LegToDial } from './leg.ts';
import { numberLeg, numberRule } from './number.ts';
import { recordingAttributes, recordingWish } from './recording-attributes.ts';
import { sipLeg, sipRule } from './sip.ts';
import { anything, count, flag, method, oneOf } from './rules.ts';
import { methodOf, resolveUrl, type Step, type TwimlPage, type Verb, warnOf } from './script.ts';
import { TwimlError } from './twiml-error.ts';

const MOST_NOUNS = 10;
const RECORDINGS = ['record-from-answer', 'record-from-ringing'];

/** https://www.twilio.com/docs/voice/twiml/dial */
export const dial: Verb<CallHost> = {
  rule: {
    attributes: {
      action: anything,
      method,
      timeout: count(13212),
      hangupOnStar: flag(13213),
      callerId: anything,
      timeLimit: count(13216),
      answerOnBridge: flag(),
      sequential: flag(),
      record: oneOf([
        'true',
        'false',
        'do-not-record',
        ...RECORDINGS,
        ...RECORDINGS.map((way) => `${way}-dual`),
      ]),
      ringTone: anything,
      ...recordingAttributes,
    },
    children: {
      Conference: conferenceRule,
      Client: clientRule,
      Number: numberRule,
      Sip: sipRule,
      ...Object.fromEntries(ABSENT_NOUNS.map((name) => [name, absentRule])),
    },
    text: true,
  },
  async run(element, host, page) {
    return afterDial(element, host, page, await dialNouns(element, host, page));
  },
};

/**
 * The switch asks the action even when the caller is gone. Its answer is then of no use.
 * https://www.twilio.com/docs/voice/twiml/dial#action
 */
async function afterDial(
  element: TwimlElement,
  host: CallHost,
  page: TwimlPage,
  result: DialResult,
): Promise<Step> {
  const { action, method: verb } = element.attributes;
  const { isOver, isForgotten } = host.control;
  if (action === undefined || isForgotten) return isOver ? 'end' : 'next';
  const next = { url: resolveUrl(action, page), method: methodOf(verb), params: resultParams(result) };
  if (!isOver) return next;
  await host.fetch(next).catch(() => undefined);
  return 'end';
}

async function dialNouns(element: TwimlElement, host: CallHost, page: TwimlPage): Promise<DialResult> {
  const nouns = elementsIn(element);
  const conference = nouns.find(({ name }) => name === 'Conference');
  if (conference && nouns.length > 1)
    throw new TwimlError(13000, 'Conference noun cannot be mixed with other nouns');
  if (conference) return joinConference(element, conference, host, page);
  const legs = legsOf(element, host, page);
  const options = optionsOf(element, host, page);
  const callsOut = legs.some(({ to }) => to.startsWith('+'));
  if (callsOut && !host.control.mayCallAs(options.callerId)) {
    // A warning, so that the document goes on. https://www.twilio.com/docs/api/errors/13214
    warnOf(host, 13214, `Dial: Invalid callerId value: ${options.callerId ?? 'none given'}`);
    return { status: 'failed', bridged: false };
  }
  return legs.length > 0 ? host.control.dial(legs, options) : { status: 'failed', bridged: false };
}

function optionsOf({ attributes }: TwimlElement, { control }: CallHost, page: TwimlPage): DialOptions {
  const { timeout = '30', timeLimit, hangupOnStar, callerId, sequential, record = '' } = attributes;
  const isRecorded = record === 'true' || record.startsWith('record-from');
  const wish = { ...recordingWish(attributes, page), fromRinging: record.startsWith('record-from-ringing') };
  return {
    ringSeconds: Number(timeout),
    hangUpOnStar: hangupOnStar === 'true',
    sequential: sequential === 'true',
    ...(timeLimit ? { limitSeconds: Number(timeLimit) } : {}),
    ...(callerId ? { callerId: control.numberIn(callerId) ?? callerId } : {}),
    ...(isRecorded ? { recording: wish } : {}),
  };
}

/** When a conference does not take the call, the Dial has failed, and the document goes on. */
async function joinConference(
  element: TwimlElement,
  noun: TwimlElement,
  host: CallHost,
  page: TwimlPage,
): Promise<DialResult> {
  const { hangUpOnStar, limitSeconds } = optionsOf(element, host, page);
  try {
    await dialConference(noun, host, page, { hangUpOnStar, ...(limitSeconds && { limitSeconds }) });
  } catch (error) {
    if (error instanceof TwilioError) {
      warnOf(host, error.code, error.message);
      return { status: 'failed' };
    }
    if (!host.control.isOver) throw error;
  }
  return { status: 'answered' };
}

/** The parties to call. A noun that cannot be called is ignored, with a line in the log. */
function legsOf(element: TwimlElement, host: CallHost, page: TwimlPage): readonly LegToDial[] {
  const nouns = elementsIn(element);
  if (nouns.length > MOST_NOUNS) throw new TwimlError(13215, `Dial: at most ${MOST_NOUNS} nouns`);
  return (nouns.length === 0 ? [element] : nouns).flatMap((noun) => {
    if (noun.name === 'Client') return [clientLeg(noun, page)];
    if (noun.name === 'Sip') return sipLeg(noun, host, page);
    if (noun.name === 'Number' || noun === element) return numberLeg(noun, host, page);
    tellAbsent(host, noun.name);
    return [];
  });
}

function resultParams(result: DialResult): Record<string, string> {
  return {
    DialCallStatus: result.status,
    ...(result.callSid ? { DialCallSid: result.callSid } : {}),
    ...(result.seconds === undefined ? {} : { DialCallDuration: String(result.seconds) }),
    ...(result.bridged === undefined ? {} : { DialBridged: String(result.bridged) }),
    ...result.sip,
    ...(result.recordingUrl ? { RecordingUrl: result.recordingUrl } : {}),
  };
}
