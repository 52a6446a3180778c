import type { StayOptions } from '../../twiml/call-control.ts';
import type { Interrupted } from '../sound/interruption.ts';
import type { Participant } from './conference.ts';
import type { SwitchContext } from '../switch-context.ts';

/**
 * Waits until a leg is out of its conference. A stopped script takes it out. So do the star key and the Dial's time
 * limit, where the Dial has them. https://www.twilio.com/docs/voice/twiml/dial#hanguponstar
 * @throws Interrupted when the script is stopped
 */
export async function stayIn(
  context: SwitchContext,
  participant: Participant,
  signal: AbortSignal,
  stay: StayOptions = { hangUpOnStar: false },
): Promise<void> {
  const { keyListeners } = participant.call;
  const leave = () => context.conferences.leave(participant, { reason: context.beliefs.get('leaveByDial') });
  const stopped = () => {
    const { leaveReason: reason, kicked } = signal.reason as Interrupted;
    context.conferences.leave(participant, { reason, kicked });
  };
  const press = (key: string) => key === '*' && leave();
  if (stay.hangUpOnStar) keyListeners.add(press);
  const limitMs = (stay.limitSeconds ?? 0) * 1000;
  const cancel = limitMs > 0 ? context.clock.after(limitMs, leave) : () => {};
  signal.addEventListener('abort', stopped, { once: true });
  await participant.over.finally(() => {
    signal.removeEventListener('abort', stopped);
    keyListeners.delete(press);
    cancel();
  });
  signal.throwIfAborted();
}
