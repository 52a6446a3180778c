import * as v from 'valibot';
import type { AgentId } from '../../core/model/ids.ts';
import { AGENT_ID } from '../../core/model/names.ts';
import { newSession, noCookie, sessionCookie } from '../../auth/sessions.ts';
import { endSessions } from '../../auth/end-sessions.ts';
import { signIn } from '../../auth/sign-in.ts';
import type { AccountStore } from '../../auth/account.ts';
import { declineRing } from '../../call/decline-ring.ts';
import type { Ports } from '../../call/ports.ts';
import { choosePresence } from '../../call/keep-presence.ts';
import { ApiError } from '../../shared/errors.ts';
import { apiHandler, openApiHandler } from '../api-handler.ts';
import { emptyBody } from './request-bodies.ts';

const credentials = v.strictObject({
  agent: v.pipe(v.string(), v.trim(), v.maxLength(64)),
  passcode: v.pipe(v.string(), v.maxLength(200)),
});

export const startSession = openApiHandler(credentials, async ({ body, stores, ports, config, now }) => {
  // A name that cannot be one is treated as an unknown one, and takes as long.
  const id = AGENT_ID.test(body.agent) ? await asInAccount(stores.accounts, body.agent) : '_';
  const account = await signIn(stores.accounts, id, body.passcode, now);
  if (!account) throw new ApiError('wrong-passcode');
  await Promise.all([stores.agents.allow(account.id), allowOwnCall(ports, account.id)]);
  const cookie = await sessionCookie(newSession(account, now), config.sessionSecret, now);
  return { body: { agent: { id: account.id, name: account.name, role: account.role } }, cookie };
});

/** People write their id with a capital, as their name. An account may have been given one as well. */
async function asInAccount(accounts: AccountStore, typed: AgentId): Promise<AgentId> {
  const plain = typed.toLowerCase();
  return plain === typed || (await accounts.load(typed)) ? typed : plain;
}

/** An agent who was disabled and enabled again in the middle of a call sees it again. */
async function allowOwnCall({ agents, calls }: Ports, id: AgentId): Promise<void> {
  const call = (await agents.load(id))?.value.call;
  if (call) await calls.allow(call, id);
}

/** Signing out ends every session of the agent, on other pages as well. A call that rings is declined, one on the line goes on. */
export const endSession = apiHandler(emptyBody, async ({ ports, stores }, { agent }) => {
  await declineRing(ports, agent).catch(() => undefined);
  await Promise.all([
    endSessions(stores.accounts, agent, ports.budget),
    choosePresence(ports, agent, 'offline'),
    stores.agents.forbid(agent),
  ]);
  return { body: {}, cookie: noCookie() };
});

export const currentSession = apiHandler(emptyBody, (_request, { agent: id, name, role }) =>
  Promise.resolve({ body: { agent: { id, name, role } } }),
);
