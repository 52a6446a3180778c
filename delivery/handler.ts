import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const ROOT = join(__dirname, '..');
const HANDLER = '@twilio/runtime-handler';

/**
 * Versions that npm has and Twilio refuses with 20001.
 * https://github.com/twilio-labs/serverless-toolkit/issues/538 and /issues/564
 */
const REFUSED: readonly string[] = ['2.0.2', '2.0.3', '2.1.0'];

/** The runtime and handler that a deploy asks for. */
export interface Platform {
  readonly handler: string;
  readonly runtime: string;
}

/** The runtime and handler of the next deploy. The toolkit takes both from these files. */
export function wantedPlatform(folder = ROOT): Platform {
  const { dependencies = {} } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as {
    dependencies?: Readonly<Record<string, string>>;
  };
  const settings = readFileSync(join(folder, '.twilioserverlessrc'), 'utf8');
  const runtime = /^\s*"?runtime"?\s*:\s*"([^"]+)"/m.exec(settings)?.[1] ?? 'node22';
  return { handler: dependencies[HANDLER] ?? '', runtime };
}

/** Why Twilio would refuse the handler with 20001, as far as we know; undefined when nothing speaks against it. */
export function handlerProblem({ handler }: Platform): string | undefined {
  if (!/^\d+\.\d+\.\d+$/.test(handler))
    return `${HANDLER} "${handler}" in package.json is no exact version: Twilio refuses it with 20001`;
  if (REFUSED.includes(handler))
    return `${HANDLER} ${handler} in package.json is on npm and not on Twilio's own list: Twilio refuses it with 20001`;
  return undefined;
}

/** The handler and the runtime in the Serverless API's data about a build. */
export function platformOf(build: { readonly dependencies: unknown; readonly runtime: string }): Platform {
  const dependencies = Array.isArray(build.dependencies) ? (build.dependencies as readonly unknown[]) : [];
  const found = (dependencies as readonly { name?: string; version?: string }[]).find(
    ({ name }) => name === HANDLER,
  );
  return { handler: found?.version ?? '', runtime: build.runtime };
}
