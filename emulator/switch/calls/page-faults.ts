import type { Clock } from '../../clock.ts';
import type { Faults } from '../../faults.ts';

/** Where something can go wrong between Twilio and a page; `emulator/faults.ts` says what. */
type PageMoment = 'registration' | 'invite' | 'ringing' | 'message';

interface PageFaultParts {
  readonly clock: Clock;
  readonly faults?: Faults;
}

/** Whether a fault strikes a page at its address. Nothing but pages is struck. */
export function strikesPage({ faults }: PageFaultParts, moment: PageMoment, address: string): boolean {
  return address.startsWith('client:') && faults?.strike('page', `${moment} ${address}`) !== undefined;
}

/** Lets something reach a page: late or never, where a fault says so. The returned function stops what is late. */
export function reachPage(
  { faults, clock }: PageFaultParts,
  moment: PageMoment,
  address: string,
  reach: () => void,
): () => void {
  const isPage = address.startsWith('client:');
  const fault = isPage ? faults?.strike('page', `${moment} ${address}`) : undefined;
  if (fault?.do === 'delay') return clock.after(fault.ms, reach);
  if (!fault) reach();
  return () => {};
}
