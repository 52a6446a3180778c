import type { CallSid } from '../../core/model/ids.ts';
import type { RecentCall } from '../../core/model/history.ts';
import { timelineEvent } from '../../core/model/timeline-event.ts';
import type { Ports } from '../../call/ports.ts';
import * as v from 'valibot';
import { ApiError } from '../../shared/errors.ts';
import { apiHandler, onlySupervisors } from '../api-handler.ts';
import { agentId, callSid, entryId, noteText } from './request-bodies.ts';

/** The number of calls that the page shows. */
const SHOWN = 20;

const agentBody = v.strictObject({ agent: v.optional(agentId) });
const callBody = v.strictObject({ call: callSid });
const wrapUpBody = v.strictObject({ call: callSid, disposition: entryId, note: v.optional(noteText) });

/** The agent's own last calls; a supervisor may ask for anybody's. */
export const recentCalls = apiHandler(agentBody, async ({ ports, stores, body }, session) => {
  const agent = body.agent ?? session.agent;
  if (agent !== session.agent) onlySupervisors(session);
  const kept = await stores.recentCalls.list(agent);
  const calls = kept.slice(0, SHOWN).map((one) => withCallDetails(ports, one));
  return { body: { calls: await Promise.all(calls) } };
});

/**
 * What happened on a call, for the agents whom it rang and for supervisors. Who did not take it learns of it only when it
 * is over.
 */
export const callTimeline = apiHandler(callBody, async ({ stores, ports, body }, session) => {
  const isSupervisor = session.role === 'supervisor';
  const [own, entries] = await Promise.all([
    isSupervisor ? undefined : stores.recentCalls.find(session.agent, body.call),
    stores.timeline.entries(body.call),
  ]);
  const isNotTheirs = !own || (own.refused && (await isGoingOn(ports, body.call)));
  if (!isSupervisor && isNotTheirs) throw new ApiError('not-your-call');
  if (!entries) throw new ApiError('call-not-found');
  return { body: { entries } };
});

/** Keeps how the agent closed a call, also in the call's timeline. Saving the same again changes nothing. */
export const saveWrapUp = apiHandler(wrapUpBody, async ({ stores, body, config, now }, session) => {
  const { call, disposition, note } = body;
  const known = config.dispositions.find(({ id }) => id === disposition);
  if (!known) throw new ApiError('bad-request', 'Unknown: disposition.');
  const { recentCalls: recent, timeline } = stores;
  const kept = await recent.find(session.agent, call);
  if (!kept) throw new ApiError('not-your-call');
  const before = kept.wrapUp;
  if (before?.disposition === disposition && before.note === note) return { body: { wrapUp: before } };
  const wrapUp = { disposition, ...(note && { note }), at: now };
  const values = { name: session.name, disposition: known.en };
  const closed = note
    ? timelineEvent('wrapped-up-with-note', { ...values, note })
    : timelineEvent('wrapped-up', values);
  await Promise.all([recent.wrapUp(session.agent, kept, wrapUp), timeline.append(call, now, [closed])]);
  return { body: { wrapUp } };
});

async function isGoingOn(ports: Ports, call: CallSid): Promise<boolean> {
  const stored = await ports.calls.load(call);
  return stored !== undefined && !stored.value.ending;
}

async function withCallDetails(ports: Ports, kept: RecentCall): Promise<RecentCall> {
  const stored = await ports.calls.load(kept.call);
  if (!stored) return kept;
  const { from, startedAt, ending } = stored.value;
  return { ...kept, from, startedAt, ...(ending && { ending }) };
}
