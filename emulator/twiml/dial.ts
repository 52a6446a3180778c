import { TwilioError } from '../rest/twilio-error.ts';
import { dialLegs, type DialResult } from '../switch/dialled-legs.ts';
import type { CallHost } from './call-host.ts';
import { clientLeg, clientRule } from './client.ts';
import { conferenceRule, dialConference } from './conference.ts';
import { elementsIn, type TwimlElement } from './document.ts';
import type { LegToDial } from './leg.ts';
import { numberLeg, numberRule } from './number.ts';
import { anything, count, flag, method } from './rules.ts';
import { methodOf, resolveUrl, type TwimlPage, type Verb } from './script.ts';
import { TwimlError } from './twiml-error.ts';

const mostNouns = 10;

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
      record: anything,
      ringTone: anything,
    },
    children: { Conference: conferenceRule, Client: clientRule, Number: numberRule },
    text: true,
  },
  async run(element, host, page) {
    const result = await dialNouns(element, host, page);
    const { action, method: verb } = element.attributes;
    if (action === undefined) return 'next';
    return { url: resolveUrl(action, page), method: methodOf(verb), params: resultParams(result) };
  },
};

async function dialNouns(element: TwimlElement, host: CallHost, page: TwimlPage): Promise<DialResult> {
  const nouns = elementsIn(element);
  const conference = nouns.find(({ name }) => name === 'Conference');
  if (conference && nouns.length > 1)
    throw new TwimlError(13000, 'Conference noun cannot be mixed with other nouns');
  if (conference) return joinConference(conference, host, page);
  const { timeout = '30', timeLimit, hangupOnStar, callerId } = element.attributes;
  return dialLegs(host, legsOf(element, page), {
    ringSeconds: Number(timeout),
    hangUpOnStar: hangupOnStar === 'true',
    ...(timeLimit ? { limitSeconds: Number(timeLimit) } : {}),
    ...(callerId ? { callerId } : {}),
  });
}

/** A conference that does not take the call counts as a Dial that failed, and the document goes on. */
async function joinConference(noun: TwimlElement, host: CallHost, page: TwimlPage): Promise<DialResult> {
  try {
    await dialConference(noun, host, page);
    return { status: 'answered' };
  } catch (error) {
    if (!(error instanceof TwilioError)) throw error;
    host.log.record({ kind: 'twiml', errorCode: error.code, message: error.message, callSid: host.callSid });
    return { status: 'failed' };
  }
}

function legsOf(element: TwimlElement, page: TwimlPage): readonly LegToDial[] {
  const nouns = elementsIn(element);
  if (nouns.length > mostNouns) throw new TwimlError(13215, `Dial: at most ${mostNouns} nouns`);
  if (nouns.length === 0) return [numberLeg(element, { ...page })];
  return nouns.map((noun) => (noun.name === 'Client' ? clientLeg(noun, page) : numberLeg(noun, page)));
}

/** https://www.twilio.com/docs/voice/twiml/dial#action */
function resultParams(result: DialResult): Record<string, string> {
  return {
    DialCallStatus: result.status,
    ...(result.callSid ? { DialCallSid: result.callSid } : {}),
    ...(result.seconds === undefined ? {} : { DialCallDuration: String(result.seconds) }),
    ...(result.bridged === undefined ? {} : { DialBridged: String(result.bridged) }),
  };
}
