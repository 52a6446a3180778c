import * as v from 'valibot';
import { beat, choosePresence, leavePage } from '../call/keep-presence.ts';
import { ApiError } from '../errors.ts';
import { apiHandler } from './api-handler.ts';
import { callSid, nothing } from './shapes.ts';

const chosen = v.strictObject({ presence: v.picklist(['available', 'away', 'offline']) });
const alive = v.strictObject({ call: v.nullable(callSid) });

export const setPresence = apiHandler(chosen, async ({ ports, body }, session) => {
  const me = await choosePresence(ports, session.agent, body.presence);
  if (!me) throw new ApiError('on-a-call');
  return { body: { me } };
});

export const beatPresence = apiHandler(alive, async ({ ports, body }, session) => {
  const me = await beat(ports, session.agent, body.call);
  if (!me) throw new ApiError('not-signed-in');
  return { body: { me } };
});

export const pageGone = apiHandler(nothing, async ({ ports }, session) => {
  await leavePage(ports, session.agent);
  return { body: {} };
});
