import type { Customer, Leg } from '../model/call.ts';
import type { Command } from '../model/commands.ts';
import type { PhoneCallSid } from '../model/ids.ts';

/** What is known of a party in the room: as it was before a decision, or as Twilio has it. */
interface LegSound {
  readonly held: boolean;
  readonly muted: boolean;
}

interface CustomerSound {
  /** Whether the customer hears what they should: the right music, or the others. */
  readonly isHoldRight: boolean;
  readonly muted: boolean;
}

/** The command that makes the customer hear the music, or the others. */
export function holdCommand({ hold: music }: Customer): Command {
  return music ? { type: 'HoldCustomer', music } : { type: 'UnholdCustomer' };
}

/** What changes the customer's sound from what it is to what it should be. */
export function customerSound(is: CustomerSound, should: Customer): readonly Command[] {
  const commands: Command[] = [];
  if (!is.isHoldRight) commands.push(holdCommand(should));
  if (is.muted !== should.muted) commands.push({ type: 'MuteCustomer', on: should.muted });
  return commands;
}

/** What changes a leg's sound from what it is to what it should be. */
export function legSound(sid: PhoneCallSid, is: LegSound, { id: leg, held, muted }: Leg): readonly Command[] {
  const commands: Command[] = [];
  if (is.held !== held) commands.push({ type: 'HoldLeg', leg, sid, on: held });
  if (is.muted !== muted) commands.push({ type: 'MuteLeg', leg, sid, on: muted });
  return commands;
}
