import { bad, ok, type Check } from '../check.ts';

const NEW_KEY = 'empty API_KEY_SID and API_KEY_SECRET in .env, then npm run setup';

/** The key exists, its secret is right, and it is not restricted. Only then do Voice and Sync accept its tokens. */
export const apiKey: Check = {
  name: 'API key',
  run: async ({ client, connect, env, login }) => {
    const [sid, secret, service] = ['API_KEY_SID', 'API_KEY_SECRET', 'SYNC_SERVICE_SID'].map((name) =>
      env.get(name),
    );
    if (!sid || !secret) return bad('API_KEY_SID or API_KEY_SECRET is missing in .env');
    const itself = connect({ accountSid: login.accountSid, username: sid, password: secret });
    const refusal = await itself.sync.v1
      .services(service ?? '')
      .fetch()
      .then(() => undefined, statusOf);
    if (refusal === 401) return bad(`${sid} does not exist, or API_KEY_SECRET is not its secret`, NEW_KEY);
    if (refusal === 403)
      return bad(`${sid} is restricted; tokens must be signed by a Standard or Main key`, NEW_KEY);
    // A key without the right to read keys says nothing here. It has shown above that it may use Sync.
    const policy = await client.iam.v1
      .apiKey(sid)
      .fetch()
      .then(
        (key) => key.policy,
        () => undefined,
      );
    if (policy && Object.keys(policy).length > 0) {
      return bad(`${sid} is restricted; tokens must be signed by a Standard or Main key`, NEW_KEY);
    }
    return ok(`${sid} signs`);
  },
};

function statusOf(error: unknown): number | undefined {
  return (error as { status?: number }).status;
}
