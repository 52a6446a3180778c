import type { Twilio } from 'twilio';
import { build } from '../../delivery/build.ts';
import { findDeployment } from '../../delivery/deployment.ts';
import { checkLogin, findLogin, type Login } from '../../delivery/login.ts';
import { openWorkspace } from '../../delivery/workspace.ts';
import { startProduct } from '../local/product.ts';
import { sayTo, type Surroundings } from '../terminal/surroundings.ts';
import type { Key } from './workbench.ts';

/** An account with the product on it. */
export interface VerifiedAccount {
  readonly client: Twilio;
  readonly login: Login;
  readonly key: Key;
  readonly syncService: string;
  readonly domain: string;
  /** Variables that lead to the account, beside those of the surroundings. */
  readonly environment: Surroundings['environment'];
  /** The part that opened the account closes it. */
  readonly close: () => Promise<void>;
}

/** The account of `.env`. @throws Error that says to run setup when something is missing */
export async function openAccount(surroundings: Surroundings): Promise<VerifiedAccount> {
  const { environment } = surroundings;
  const { env } = openWorkspace(surroundings.folder);
  const login = findLogin(env, environment);
  if (!login) throw new Error('No credentials: npm run setup');
  const client = surroundings.connect(login);
  await checkLogin(client, login);
  const deployed = await findDeployment(client);
  const [apiKeySid, apiKeySecret, syncService] = ['API_KEY_SID', 'API_KEY_SECRET', 'SYNC_SERVICE_SID'].map(
    (name) => env.get(name),
  );
  if (!deployed || !apiKeySid || !apiKeySecret || !syncService)
    throw new Error('The product is not set up on this account: npm run setup');
  const key = { accountSid: login.accountSid, apiKeySid, apiKeySecret };
  const close = () => Promise.resolve();
  return { client, login, key, syncService, domain: deployed.domain, environment, close };
}

/** A local Twilio of its own, with the product built and put on it. */
export async function startLocalAccount(
  surroundings: Surroundings,
  isQuiet: boolean,
): Promise<VerifiedAccount> {
  const say = isQuiet ? () => undefined : (step: string) => sayTo(surroundings)(`${step} ...`);
  say('Building');
  await build();
  const product = await startProduct({ port: 0, twilioPort: 0, say });
  const { accountSid, authToken, port } = product.twilio;
  const EMULATOR_SERVICE_PORT = String(port);
  // Requests of this process for the deployed service are led there as well.
  process.env['EMULATOR_SERVICE_PORT'] = EMULATOR_SERVICE_PORT;
  const login: Login = { accountSid, username: accountSid, password: authToken };
  const { key, syncService, domain } = product;
  return {
    client: surroundings.connect(login),
    login,
    key: { accountSid, apiKeySid: key.sid, apiKeySecret: key.secret },
    syncService,
    domain,
    environment: { ...surroundings.environment, EMULATOR_SERVICE_PORT },
    close: () => product.stop(),
  };
}
