import type { RecentCall } from '../core/history.ts';
import { told } from '../core/story.ts';
import type { Ports } from '../call/ports.ts';
import * as v from 'valibot';
import { ApiError } from '../errors.ts';
import { SyncRecentCalls } from '../sync/recent-calls.ts';
import { SyncTimeline } from '../sync/timeline.ts';
import { apiHandler, onlySupervisors } from './api-handler.ts';
import { agentId, callSid, entry, words } from './shapes.ts';

/** The page shows so many. */
const SHOWN = 20;

const whose = v.strictObject({ agent: v.optional(agentId) });
const which = v.strictObject({ call: callSid });
const closing = v.strictObject({ call: callSid, disposition: entry, note: v.optional(words) });

/** The agent's own last calls; a supervisor may ask for anybody's. */
export const recentCalls = apiHandler(whose, async ({ ports, sync, body }, session) => {
  const agent = body.agent ?? session.agent;
  if (agent !== session.agent) onlySupervisors(session);
  const kept = await new SyncRecentCalls(sync).list(agent);
  const calls = kept.slice(0, SHOWN).map((one) => withCall(ports, one));
  return { body: { calls: await Promise.all(calls) } };
});

/** What happened on a call: for those at whose place it rang, and for supervisors. */
export const callTimeline = apiHandler(which, async ({ sync, body }, session) => {
  const isSupervisor = session.role === 'supervisor';
  const [own, entries] = await Promise.all([
    isSupervisor ? undefined : new SyncRecentCalls(sync).find(session.agent, body.call),
    new SyncTimeline(sync).entries(body.call),
  ]);
  if (!isSupervisor && !own) throw new ApiError('not-your-call');
  if (!entries) throw new ApiError('call-not-found');
  return { body: { entries } };
});

/** Keeps how the agent closed a call, and tells it in the call's timeline. Saving the same again changes nothing. */
export const saveWrapUp = apiHandler(closing, async ({ ports, sync, body, config, now }, session) => {
  const { call, disposition, note } = body;
  const known = config.dispositions.find(({ id }) => id === disposition);
  if (!known) throw new ApiError('bad-request', 'Unknown: disposition.');
  const recent = new SyncRecentCalls(sync);
  const kept = await recent.find(session.agent, call);
  if (!kept) throw new ApiError('not-your-call');
  const before = kept.wrapUp;
  if (before?.disposition === disposition && before.note === note) return { body: { wrapUp: before } };
  const wrapUp = { disposition, ...(note && { note }), at: now };
  const values = { name: session.name, disposition: known.en };
  const closed = note ? told('wrapped-up-with-note', { ...values, note }) : told('wrapped-up', values);
  await Promise.all([recent.wrapUp(session.agent, kept, wrapUp), ports.timeline.append(call, now, [closed])]);
  return { body: { wrapUp } };
});

async function withCall(ports: Ports, kept: RecentCall): Promise<RecentCall> {
  const stored = await ports.calls.load(kept.call);
  if (!stored) return kept;
  const { from, startedAt, ending } = stored.value;
  return { ...kept, from, startedAt, ...(ending && { ending }) };
}
