import * as v from 'valibot';
import { identityOf } from '../../core/model/identity.ts';
import type { AgentId } from '../../core/model/ids.ts';
import { AGENT_ID } from '../../core/model/names.ts';
import { browserOf, newSession, noCookie, sessionCookie, type Session } from '../../auth/sessions.ts';
import { endSessions } from '../../auth/end-sessions.ts';
import { type SignInAttempt, signIn } from '../../auth/sign-in.ts';
import type { AccountStore } from '../../auth/account.ts';
import { LONGEST_PASSCODE, passcodeProblem } from '../../auth/passcode-rules.ts';
import { hashPassword } from '../../auth/passwords.ts';
import { declineRing } from '../../call/decline-ring.ts';
import type { AgentPages, Ports } from '../../call/ports.ts';
import { choosePresence } from '../../call/keep-presence.ts';
import { ApiError } from '../../shared/errors.ts';
import { apiHandler, openApiHandler, type ApiRequest } from '../api-handler.ts';
import type { Stores } from '../service.ts';
import { emptyBody } from './request-bodies.ts';

const credentials = v.strictObject({
  agent: v.pipe(v.string(), v.trim(), v.maxLength(64)),
  passcode: v.pipe(v.string(), v.maxLength(LONGEST_PASSCODE)),
  code: v.optional(v.pipe(v.string(), v.regex(/^\d{6}$/))),
});

/** `/api/session/start`: signs an agent in by name and passcode, and sets the cookie. */
export const startSession = openApiHandler(credentials, async (request) => {
  const { body, stores, ports, config, now } = request;
  if (request.browser === undefined) throw new ApiError('bad-request', 'Wrong or missing: browser.');
  const browser = browserOf(request.browser);
  // A name that cannot be one is treated as an unknown one, and takes as long.
  const id = AGENT_ID.test(body.agent) ? await asInAccount(stores.accounts, body.agent) : '_';
  const { passcode, code } = body;
  const { account, event } = await signIn(stores.accounts, { id, passcode, code, browser }, now);
  await stores.security.record(event);
  if (event.what === 'code-asked') throw new ApiError('code-needed');
  if (!account) throw new ApiError('wrong-passcode');
  if (!account.authenticator && config.secondFactor.includes(account.role))
    throw new ApiError('second-factor-missing');
  const pages = { agent: account.id, identity: identityOf(account) };
  await Promise.all([stores.agents.allow(pages.identity), allowOwnCall(ports, pages)]);
  const cookie = sessionCookie(
    newSession(account, browser, now),
    config.sessionSecret,
    now,
    config.settings.idleMinutes,
  );
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
export const endSession = apiHandler(emptyBody, async (request, session) => {
  const { ports, stores } = request;
  await declineRing(ports, session.agent).catch(() => undefined);
  await Promise.all([
    endSessions(stores.accounts, session.agent, ports.budget),
    forgetPages(request, session),
  ]);
  await stores.security.record({ what: 'signed-out', agent: session.agent });
  return { body: {}, cookie: noCookie() };
});

const passcodes = v.strictObject({
  passcode: v.pipe(v.string(), v.maxLength(LONGEST_PASSCODE)),
  newPasscode: v.pipe(v.string(), v.maxLength(LONGEST_PASSCODE)),
});

/**
 * `/api/session/passcode`: the agent changes their own. Every session of theirs ends, as whoever knew the former
 * passcode may have one.
 */
export const changePasscode = apiHandler(passcodes, async (request, session) => {
  const { body, ports, stores, now } = request;
  const { agent: id, name, browser = '' } = session;
  const problem = passcodeProblem(body.newPasscode, [id, name]);
  if (problem) throw new ApiError(problem === 'too-long' ? 'bad-request' : `passcode-${problem}`);
  await checkCurrent(stores, { id, passcode: body.passcode, browser }, now);
  const hash = await hashPassword(body.newPasscode);
  await declineRing(ports, id).catch(() => undefined);
  await Promise.all([
    endSessions(stores.accounts, id, ports.budget, { hash }),
    forgetPages(request, session),
  ]);
  await stores.security.record({ what: 'passcode-changed', agent: id });
  return { body: {}, cookie: noCookie() };
});

/** A signed-in agent has shown the code of the second factor already. */
async function checkCurrent(
  { accounts, security }: Stores,
  attempt: SignInAttempt,
  now: number,
): Promise<void> {
  const { account, event } = await signIn(accounts, attempt, now);
  if (account || event.what === 'code-asked') return;
  await security.record(event);
  throw new ApiError('wrong-passcode');
}

/** The agent's pages are rung no more, and read nothing more. */
async function forgetPages(
  { ports, stores }: Pick<ApiRequest<unknown>, 'ports' | 'stores'>,
  { agent: id, epoch }: Session,
): Promise<void> {
  const identity = identityOf({ id, epoch });
  const call = (await ports.agents.load(id))?.value.call;
  await Promise.all([
    choosePresence(ports, id, 'offline'),
    stores.agents.forbid(identity),
    call === undefined ? undefined : ports.calls.forbid(call, identity),
  ]);
}

/** `/api/session/current`: who is signed in. */
export const currentSession = apiHandler(emptyBody, (_request, { agent: id, name, role }) =>
  Promise.resolve({ body: { agent: { id, name, role } } }),
);
