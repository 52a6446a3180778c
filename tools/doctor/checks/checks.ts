import type { Check } from '../check.ts';
import { concurrency, geography } from './account.ts';
import { apiKey } from './api-key.ts';
import { build, environment, pageFunctions, protectedFunctions, settings } from './deployed.ts';
import { conferenceList } from './news.ts';
import { platform } from './platform.ts';
import { application, phoneNumber } from './routing.ts';
import { syncObjects, syncService } from './sync.ts';
import { token } from './token.ts';

/** Everything that is looked at, in the order in which things depend on each other. */
export const CHECKS: readonly Check[] = [
  syncService,
  syncObjects,
  apiKey,
  application,
  phoneNumber,
  build,
  platform,
  settings,
  environment,
  protectedFunctions,
  pageFunctions,
  token,
  concurrency,
  geography,
  conferenceList,
];
