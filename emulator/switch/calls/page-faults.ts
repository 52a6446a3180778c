import type { Clock } from '../../clock.ts';
import type { FaultAction, Faults } from '../../faults.ts';

/** Where something can go wrong between Twilio and a page; `emulator/faults.ts` says what. */
type PageMoment = 'registration' | 'invite' | 'ringing' | 'message';

interface PageFaultParts {
  readonly clock: Clock;
  readonly faults?: Faults;
}

/** Whether a fault strikes a page at its address. Nothing but pages is struck. */
export function strikesPage(parts: PageFaultParts, moment: PageMoment, address: string): boolean {
  return faultOf(parts, moment, address) !== undefined;
}

/** Lets something reach a page: late or never, where a fault says so. The returned function stops what is late. */
export function reachPage(
  parts: PageFaultParts,
  moment: PageMoment,
  address: string,
  reach: () => void,
): () => void {
  const fault = faultOf(parts, moment, address);
  if (fault?.do === 'delay') return parts.clock.after(fault.ms, reach);
  if (!fault) reach();
  return () => {};
}

function faultOf({ faults }: PageFaultParts, moment: PageMoment, address: string): FaultAction | undefined {
  return address.startsWith('client:') ? faults?.strike('page', `${moment} ${address}`) : undefined;
}
