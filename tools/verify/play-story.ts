import { randomBytes } from 'node:crypto';
import type { Browser } from 'playwright-core';
import type { Twilio } from 'twilio';
import { AgentPage } from '../../harness/agent-page.ts';
import { pageToken } from '../../src/auth/access-tokens.ts';
import type { Agent } from '../../src/core/model/agent.ts';
import { addAgent, newPasscode, removeAgent } from '../../delivery/agent-accounts.ts';
import { tellStory, VOICES, type StoryCaller, type StoryTimes } from '../demo/story.ts';
import { LAB, PARTY_PREFIX } from './objects.ts';
import { Party } from './party.ts';
import type { Key } from './workbench.ts';

export interface StoryOptions {
  readonly client: Twilio;
  readonly key: Key;
  readonly browser: Browser;
  readonly syncService: string;
  /** The product's own host. */
  readonly domain: string;
  readonly pageAddress: (domain: string) => string;
  /** The laboratory's page: the caller's telephone. */
  readonly telephone: string;
  readonly say: (text: string) => void;
  readonly bold: (text: string) => string;
}

/** The result of the story. */
export interface StoryResult {
  readonly times: StoryTimes;
  /** How long the page's requests took, in milliseconds: the median and the longest. */
  readonly requests: { readonly count: number; readonly median: number; readonly longest: number };
}

/** The agents that verify adds for a while. */
const AGENTS = ['wtverify_ana', 'wtverify_ben'] as const;

/**
 * Plays the warm transfer on the deployed product, with two agents of its own who are removed afterwards.
 * @throws Error that says what to do when an agent is at work, since the call could ring at their place
 */
export async function playStory(options: StoryOptions): Promise<StoryResult> {
  await checkNobodyIsAtWork(options);
  const caller = await options.client.applications.create({
    friendlyName: LAB,
    voiceUrl: `https://${options.domain}/voice/incoming`,
    voiceMethod: 'POST',
  });
  try {
    return await withAgents(options, caller.sid);
  } finally {
    await removeStoryAgents(options.client, options.syncService);
    await options.client.applications(caller.sid).remove();
  }
}

/** Takes the agents of a story away again: of one that was killed, too. */
export async function removeStoryAgents(client: Twilio, syncService: string): Promise<void> {
  await Promise.all(AGENTS.map((id) => removeAgent(client, syncService, id)));
}

async function checkNobodyIsAtWork({ client, syncService }: StoryOptions): Promise<void> {
  const items = await client.sync.v1.services(syncService).syncMaps('agents').syncMapItems.list();
  const atWork = items.map(({ data }) => data as Agent).filter(({ presence }) => presence === 'available');
  if (atWork.length === 0) return;
  throw new Error(
    `The story would ring real agents: ${atWork.length} of them are available. Play it when nobody is at work.`,
  );
}

async function withAgents(options: StoryOptions, application: string): Promise<StoryResult> {
  const { browser } = options;
  const [ana, ben] = await Promise.all([arrive(options, 'ana'), arrive(options, 'ben')]);
  try {
    const dial = () => dialAsPage(options, application, browser);
    const { say, bold } = options;
    const times = await tellStory({ ana, ben, colleague: 'Verify Ben', dial, say, bold });
    return { times, requests: await requestTimes([ana, ben]) };
  } finally {
    await Promise.all([ana.goOffline(), ben.goOffline()]);
  }
}

async function arrive(options: StoryOptions, name: 'ana' | 'ben'): Promise<AgentPage> {
  const { client, syncService, browser, pageAddress, domain } = options;
  const id = `wtverify_${name}`;
  const passcode = newPasscode();
  const shown = `Verify ${name === 'ana' ? 'Ana' : 'Ben'}`;
  await removeAgent(client, syncService, id);
  await addAgent(client, syncService, { id, name: shown, role: 'agent', passcode });
  const agent = await AgentPage.open(browser, `${pageAddress(domain)}/index.html`, VOICES[name]);
  await agent.signIn(id, passcode);
  return agent;
}

/** The customer calls from a page, through an application that leads where the number leads. */
async function dialAsPage(
  { client, key, telephone, domain }: StoryOptions,
  application: string,
  browser: Browser,
): Promise<StoryCaller> {
  const identity = `${PARTY_PREFIX}${randomBytes(6).toString('hex')}`;
  const config = { ...key, twimlAppSid: application, syncServiceSid: '' };
  const { token } = pageToken(config, identity, Date.now());
  const party = await Party.open(browser, { url: telephone, identity, token, toneHz: VOICES.mara });
  await party.connect({ To: await numberOf(client, domain) });
  return {
    untilGreeted: () => party.untilSound(),
    hears: (seconds = 1.5) => party.listens(Object.values(VOICES), seconds),
    hangUp: async () => {
      await party.hangUp();
      await party.close();
    },
  };
}

/**
 * The number that callers dial: agents are rung from it, so the call must say that it was dialled.
 * @throws Error when no number leads to the deployment
 */
async function numberOf(client: Twilio, domain: string): Promise<string> {
  const numbers = await client.incomingPhoneNumbers.list();
  const ours = numbers.find(({ voiceUrl }) => voiceUrl.startsWith(`https://${domain}/`));
  if (!ours) throw new Error('No phone number leads to the deployment: npm run setup');
  return ours.phoneNumber;
}

async function requestTimes(pages: readonly AgentPage[]): Promise<StoryResult['requests']> {
  const each = await Promise.all(
    pages.map(({ page }) =>
      page.evaluate(() =>
        performance
          .getEntriesByType('resource')
          .filter(({ name }) => new URL(name).pathname.startsWith('/api/'))
          .map(({ duration }) => Math.round(duration)),
      ),
    ),
  );
  const all = each.flat().sort((one, other) => one - other);
  return {
    count: all.length,
    median: all[Math.floor(all.length / 2)] ?? 0,
    longest: all.at(-1) ?? 0,
  };
}
