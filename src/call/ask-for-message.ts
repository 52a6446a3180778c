import type { RoomOfCall, Telephony } from './ports.ts';

/**
 * Asks the customer for a message when they have waited long enough and Sync does not answer. It does nothing when
 * somebody has joined them meanwhile, or when they have gone.
 * @param call if its conference is not known, this Function asks Twilio for it
 * @throws Error when Twilio does not answer
 */
export async function askForMessageIfAlone(telephony: Telephony, call: RoomOfCall): Promise<void> {
  const { inRoom, customerAlive } = await telephony.whoIsInRoom(call);
  const isAlone = inRoom.every(({ sid }) => sid === call.id);
  if (customerAlive && isAlone) await telephony.sendToVoicemail(call);
}
