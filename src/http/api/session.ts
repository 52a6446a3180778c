import * as v from 'valibot';
import { identityOf } from '../../core/model/identity.ts';
import type { AgentId } from '../../core/model/ids.ts';
import { AGENT_ID } from '../../core/model/names.ts';
import { browserOf, newSession, noCookie, sessionCookie } from '../../auth/sessions.ts';
import { endSessions } from '../../auth/end-sessions.ts';
import { signIn } from '../../auth/sign-in.ts';
import type { AccountStore } from '../../auth/account.ts';
import { declineRing } from '../../call/decline-ring.ts';
import type { AgentPages, Ports } from '../../call/ports.ts';
import { choosePresence } from '../../call/keep-presence.ts';
import { ApiError } from '../../shared/errors.ts';
import { apiHandler, openApiHandler } from '../api-handler.ts';
import { emptyBody } from './request-bodies.ts';

const credentials = v.strictObject({
  agent: v.pipe(v.string(), v.trim(), v.maxLength(64)),
  passcode: v.pipe(v.string(), v.maxLength(200)),
});

/** `/api/session/start`: signs an agent in by name and passcode, and sets the cookie. */
export const startSession = openApiHandler(credentials, async (request) => {
  const { body, stores, ports, config, now } = request;
  if (request.browser === undefined) throw new ApiError('bad-request', 'Wrong or missing: browser.');
  const browser = browserOf(request.browser);
  // A name that cannot be one is treated as an unknown one, and takes as long.
  const id = AGENT_ID.test(body.agent) ? await asInAccount(stores.accounts, body.agent) : '_';
  const { account, event } = await signIn(stores.accounts, { id, passcode: body.passcode, browser }, now);
  await stores.security.record(event);
  if (!account) throw new ApiError('wrong-passcode');
  const pages = { agent: account.id, identity: identityOf(account) };
  await Promise.all([stores.agents.allow(pages.identity), allowOwnCall(ports, pages)]);
  const cookie = sessionCookie(newSession(account, browser, now), config.sessionSecret, now);
  return { body: { agent: { id: account.id, name: account.name, role: account.role } }, cookie };
});

/** People write their id with a capital, as their name. An account may have been given one as well. */
async function asInAccount(accounts: AccountStore, typed: AgentId): Promise<AgentId> {
  const plain = typed.toLowerCase();
  return plain === typed || (await accounts.load(typed)) ? typed : plain;
}

/** An agent who was disabled and enabled again in the middle of a call sees it again. */
async function allowOwnCall({ agents, calls }: Ports, pages: AgentPages): Promise<void> {
  const call = (await agents.load(pages.agent))?.value.call;
  if (call) await calls.allow(call, pages);
}

/**
 * Signing out ends every session of the agent, on other pages as well. Their access tokens can read nothing any more. A
 * call that rings is declined; one on the line goes on.
 */
export const endSession = apiHandler(emptyBody, async ({ ports, stores }, { agent: id, epoch }) => {
  await declineRing(ports, id).catch(() => undefined);
  const identity = identityOf({ id, epoch });
  const call = (await ports.agents.load(id))?.value.call;
  await Promise.all([
    endSessions(stores.accounts, id, ports.budget),
    stores.security.record({ what: 'signed-out', agent: id }),
    choosePresence(ports, id, 'offline'),
    stores.agents.forbid(identity),
    call === undefined ? undefined : ports.calls.forbid(call, identity),
  ]);
  return { body: {}, cookie: noCookie() };
});

/** `/api/session/current`: who is signed in. */
export const currentSession = apiHandler(emptyBody, (_request, { agent: id, name, role }) =>
  Promise.resolve({ body: { agent: { id, name, role } } }),
);
