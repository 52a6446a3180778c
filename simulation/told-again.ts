import type { HttpRequest } from '../emulator/http.ts';
import { signature } from '../emulator/signature.ts';
import type { Random } from './random.ts';
import type { World } from './world.ts';

const TOKEN = 'token';

/** The share of arrivals that are sent again late, and of calls that are said to have left a message. */
const AGAIN = 0.12;
const MESSAGE = 0.04;

/** Sends webhooks of arrivals again, seconds later, and webhooks of messages that nobody left. */
export function tellAgain({ clock, local, domain }: World, random: Random): void {
  const { functions } = local;
  const handle = functions.handle.bind(functions);
  const handleAndRepeat = (request: HttpRequest) => {
    if (request.path === '/voice/incoming') {
      if (random.happens(AGAIN)) clock.after(random.milliseconds(3, 60), () => void handle(request));
      const call = new URLSearchParams(request.body.toString()).get('CallSid') ?? '';
      const message = messageOf(call, domain, request);
      const tell = () => void (isInRoom(local, call) && handle(message));
      if (random.happens(MESSAGE)) clock.after(random.milliseconds(10, 60), tell);
    }
    return handle(request);
  };
  Object.assign(functions, { handle: handleAndRepeat });
}

/** Of somebody who is asked for a message just now it would be true. */
function isInRoom({ phoneSwitch }: World['local'], call: string): boolean {
  const rooms = phoneSwitch.listConferences({ friendlyName: call });
  return rooms.some(({ sid, status }) => {
    return (
      status !== 'completed' && phoneSwitch.listParticipants(sid).some(({ callSid }) => callSid === call)
    );
  });
}

/** That the caller has left a message. */
function messageOf(call: string, domain: string, { headers, ...request }: HttpRequest): HttpRequest {
  const query = new URLSearchParams({ call, lang: 'en' });
  const body = { CallSid: call, RecordingSid: `RE${call.slice(2)}`, RecordingDuration: '8' };
  const path = '/voice/voicemail-recorded';
  const signed = signature(TOKEN, `https://${domain}${path}?${query}`, body);
  const text = new URLSearchParams(body).toString();
  return {
    ...request,
    path,
    query,
    rawQuery: query.toString(),
    headers: { ...headers, 'content-length': String(text.length), 'x-twilio-signature': signed },
    body: Buffer.from(text),
  };
}
