import { handlerProblem, platformOf, wantedPlatform } from '../../../delivery/handler.ts';
import { bad, ok, type Check } from '../check.ts';

const LIST =
  'write a version of https://www.twilio.com/docs/serverless/functions-assets/handler, then npm run deploy';

/** Twilio took the handler and the runtime of what is deployed, and knows nothing against those of the next deploy. */
export const platform: Check = {
  name: 'Runtime handler',
  run: async ({ client, deployment }) => {
    const wanted = wantedPlatform();
    const problem = handlerProblem(wanted);
    if (problem) return bad(problem, LIST);
    const { serviceSid, buildSid } = await deployment();
    const there = platformOf(await client.serverless.v1.services(serviceSid).builds(buildSid).fetch());
    const words = `${there.handler} on ${there.runtime}`;
    // For node24 the platform replaces the handler with one of its own.
    const isSame = there.handler === wanted.handler || there.runtime === 'node24';
    if (isSame && there.runtime === wanted.runtime) return ok(`${words}: Twilio took both`);
    return bad(
      `${words} is deployed, ${wanted.handler} on ${wanted.runtime} is written here`,
      'npm run deploy',
    );
  },
};
