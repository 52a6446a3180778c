/**
 * The Functions of the laboratory: each writes down that it was asked, and answers what its address says. The same code
 * is deployed twice, open to everybody and protected by Twilio's signature.
 */
import type {
  Context,
  ServerlessCallback,
  ServerlessEventObject,
} from '@twilio-labs/serverless-runtime-types/types';

/** The wishes of an address. The query holds all of them. */
interface Asked extends Record<string, unknown> {
  /** The Sync list to write the request into; it is not written down when absent. */
  readonly list?: string;
  /** Under which name the request is written down. */
  readonly note?: string;
  /** The document to answer with. */
  readonly twiml?: string;
  /** The HTTP status to answer with; 200 when absent. */
  readonly status?: string;
  /** How many milliseconds to wait before the answer. */
  readonly after?: string;
  /** A call that the Function sends to a document of its own, while Twilio waits for the answer. */
  readonly call?: string;
  /** That document. */
  readonly update?: string;
}

/** What Twilio tells, too. */
interface Incoming extends Asked {
  readonly To?: string;
  readonly CallSid?: string;
  readonly ConferenceSid?: string;
}

interface Variables extends Record<string, string> {
  readonly NOTES_SERVICE: string;
}

/** Written down with each request: what tells events apart, and nothing that names a person or a number. */
const KEPT = [
  'CallStatus',
  'StatusCallbackEvent',
  'SequenceNumber',
  'ParticipantLabel',
  'ReasonConferenceEnded',
  'ReasonParticipantLeft',
  'DialCallStatus',
  'DialBridged',
  'probe',
] as const;

export const handler = async (
  context: Context<Variables>,
  event: ServerlessEventObject<Incoming>,
  callback: ServerlessCallback,
): Promise<void> => {
  try {
    callback(null, await answer(context, event));
  } catch (error) {
    callback(error as Error);
  }
};

async function answer(context: Context<Variables>, event: Incoming) {
  const { list, note = '', call, update } = event;
  if (list) await writeDown(context, event, list, note);
  if (call && update) await context.getTwilioClient().calls(call).update({ twiml: update });
  await new Promise((resolve) => setTimeout(resolve, Number(event.after ?? 0)));
  const response = new Twilio.Response();
  response.setStatusCode(Number(event.status ?? 200));
  response.appendHeader('Content-Type', 'text/xml');
  response.setBody(event.twiml ?? '<Response/>');
  return response;
}

async function writeDown(
  context: Context<Variables>,
  event: Incoming,
  list: string,
  name: string,
): Promise<void> {
  const at = Date.now();
  const fields = KEPT.map((field) => [field, event[field]] as const).filter(
    ([, value]) => value !== undefined,
  );
  const toHasQuery = event.To?.includes('?') === true;
  const [namesCall, namesConference] = [event.CallSid, event.ConferenceSid].map((sid) => sid !== undefined);
  const about = { name, at, toHasQuery, namesCall, namesConference };
  const data = { ...about, ...Object.fromEntries(fields) };
  const notes = context.getTwilioClient().sync.v1.services(context.NOTES_SERVICE).syncLists(list);
  await notes.syncListItems.create({ data });
}
