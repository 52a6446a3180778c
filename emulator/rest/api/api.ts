import type { Account } from '../../account.ts';
import type { Clock } from '../../clock.ts';
import type { HttpHandler } from '../../http.ts';
import type { Route } from '../router.ts';
import { routed } from '../router.ts';
import type { SidSource } from '../sids.ts';
import { accountRoutes } from './accounts.ts';
import type { ApplicationTable } from './applications.ts';
import { applicationRoutes } from './applications.ts';
import { availableNumberRoutes } from './available-phone-numbers.ts';
import type { NumberTable } from './incoming-phone-numbers.ts';
import { incomingNumberRoutes } from './incoming-phone-numbers.ts';
import { keyRoutes } from './keys.ts';

export interface ApiDeps {
  readonly account: Account;
  readonly clock: Clock;
  readonly sids: SidSource;
  readonly numbers: NumberTable;
  readonly applications: ApplicationTable;
}

/**
 * Answers for api.twilio.com: https://www.twilio.com/docs/usage/api
 * @param voice the routes of what the switch keeps: calls, conferences, participants, recordings
 */
export function createApi(deps: ApiDeps, voice: readonly Route[] = []): HttpHandler {
  return routed([
    ...accountRoutes(deps),
    ...incomingNumberRoutes(deps),
    ...availableNumberRoutes(deps),
    ...applicationRoutes(deps),
    ...keyRoutes(deps),
    ...voice,
  ]);
}

/** The path of an account's resources. */
export const ACCOUNT_PATH = '/2010-04-01/Accounts/:account';

/** A date as the 2010 API writes it (RFC 2822). */
export function rfc2822(at: number | null | undefined): string | null {
  return at === null || at === undefined ? null : new Date(at).toUTCString().replace('GMT', '+0000');
}
