import type { RoomOfCall, Telephony } from './ports.ts';

/**
 * The customer has waited for as long as anybody should, and nothing can be stored or looked up now: they are asked for a
 * message, unless somebody has come to them meanwhile or they have gone.
 * @param call its room is found where it is not known
 * @throws Error when Twilio does not answer
 */
export async function askForMessageIfAlone(telephony: Telephony, call: RoomOfCall): Promise<void> {
  const { inRoom, customerAlive } = await telephony.whoIsInRoom(call);
  const isAlone = inRoom.every(({ sid }) => sid === call.id);
  if (customerAlive && isAlone) await telephony.sendToVoicemail(call);
}
