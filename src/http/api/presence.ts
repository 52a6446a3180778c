import * as v from 'valibot';
import { heartbeat, heartbeatOnCall, choosePresence, leavePage } from '../../call/keep-presence.ts';
import { heardForSeconds } from '../../core/routing/presence.ts';
import { ApiError } from '../../shared/errors.ts';
import { apiHandler, onlySupervisors } from '../api-handler.ts';
import { agentId, callSid, pageName } from './request-bodies.ts';

const chosenBody = v.strictObject({ presence: v.picklist(['available', 'away', 'offline']) });
const colleagueBody = v.strictObject({ agent: agentId, presence: v.picklist(['away', 'offline']) });
const heartbeatBody = v.strictObject({
  call: v.nullable(callSid),
  page: v.optional(pageName),
  heard: v.optional(v.boolean()),
});
const closingBody = v.strictObject({ page: v.optional(pageName) });

/** `/api/presence/set`: the agent chooses. */
export const setPresence = apiHandler(chosenBody, async ({ ports, body }, session) => {
  const me = await choosePresence(ports, session.agent, body.presence);
  if (!me) throw new ApiError('on-a-call');
  return { body: { me } };
});

/** A heartbeat that reaches only the call cannot make its agent available. */
const isForCallAlone = ({ call, heard }: v.InferOutput<typeof heartbeatBody>): boolean =>
  heard === true && call !== null;

/** `/api/presence/beat`: the page is alive. With `heard` it has been recorded lately, and only the call is told. */
export const heartbeatPresence = apiHandler(
  heartbeatBody,
  async ({ ports, body }, session) => {
    const { call, page } = body;
    if (call !== null && isForCallAlone(body)) {
      await heartbeatOnCall(ports, session.agent, call);
      return { body: {} };
    }
    const me = await heartbeat(ports, session.agent, call, page);
    if (!me) throw new ApiError('not-signed-in');
    return { body: { me, heardForSeconds: heardForSeconds(me, ports.budget.now(), ports.settings, page) } };
  },
  (body) => (isForCallAlone(body) ? 'lately' : 'at-once'),
);

/** `/api/presence/gone`: the page says goodbye. */
export const pageGone = apiHandler(
  closingBody,
  async ({ ports, body }, session) => {
    await leavePage(ports, session.agent, body.page);
    return { body: {} };
  },
  () => 'lately',
);

/**
 * A colleague may leave their page open and go. A supervisor sets them to away, so that no caller rings an empty chair.
 */
export const setAgentPresence = apiHandler(colleagueBody, async ({ ports, body }, session) => {
  onlySupervisors(session);
  const [found, agent] = await Promise.all([
    ports.agents.load(body.agent),
    choosePresence(ports, body.agent, body.presence),
  ]);
  if (!found) throw new ApiError('target-unknown');
  if (!agent) throw new ApiError('on-a-call');
  return { body: { agent } };
});
