import type { Agent } from '../../core/model/agent.ts';
import type { Waiting } from '../../core/model/waiting.ts';
import type { Call } from '../../core/model/call.ts';
import { toStored } from '../../core/record/stored-call.ts';
import type { LiveCall } from '../../core/model/history.ts';
import type { Ports } from '../../call/ports.ts';
import { ApiError } from '../../shared/errors.ts';
import type { Session } from '../../auth/sessions.ts';
import { apiHandler, type ApiAnswer, type ApiRequest } from '../api-handler.ts';
import { emptyBody } from './request-bodies.ts';

/** Everything that the page shows, at once. A supervisor also sees which calls are going on. */
export const desk = apiHandler(emptyBody, showDesk, () => 'lately');

async function showDesk({ ports, config }: ApiRequest<object>, session: Session): Promise<ApiAnswer> {
  const [stored, waiting] = await Promise.all([ports.agents.list(), ports.waiting.list()]);
  const agents = stored.map(({ value }) => value);
  const me = agents.find(({ id }) => id === session.agent);
  if (!me) throw new ApiError('not-signed-in');
  const [call, calls] = await Promise.all([
    me.call === undefined ? undefined : ports.calls.load(me.call),
    session.role === 'supervisor' ? liveCalls(ports, agents, waiting) : undefined,
  ]);
  const { directory, languages: _languages, ...settings } = config.settings;
  const entries = directory.map(({ id, name }) => ({ id, name }));
  const own = { ...(call && { call: toStored(call.value) }), ...(calls && { calls }) };
  const { dispositions } = config;
  return { body: { me, agents, waiting, ...own, directory: entries, dispositions, settings } };
}

async function liveCalls(
  ports: Ports,
  agents: readonly Agent[],
  waiting: readonly Waiting[],
): Promise<readonly LiveCall[]> {
  const sids = new Set([...agents, ...waiting].flatMap(({ call }) => call ?? []));
  const calls = await Promise.all([...sids].map((sid) => ports.calls.load(sid)));
  return calls.flatMap((stored) => (stored && !stored.value.ending ? summary(stored.value) : []));
}

function summary({ id, from, startedAt, phase, phaseSince, legs }: Call): LiveCall {
  const agents = legs.flatMap(({ party }) => (party.kind === 'agent' ? party.agent : []));
  return { call: id, from, startedAt, phase, phaseSince, agents };
}
