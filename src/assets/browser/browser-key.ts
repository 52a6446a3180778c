const NAME = 'browser-key';
/** Where storage is closed to the page, the key lasts as long as the page. */
let own: string | undefined;

/**
 * A random value that this browser keeps for the page, and that no other host can read. A session counts only together
 * with it: a cookie that another host plants here signs nobody in. It is read each time, since another window may have
 * made it at the same moment.
 */
export function browserKey(): string {
  try {
    const kept = localStorage.getItem(NAME);
    if (kept) return kept;
    localStorage.setItem(NAME, (own ??= crypto.randomUUID()));
  } catch {
    own ??= crypto.randomUUID();
  }
  return own;
}
