import type { HttpHandler } from '../../http.ts';
import type { ApiDeps } from './deps.ts';
import { routed } from '../router.ts';
import { accountRoutes } from './accounts.ts';
import { applicationRoutes } from './applications.ts';
import { availableNumberRoutes } from './available-phone-numbers.ts';
import { incomingNumberRoutes } from './incoming-phone-numbers.ts';
import { callRoutes } from './calls.ts';
import { conferenceRoutes } from './conferences.ts';
import { keyRoutes } from './keys.ts';
import { messageRoutes } from './messages.ts';
import { participantRoutes } from './participants.ts';
import { recordingRoutes } from './recordings.ts';
import { userMessageRoutes } from './user-messages.ts';

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
    ...messageRoutes(deps),
    ...callRoutes(deps.phoneSwitch),
    ...conferenceRoutes(deps.phoneSwitch),
    ...participantRoutes(deps.phoneSwitch),
    ...recordingRoutes(deps.phoneSwitch),
    ...userMessageRoutes(deps.phoneSwitch),
  ]);
}
