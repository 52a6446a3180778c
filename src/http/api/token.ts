import { pageToken } from '../../auth/access-tokens.ts';
import { identityOf } from '../../core/model/identity.ts';
import { OBJECTS } from '../../sync/sync-service.ts';
import { apiHandler } from '../api-handler.ts';
import { emptyBody } from './request-bodies.ts';

/** A token lives for an hour and nobody can take it back. So an agent who was disabled a moment ago gets none. */
export const token = apiHandler(emptyBody, async ({ stores, config, now }, { agent, epoch }) => {
  const identity = identityOf({ id: agent, epoch });
  await stores.agents.allow(identity);
  const objects = { agents: OBJECTS.agents, waiting: OBJECTS.waiting };
  return { body: { ...pageToken(config, identity, now), objects } };
});
