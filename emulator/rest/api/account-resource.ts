/** The path of an account's resources. */
export const ACCOUNT_PATH = '/2010-04-01/Accounts/:account';

/** A date as the 2010 API writes it (RFC 2822). */
export function rfc2822(at: number | null | undefined): string | null {
  return at === null || at === undefined ? null : new Date(at).toUTCString().replace('GMT', '+0000');
}
