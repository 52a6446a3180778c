import {
  applicationWebhooks,
  configureApplication,
  findApplication,
  leadsTo,
} from '../../delivery/ensure.ts';
import {
  deployedBuildId,
  deployedVariables,
  findDeployment,
  localBuildId,
} from '../../delivery/deployment.ts';
import { deployWithToolkit } from '../../delivery/deploy.ts';
import { deployable } from '../../delivery/variables.ts';
import {
  buyNumber,
  differences,
  leadsToUs,
  setWebhooks,
  webhooksFor,
  webhooksOf,
} from '../../delivery/numbers.ts';
import type { Setup, Step } from './steps.ts';

const deployment: Step = {
  name: 'Deployment',
  plan: 'deploy the Functions and Assets',
  find: async ({ client, env, dist }) => {
    const deployed = await findDeployment(client);
    if (!deployed) return undefined;
    const [id, there] = await Promise.all([
      deployedBuildId(deployed.domain).catch(() => undefined),
      deployedVariables(client, deployed),
    ]);
    const isNewest = id === localBuildId(dist);
    const isConfigured = Object.entries(deployable(env)).every(([name, value]) => there[name] === value);
    return isNewest && isConfigured ? `build ${id} at ${deployed.domain}` : undefined;
  },
  make: async ({ env, login, dist, stopped }) => {
    const credentials = { accountSid: login.username, authToken: login.password };
    const domain = await deployWithToolkit(credentials, deployable(env), { dist, stopped });
    return `build ${localBuildId(dist)} is at ${domain}`;
  },
};

const applicationAddress: Step = {
  name: "Application's webhooks",
  plan: 'point the TwiML application at the deployment',
  find: async ({ client, env }) => {
    const deployed = await findDeployment(client);
    const found = await findApplication(client, env.get('TWIML_APP_SID'));
    return deployed && found && leadsTo(deployed.domain, found) ? shown(found.voiceUrl) : undefined;
  },
  make: async ({ client, env }) => {
    const domain = await domainOf(client);
    await configureApplication(client, env.get('TWIML_APP_SID') ?? '', domain);
    return shown(applicationWebhooks(domain).voiceUrl);
  },
};

const phoneNumber: Step = {
  name: 'Phone number',
  plan: 'choose one of the numbers of the account, or buy one after asking',
  find: async ({ client, record, choices }) => {
    const sid = record.number;
    if (!sid) return undefined;
    const numbers = await client.incomingPhoneNumbers.list();
    const number = numbers.find((known) => known.sid === sid);
    const isWanted = !choices.number || choices.number === number?.phoneNumber;
    return number && isWanted ? number.phoneNumber : undefined;
  },
  make: async ({ client, record, choices }) => {
    const choice = await choices.askNumber(client);
    if ('sid' in choice) {
      record.choose(choice.sid, { phoneNumber: choice.phoneNumber, bought: choice.bought });
      return choice.phoneNumber;
    }
    const { sid, phoneNumber: bought } = await buyNumber(client, choice.buy);
    record.choose(sid, { phoneNumber: bought, bought: true });
    return `bought ${bought}`;
  },
};

const numberAddresses: Step = {
  name: "Number's webhooks",
  plan: 'remember where the number sends its calls, and point it at the deployment',
  find: async ({ client, record }) => {
    const [deployed, sid] = [await findDeployment(client), record.number];
    if (!deployed || !sid) return undefined;
    const number = await client.incomingPhoneNumbers(sid).fetch();
    const isRight = differences(webhooksOf(number), webhooksFor(deployed.domain)).length === 0;
    return isRight ? `calls go to ${shown(number.voiceUrl)}` : undefined;
  },
  make: async ({ client, record }) => {
    const [domain, sid] = [await domainOf(client), record.number ?? ''];
    const before = webhooksOf(await client.incomingPhoneNumbers(sid).fetch());
    const wanted = webhooksFor(domain);
    // The record stays while calls come to us already: after an interruption, or through a tunnel.
    const isOurs = leadsToUs(before);
    if (!isOurs || !record.numbers()[sid]?.before) record.rememberWebhooks(sid, before);
    await setWebhooks(client, sid, wanted);
    const old = isOurs || !before.voiceUrl ? '' : `; they went to ${hostOf(before.voiceUrl)} before`;
    return `calls go to ${shown(wanted.voiceUrl)}${old}`;
  },
};

/**
 * The steps that make calls arrive. Setup asks for the number before the deployment, so that nobody waits for a
 * question.
 */
export const SERVICE_STEPS: readonly Step[] = [phoneNumber, deployment, applicationAddress, numberAddresses];

async function domainOf(client: Setup['client']): Promise<string> {
  const deployed = await findDeployment(client);
  if (!deployed) throw new Error('Nothing is deployed: npm run deploy');
  return deployed.domain;
}

/** How Twilio repeats requests is no part of where they go. */
function shown(url: string): string {
  return url.replace(/#.*$/, '');
}

/** The rest of an address may hold a password. */
function hostOf(url: string): string {
  return URL.canParse(url) ? new URL(url).host : 'another place';
}
