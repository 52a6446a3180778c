import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Twilio } from 'twilio';
import { askPublicly } from './public-page.ts';

const ROOT = join(__dirname, '..');

/** The Serverless service's unique name. The toolkit takes it from the package. */
export const SERVICE_NAME = (JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as { name: string })
  .name;

/** The environment that the toolkit deploys to unless it is told otherwise. */
const ENVIRONMENT = 'dev-environment';

/** The deployment on the account. */
export interface Deployment {
  readonly serviceSid: string;
  readonly environmentSid: string;
  readonly buildSid: string;
  /** The public host. */
  readonly domain: string;
}

/** Finds this project's deployment; undefined when there is none. https://www.twilio.com/docs/serverless/api */
export async function findDeployment(client: Twilio): Promise<Deployment | undefined> {
  const services = await client.serverless.v1.services.list();
  const service = services.find(({ uniqueName }) => uniqueName === SERVICE_NAME);
  if (!service) return undefined;
  const environments = await client.serverless.v1.services(service.sid).environments.list();
  const environment = environments.find(({ uniqueName }) => uniqueName === ENVIRONMENT);
  if (!environment?.buildSid) return undefined;
  const { sid: environmentSid, buildSid, domainName: domain } = environment;
  return { serviceSid: service.sid, environmentSid, buildSid, domain };
}

/** The deployed service's environment variables. */
export async function deployedVariables(
  client: Twilio,
  { serviceSid, environmentSid }: Deployment,
): Promise<Readonly<Record<string, string>>> {
  const environment = client.serverless.v1.services(serviceSid).environments(environmentSid);
  const variables = await environment.variables.list();
  return Object.fromEntries(variables.map(({ key, value }) => [key, value]));
}

/** The build that the public sees; undefined when none is served. */
export async function deployedBuildId(domain: string): Promise<string | undefined> {
  const { status, body } = await askPublicly(`https://${domain}/build.json`);
  return status === 200 ? (JSON.parse(body) as { id?: string }).id : undefined;
}

/** @throws Error when nothing has been built */
export function localBuildId(dist: string): string {
  try {
    return (JSON.parse(readFileSync(join(dist, 'assets/build.json'), 'utf8')) as { id: string }).id;
  } catch (error) {
    throw new Error(`There is no build in ${dist}: npm run build`, { cause: error });
  }
}
