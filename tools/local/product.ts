import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import type { Twilio } from 'twilio';
import { SETTING_VARIABLES } from '../../src/company-settings.ts';
import { addAgent } from '../../delivery/agent-accounts.ts';
import { deployWithToolkit, type Variables } from '../../delivery/deploy.ts';
import {
  configureApplication,
  configureNumber,
  ensureApplication,
  ensureSyncService,
  makeApiKey,
} from '../../delivery/ensure.ts';
import { ensureSyncObjects } from '../../delivery/sync-objects.ts';
import { connectLocally } from './connect.ts';
import { startLocalTwilio, type LocalTwilio } from './local-twilio.ts';

/** The agents on the local Twilio. Their passcodes are for trials and open nothing elsewhere. */
export const DEMO_AGENTS = [
  { id: 'ana', name: 'Ana', role: 'agent', passcode: 'ana-2468' },
  { id: 'ben', name: 'Ben', role: 'agent', passcode: 'ben-2468' },
  { id: 'chika', name: 'Chika', role: 'agent', passcode: 'chika-2468' },
  { id: 'dev', name: 'Dev', role: 'supervisor', passcode: 'dev-2468' },
] as const;

const REDIRECT = join(__dirname, '../../emulator/redirect.cjs');

/** The whole product, deployed to a local Twilio. */
export interface Product {
  readonly twilio: LocalTwilio;
  /** Where agents open the page. */
  readonly pageUrl: string;
  /** Twilio's side: the console, the REST API and the control API. */
  readonly consoleUrl: string;
  readonly number: string;
  /** The deployed service's host, and what its Functions have in their variables. */
  readonly domain: string;
  readonly syncService: string;
  readonly key: { readonly sid: string; readonly secret: string };
  /** Deploys what is in `dist/` again; calls go on. */
  deploy(): Promise<void>;
  stop(): Promise<void>;
}

/**
 * Starts a local Twilio and puts the built product on it, the way it is put on Twilio.
 * @param say called with each step, for people who wait
 */
export async function startProduct(options: {
  readonly port: number;
  readonly twilioPort: number;
  readonly say?: (step: string) => void;
}): Promise<Product> {
  const say = options.say ?? (() => undefined);
  say('Starting the local Twilio');
  const local = await startLocalTwilio(options);
  try {
    return await install(local, say);
  } catch (error) {
    await local.stop();
    throw error;
  }
}

async function install(local: LocalTwilio, say: (step: string) => void): Promise<Product> {
  const client = await connectLocally(local.twilioPort, local);
  say('Making a Sync service, an API key and a TwiML application');
  const syncServiceSid = (await ensureSyncService(client)).value;
  const [key, application] = await Promise.all([
    makeApiKey(client),
    ensureApplication(client),
    ensureSyncObjects(client, syncServiceSid),
  ]);
  const variables = {
    SYNC_SERVICE_SID: syncServiceSid,
    API_KEY_SID: key.sid,
    API_KEY_SECRET: key.secret,
    TWIML_APP_SID: application.value,
    SESSION_SECRET: randomBytes(32).toString('base64url'),
    ...chosenSettings(),
  };
  say('Deploying with the Serverless toolkit');
  const domain = await deploy(local, variables);
  say('Pointing the phone number at it, adding the demo agents');
  await Promise.all([
    configureApplication(client, application.value, domain),
    configureFirstNumber(client, domain),
    ...DEMO_AGENTS.map((agent) => addAgent(client, syncServiceSid, agent)),
  ]);
  return {
    twilio: local,
    pageUrl: `http://localhost:${local.port}`,
    consoleUrl: `http://localhost:${local.twilioPort}`,
    number: local.number,
    domain,
    syncService: syncServiceSid,
    key,
    deploy: async () => void (await deploy(local, variables)),
    stop: () => local.stop(),
  };
}

/** The company's settings that this shell's environment overrides. */
function chosenSettings(): Variables {
  const chosen = SETTING_VARIABLES.map((name) => [name, process.env[name]] as const);
  return Object.fromEntries(chosen.filter((entry): entry is [string, string] => Boolean(entry[1])));
}

function deploy(local: LocalTwilio, variables: Variables): Promise<string> {
  const env = { EMULATOR_TWILIO_PORT: `${local.twilioPort}` };
  return deployWithToolkit(local, variables, { preload: { module: REDIRECT, env } });
}

async function configureFirstNumber(client: Twilio, domain: string): Promise<void> {
  const [number] = await client.incomingPhoneNumbers.list({ limit: 1 });
  if (!number) throw new Error('The local Twilio has no phone number.');
  await configureNumber(client, number.sid, domain);
}
