import { randomBytes } from 'node:crypto';
import { addAgent, listAccounts } from '../../delivery/agent-accounts.ts';
import {
  ensureApplication,
  ensureSyncService,
  findApplication,
  findSyncService,
  hasKey,
  makeApiKey,
  newKeyName,
  removeKeyNamed,
} from '../../delivery/ensure.ts';
import { isKey } from '../../delivery/login.ts';
import { ensureSyncObjects, hasSyncObjects } from '../../delivery/sync-objects.ts';
import type { Setup, Step } from './steps.ts';

const credentials: Step = {
  name: 'Credentials',
  plan: 'write the account SID and the secret into .env',
  find: async ({ env, login }) => {
    const kept = isKey(login) ? env.get('API_KEY_SECRET') : env.get('AUTH_TOKEN');
    return kept === login.password && env.get('ACCOUNT_SID') === login.accountSid ? 'in .env' : undefined;
  },
  make: async ({ env, login: { accountSid, username, password }, login }) => {
    const secret = isKey(login)
      ? { API_KEY_SID: username, API_KEY_SECRET: password }
      : { AUTH_TOKEN: password };
    env.set({ ACCOUNT_SID: accountSid, ...secret });
    return 'written into .env, which only you can read';
  },
};

const syncService: Step = {
  name: 'Sync service',
  plan: 'make a Sync service with access control on',
  find: async ({ client, env }) => {
    const known = env.get('SYNC_SERVICE_SID');
    const service = await findSyncService(client, known);
    return service?.aclEnabled && service.sid === known ? service.sid : undefined;
  },
  make: async ({ client, env }) => {
    const { value, made } = await ensureSyncService(client, env.get('SYNC_SERVICE_SID'));
    env.set({ SYNC_SERVICE_SID: value });
    return `${made ? 'made' : 'found'} ${value}, access control is on`;
  },
};

const syncObjects: Step = {
  name: 'Sync objects',
  plan: 'make the maps and the list that all calls share',
  find: async ({ client, env }) => {
    const service = env.get('SYNC_SERVICE_SID');
    return service && (await hasSyncObjects(client, service)) ? 'all there' : undefined;
  },
  make: async (setup) => {
    await ensureSyncObjects(setup.client, syncServiceOf(setup));
    return 'made';
  },
};

const apiKey: Step = {
  name: 'API key',
  plan: "make an API key that signs the pages' access tokens",
  find: async ({ client, env, record, login }) => {
    const sid = env.get('API_KEY_SID');
    if (!sid || !env.get('API_KEY_SECRET')) return undefined;
    if (!isKey(login) && !(await hasKey(client, sid))) return undefined;
    // Made and kept: setup was interrupted before it could note that.
    record.keyInMaking = undefined;
    return sid;
  },
  make: async ({ client, env, record }) => {
    // A key whose answer was lost would stay for ever.
    if (record.keyInMaking) await removeKeyNamed(client, record.keyInMaking);
    const name = newKeyName();
    record.keyInMaking = name;
    const { sid, secret } = await makeApiKey(client, name);
    env.set({ API_KEY_SID: sid, API_KEY_SECRET: secret });
    record.keyInMaking = undefined;
    return `made ${sid}; its secret is in .env`;
  },
};

const application: Step = {
  name: 'TwiML application',
  plan: 'make a TwiML application, through which a reloaded page rejoins its call',
  find: async ({ client, env }) => {
    const known = env.get('TWIML_APP_SID');
    return known && (await findApplication(client, known))?.sid === known ? known : undefined;
  },
  make: async ({ client, env }) => {
    const { value, made } = await ensureApplication(client, env.get('TWIML_APP_SID'));
    env.set({ TWIML_APP_SID: value });
    return `${made ? 'made' : 'found'} ${value}`;
  },
};

const sessionSecret: Step = {
  name: 'Session secret',
  plan: "make up a secret that signs the agents' session cookies",
  find: async ({ env }) => ((env.get('SESSION_SECRET')?.length ?? 0) >= 32 ? 'in .env' : undefined),
  make: async ({ env }) => {
    env.set({ SESSION_SECRET: randomBytes(32).toString('base64url') });
    return 'made up and written into .env';
  },
};

const agents: Step = {
  name: 'Agents',
  plan: 'add the first agents',
  find: async ({ client, env, choices }) => {
    const service = env.get('SYNC_SERVICE_SID');
    if (!service) return undefined;
    const accounts = await listAccounts(client, service).catch(() => []);
    const ids = accounts.map(({ id }) => id);
    const missing = choices.agents.filter(({ id }) => !ids.includes(id));
    return ids.length > 0 && missing.length === 0 ? ids.join(', ') : undefined;
  },
  make: async (setup) => {
    const chosen = await setup.choices.askAgents();
    const added: string[] = [];
    for (const agent of chosen) {
      const passcode = await addAgent(setup.client, syncServiceOf(setup), agent);
      if (passcode === undefined) continue;
      added.push(agent.id);
      // Told this once: only its hash is kept. One that the person chose is not repeated.
      if (!agent.passcode) setup.say(`${agent.id} signs in with the passcode ${passcode}`);
    }
    return added.length > 0 ? `added ${added.join(', ')}` : 'none; add them with npm run agents -- add';
  },
};

/** The resources that the account needs before the deployment. */
export const ACCOUNT_STEPS: readonly Step[] = [
  credentials,
  syncService,
  syncObjects,
  apiKey,
  application,
  sessionSecret,
  agents,
];

function syncServiceOf({ env }: Setup): string {
  const service = env.get('SYNC_SERVICE_SID');
  if (!service) throw new Error('SYNC_SERVICE_SID is missing in .env.');
  return service;
}
