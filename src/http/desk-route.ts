import { ApiError } from '../errors.ts';
import { apiHandler } from './api-handler.ts';
import { nothing } from './shapes.ts';

/** Everything that the page shows, at once. */
export const desk = apiHandler(nothing, async ({ ports, config }, session) => {
  const [stored, waiting] = await Promise.all([ports.agents.list(), ports.waiting.list()]);
  const agents = stored.map(({ value }) => value);
  const me = agents.find(({ id }) => id === session.agent);
  if (!me) throw new ApiError('not-signed-in');
  const call = me.call === undefined ? undefined : await ports.calls.load(me.call);
  const { directory, ...settings } = config.settings;
  const entries = directory.map(({ id, name }) => ({ id, name }));
  return { body: { me, agents, waiting, ...(call && { call: call.value }), directory: entries, settings } };
});
