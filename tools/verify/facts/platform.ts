import { randomUUID } from 'node:crypto';
import { platformOf, wantedPlatform } from '../../../delivery/handler.ts';
import { addAgent, newPasscode, removeAgent } from '../../../delivery/agent-accounts.ts';
import type { Fact } from '../experiment.ts';
import { isRefused } from '../refusal.ts';
import type { Workbench } from '../workbench.ts';

/** On npm, and not among the versions that the platform takes. */
const NPM_ONLY = '2.1.0';

/** The laboratory's own build. */
async function ownBuild(bench: Workbench) {
  const [build] = await bench.client.serverless.v1.services(bench.functionsService).builds.list({ limit: 1 });
  if (!build) throw new Error('The laboratory was deployed without a build.');
  return build;
}

/** The same Functions and Assets once more, with another handler. The build is shown to nobody. */
async function isBuiltWith(bench: Workbench, handler: string): Promise<'accepted' | 'refused'> {
  const { functionVersions, assetVersions, runtime } = await ownBuild(bench);
  const { builds } = bench.client.serverless.v1.services(bench.functionsService);
  const making = builds.create({
    functionVersions: functionVersions.map(({ sid }) => sid as string),
    assetVersions: assetVersions.map(({ sid }) => sid as string),
    dependencies: JSON.stringify([{ name: '@twilio/runtime-handler', version: handler }]),
    runtime,
  });
  if (await isRefused(making, [20_001])) return 'refused';
  const { sid } = await making;
  const end = await bench.until(
    'a build is made',
    async () => {
      const { status } = await builds(sid).buildStatus().fetch();
      return status !== 'building' && status;
    },
    60,
  );
  return end === 'completed' ? 'accepted' : 'refused';
}

export const handlerTaken: Fact = {
  fact: 'handlerTaken',
  question: 'Does the platform take the runtime handler that the product is built with?',
  source: 'https://www.twilio.com/docs/serverless/functions-assets/handler',
  expected: 'accepted',
  plan: 'The build of the laboratory, which has the same handler, is read.',
  legMinutes: 0,
  observe: async (bench) => {
    const wanted = wantedPlatform();
    const { handler, runtime } = platformOf(await ownBuild(bench));
    // For node24 the platform puts a handler of its own in the place of the one asked for.
    return handler === wanted.handler || runtime === 'node24' ? 'accepted' : `changed-to-${handler}`;
  },
};

export const handlerRefused: Fact = {
  fact: 'handlerRefused',
  question: `Does the platform refuse the runtime handler ${NPM_ONLY}, which npm has?`,
  source: 'https://github.com/twilio-labs/serverless-toolkit/issues/564',
  expected: 'refused',
  plan: `A build for nobody is tried with the runtime handler ${NPM_ONLY}.`,
  legMinutes: 0,
  observe: (bench) => isBuiltWith(bench, NPM_ONLY),
};

const SOMEBODY = 'wtverify_guest';
const WANTED = ['httponly', 'path=/', 'samesite=strict', 'secure'] as const;

export const signIn: Fact = {
  fact: 'signIn',
  question: 'Does a sign-in answer JSON and a cookie that scripts and other sites cannot use?',
  source: 'https://www.twilio.com/docs/serverless/functions-assets/functions/headers-and-cookies/limitations',
  expected: 'json-and-strict-cookie',
  plan: 'An agent of its own is added to the product, signs in, and is removed.',
  legMinutes: 0,
  observe: async ({ client, product: { domain, syncService } }) => {
    const passcode = newPasscode();
    await removeAgent(client, syncService, SOMEBODY);
    try {
      await addAgent(client, syncService, { id: SOMEBODY, name: 'Verify Guest', role: 'agent', passcode });
      return (await whatIsOdd(await answerTo(domain, passcode))) ?? 'json-and-strict-cookie';
    } finally {
      await removeAgent(client, syncService, SOMEBODY);
    }
  },
};

function answerTo(domain: string, passcode: string): Promise<Response> {
  return fetch(`https://${domain}/api/session/start`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ json: true, browser: randomUUID(), agent: SOMEBODY, passcode }),
    signal: AbortSignal.timeout(15_000),
  });
}

/** Names what is not as it was sent; values of cookies stay out of it. */
async function whatIsOdd(response: Response): Promise<string | undefined> {
  const { status, headers } = response;
  if (status !== 200) return `status-${status}`;
  const type = headers.get('content-type') ?? 'none';
  if (!type.startsWith('application/json')) return `type-${type}`;
  const body = (await response.json()) as { readonly agent?: { readonly id?: string } };
  if (body.agent?.id !== SOMEBODY) return 'body-is-no-object';
  const attributes = (headers.get('set-cookie') ?? '').toLowerCase().split(/;\s*/).slice(1);
  const missing = WANTED.filter((attribute) => !attributes.includes(attribute));
  return missing.length > 0 ? `cookie-without-${missing.join('-')}` : undefined;
}
