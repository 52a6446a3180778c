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
  /** Under which name the request is written down. */
  readonly note?: string;
  /** The document to answer with. */
  readonly twiml?: string;
  /** The HTTP status to answer with; 200 when absent. */
  readonly status?: string;
  /** How many milliseconds to wait before the answer. */
  readonly after?: string;
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
  event: ServerlessEventObject<Asked>,
  callback: ServerlessCallback,
): Promise<void> => {
  try {
    callback(null, await answer(context, event));
  } catch (error) {
    callback(error as Error);
  }
};

async function answer(context: Context<Variables>, event: ServerlessEventObject<Asked>) {
  const at = Date.now();
  const fields = KEPT.map((name) => [name, event[name]] as const).filter(([, value]) => value !== undefined);
  const notes = context.getTwilioClient().sync.v1.services(context.NOTES_SERVICE).syncLists('notes');
  await notes.syncListItems.create({ data: { name: event.note ?? '', at, ...Object.fromEntries(fields) } });
  await new Promise((resolve) => setTimeout(resolve, Number(event.after ?? 0)));
  const response = new Twilio.Response();
  response.setStatusCode(Number(event.status ?? 200));
  response.appendHeader('Content-Type', 'text/xml');
  response.setBody(event.twiml ?? '<Response/>');
  return response;
}
