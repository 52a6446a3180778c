import type { CallSid } from '../core/model/ids.ts';
import { languageOf } from '../core/model/settings.ts';
import type { Ports } from './ports.ts';
import { handleEvent, type Handled } from './handle-event.ts';

/**
 * Makes the state of a caller who came while Sync was out, from Twilio's data about their call.
 * @returns undefined when the call is over
 */
export async function recoverCall(ports: Ports, id: CallSid): Promise<Handled | undefined> {
  const caller = await ports.telephony.caller(id);
  if (!caller) return undefined;
  const language = languageOf(ports.settings, caller.to);
  await handleEvent(ports, id, { type: 'CallArrived', call: id, ...caller, language });
  return handleEvent(ports, id, { type: 'WaitLoopTicked' });
}
