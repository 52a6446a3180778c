import { TwilioError } from '../twilio-error.ts';
import type { BuildRecord } from './model.ts';

/** The runtime and handler that a build asks for. */
type Wanted = Pick<BuildRecord, 'dependencies' | 'runtime'>;

/**
 * The runtime handlers that the platform takes, as of 2026-11-28. The list is Twilio's own and not npm's. npm has
 * 2.0.2, 2.0.3 and 2.1.0, which the platform refuses. npm has no 2.1.2.
 *
 * - https://www.twilio.com/docs/serverless/functions-assets/handler, 1.2.0 and older in its earlier versions
 * - https://github.com/twilio-labs/serverless-toolkit/issues/538 (2.0.3 refused) and /issues/564 (2.1.0 refused, also
 * for node24)
 */
export const HANDLERS: readonly string[] =
  '2.1.2 2.0.1 2.0.0 1.3.1 1.3.0 1.2.5 1.2.4 1.2.3 1.2.2 1.2.1 1.2.0 1.1.3 1.1.2 1.1.1 1.1.0 1.0.2 1.0.1'.split(
    ' ',
  );

/**
 * The runtimes that a new build can have, as of 2026-11-28.
 *
 * - node18 ended on 2025-11-10, node20 and node22 stay: https://www.twilio.com/docs/serverless/functions-assets/node-upgrade
 * - node24 came on 2026-07-08: https://www.twilio.com/en-us/changelog/node-js-v24-is-now-available-for-twilio-functions
 */
export const RUNTIMES: readonly string[] = ['node20', 'node22', 'node24'];

const HANDLER = '@twilio/runtime-handler';
const DEFAULT_RUNTIME = 'node22';
const DEFAULT_HANDLER = '2.0.1';
/** The only handler for node24; the platform puts it in the place of others from 1.2.0 on. */
const NODE24_HANDLER = '2.1.2';
/** The handlers before 1.2.0, which the platform cannot replace. */
const TOO_OLD_FOR_NODE24 = /^1\.[01]\./;

/**
 * The runtime and the handler that the platform gives to a build.
 * @throws TwilioError 400 (20001), in the words that the toolkit's issues quote
 */
export function acceptedBy(
  dependencies: BuildRecord['dependencies'],
  runtime: string = DEFAULT_RUNTIME,
): Wanted {
  // https://github.com/twilio/twilio-cli/issues/252
  if (!RUNTIMES.includes(runtime)) throw refusal(`unsupported runtime: ${runtime}`);
  const others = dependencies.filter(({ name }) => name !== HANDLER);
  const asked = dependencies.find(({ name }) => name === HANDLER)?.version ?? DEFAULT_HANDLER;
  return { runtime, dependencies: [...others, { name: HANDLER, version: handlerFor(asked, runtime) }] };
}

/** The list has no ranges: https://github.com/twilio-labs/serverless-toolkit/issues/273 */
function handlerFor(version: string, runtime: string): string {
  if (!HANDLERS.includes(version)) {
    throw refusal(
      `Some dependencies could not be validated. No matching version found for ${HANDLER}@${version}. ` +
        'You can find the valid versions at https://www.twilio.com/docs/serverless/functions-assets/handler',
    );
  }
  if (runtime !== 'node24') return version;
  // Twilio's changelog says that it fails and asks for an upgrade. Nobody has quoted the words.
  if (TOO_OLD_FOR_NODE24.test(version))
    throw refusal(`${HANDLER}@${version} does not support node24. Upgrade it to ${NODE24_HANDLER}.`);
  return NODE24_HANDLER;
}

function refusal(message: string): TwilioError {
  return new TwilioError(400, 20001, message);
}
