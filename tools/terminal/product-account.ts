import type { Twilio } from 'twilio';
import { findLogin } from '../../delivery/login.ts';
import type { Surroundings } from './surroundings.ts';
import { openWorkspace } from '../../delivery/workspace.ts';

/** An account on which the product is set up. */
export interface ProductAccount {
  readonly client: Twilio;
  /** The Sync service's SID. */
  readonly service: string;
}

/**
 * The account of `.env`, else of the environment, with its auth token or with an API key.
 * @throws Error naming the variables that are missing
 */
export function openProductAccount({ folder, environment, connect }: Surroundings): ProductAccount {
  const { env } = openWorkspace(folder);
  const login = findLogin(env, environment);
  const service = env.get('SYNC_SERVICE_SID') ?? environment['SYNC_SERVICE_SID'];
  const missing = login
    ? 'SYNC_SERVICE_SID'
    : 'ACCOUNT_SID with AUTH_TOKEN (or API_KEY_SID and API_KEY_SECRET)';
  if (login && service) return { client: connect(login), service };
  throw new Error(`${missing} is missing: put it into .env or the environment (npm run setup does).`);
}
