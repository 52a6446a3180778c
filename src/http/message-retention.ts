import type { Voicemail } from '../core/model/history.ts';
import type { Instant } from '../core/model/ids.ts';
import type { Settings } from '../core/model/settings.ts';
import type { Service } from './service.ts';

const STANDARD_DAYS = 30;
const MS_A_DAY = 86_400_000;
/** No page waits long for what others left. The next list removes more. */
const MOST_AT_ONCE = 3;

/** How many days a message is kept. */
export function daysOf({ messageDays = STANDARD_DAYS }: Pick<Settings, 'messageDays'>): number {
  return messageDays;
}

/** Whether the message is past its time, so that nobody may hear it any more. */
export function isOutdated(
  { at }: Voicemail,
  settings: Pick<Settings, 'messageDays'>,
  now: Instant,
): boolean {
  return now - at > daysOf(settings) * MS_A_DAY;
}

/**
 * Removes messages that are past their time: the recording first, then the entry. So an entry stays until its recording
 * is gone. A failure is tried again when a page next asks for the list. Nothing else calls us then.
 */
export async function removeOutdated(
  { stores, recordings }: Pick<Service, 'stores' | 'recordings'>,
  outdated: readonly Voicemail[],
): Promise<void> {
  const removed = outdated.slice(0, MOST_AT_ONCE).map(async ({ recording }) => {
    await recordings.remove(recording);
    await stores.voicemails.remove(recording);
  });
  await Promise.allSettled(removed);
}
