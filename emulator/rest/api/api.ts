import type { Account } from '../../account.ts';
import type { Clock } from '../../clock.ts';
import type { HttpHandler } from '../../http.ts';
import type { Switch } from '../../switch/switch.ts';
import { routed } from '../router.ts';
import type { SidSource } from '../sids.ts';
import { accountRoutes } from './accounts.ts';
import type { ApplicationTable } from './applications.ts';
import { applicationRoutes } from './applications.ts';
import { availableNumberRoutes } from './available-phone-numbers.ts';
import type { NumberTable } from './incoming-phone-numbers.ts';
import { incomingNumberRoutes } from './incoming-phone-numbers.ts';
import { callRoutes } from './calls.ts';
import { conferenceRoutes } from './conferences.ts';
import { keyRoutes } from './keys.ts';
import { participantRoutes } from './participants.ts';
import { recordingRoutes } from './recordings.ts';

export interface ApiDeps {
  readonly account: Account;
  readonly clock: Clock;
  readonly sids: SidSource;
  readonly numbers: NumberTable;
  readonly applications: ApplicationTable;
  readonly exchange: Switch;
}

/**
 * Answers for api.twilio.com: https://www.twilio.com/docs/usage/api
 */
export function createApi(deps: ApiDeps): HttpHandler {
  return routed([
    ...accountRoutes(deps),
    ...incomingNumberRoutes(deps),
    ...availableNumberRoutes(deps),
    ...applicationRoutes(deps),
    ...keyRoutes(deps),
    ...callRoutes(deps.exchange),
    ...conferenceRoutes(deps.exchange),
    ...participantRoutes(deps.exchange),
    ...recordingRoutes(deps.exchange),
  ]);
}

/** The path of an account's resources. */
export const ACCOUNT_PATH = '/2010-04-01/Accounts/:account';

/** A date as the 2010 API writes it (RFC 2822). */
export function rfc2822(at: number | null | undefined): string | null {
  return at === null || at === undefined ? null : new Date(at).toUTCString().replace('GMT', '+0000');
}
