import type { CallSid, PhoneCallSid } from '../core/model/ids.ts';
import { languageOf } from '../core/model/settings.ts';
import type { Ports } from './ports.ts';

/**
 * Somebody left, and Sync does not answer. Plays an apology and music to the customer, if they are alone in the room.
 * The ticks of this music do the rest as soon as Sync answers again.
 * @param call with the SID of the conference, if known, and of the phone call that left
 */
export async function playApologyIfAlone(
  { telephony, settings }: Pick<Ports, 'telephony' | 'settings'>,
  call: { readonly id: CallSid; readonly room?: string; readonly leaver?: PhoneCallSid },
): Promise<void> {
  const [seen, caller] = await Promise.all([telephony.whoIsInRoom(call), telephony.caller(call.id)]);
  const room = seen.room ?? call.room;
  const customer = seen.inRoom.find(({ sid }) => sid === call.id);
  // Twilio may still list the party who has left.
  const isHeard = seen.inRoom.some(({ sid, held }) => sid !== call.id && sid !== call.leaver && !held);
  if (!caller || !room || !customer || customer.held || isHeard) return;
  const language = languageOf(settings, caller.to);
  await telephony.hold({ id: call.id, room, language }, call.id, 'rescue');
}
