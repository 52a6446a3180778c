import { randomBytes } from 'node:crypto';
import type { Browser } from 'playwright-core';
import type { Twilio } from 'twilio';
import { AgentPage } from '../../harness/agent-page.ts';
import { pageToken } from '../../src/auth/access-tokens.ts';
import { addAgent, newPasscode, removeAgent } from '../../delivery/agent-accounts.ts';
import { figuresOf, type TransferFigures } from '../demo/figures.ts';
import { playWarmTransfer, VOICES, type DemoCaller } from '../demo/warm-transfer.ts';
import { LAB, PARTY_PREFIX, removeGuests } from './objects.ts';
import { Party } from './party.ts';
import { checkNoStranger, checkQuiet } from './quiet-hour.ts';
import type { Key } from './workbench.ts';

export interface DeployedTransferOptions {
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

const CHECK_EVERY_MS = 1000;

/**
 * Plays the warm transfer on the deployed product, with two agents of its own who are removed afterwards.
 * @throws Error that says what to do when agents are at work, customers call or the company is closed
 */
export async function playDeployedTransfer(options: DeployedTransferOptions): Promise<TransferFigures> {
  const { client, syncService } = options;
  await checkQuiet(client, syncService);
  const caller = await client.applications.create({
    friendlyName: LAB,
    voiceUrl: `https://${options.domain}/voice/incoming`,
    voiceMethod: 'POST',
  });
  try {
    return await withAgents(options, caller.sid);
  } finally {
    await removeGuests(client, syncService);
    await client.applications(caller.sid).remove();
  }
}

async function withAgents(options: DeployedTransferOptions, application: string): Promise<TransferFigures> {
  const { client, syncService, say, bold } = options;
  const [ana, ben] = await Promise.all([arrive(options, 'ana'), arrive(options, 'ben')]);
  const own: { call?: string; isDialling?: boolean } = {};
  const dial = async () => {
    own.isDialling = true;
    const mara = await dialAsPage(options, application);
    Object.assign(own, { call: mara.call, isDialling: false });
    return mara;
  };
  const beforeAnswer = () => checkNoStranger(client, syncService, own.call);
  try {
    const began = Date.now();
    const told = playWarmTransfer({ ana, ben, colleague: 'Verify Ben', dial, beforeAnswer, say, bold });
    const times = await checkedMeanwhile(told, async () => {
      if (!own.isDialling) await beforeAnswer();
    });
    return await figuresOf(client, [ana, ben], began, times);
  } finally {
    await Promise.all([ana.goOffline(), ben.goOffline()]);
  }
}

/** Ends with the work, or as soon as the check fails. @throws Error of either */
async function checkedMeanwhile<T>(work: Promise<T>, check: () => Promise<void>): Promise<T> {
  const over = new AbortController();
  const checking = async (): Promise<T> => {
    while (!over.signal.aborted) {
      await check();
      await new Promise((resolve) => setTimeout(resolve, CHECK_EVERY_MS));
    }
    return await work;
  };
  // Work that goes on after a failed check fails too, because its pages are gone. Nobody waits for it any more.
  work.catch(() => undefined);
  try {
    return await Promise.race([work, checking()]);
  } finally {
    over.abort();
  }
}

async function arrive(options: DeployedTransferOptions, name: 'ana' | 'ben'): Promise<AgentPage> {
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
  { client, key, telephone, domain, browser }: DeployedTransferOptions,
  application: string,
): Promise<DemoCaller & { readonly call: string }> {
  const identity = `${PARTY_PREFIX}${randomBytes(6).toString('hex')}`;
  const config = { ...key, twimlAppSid: application, syncServiceSid: '' };
  const { token } = pageToken(config, identity, Date.now());
  const party = await Party.open(browser, { url: telephone, identity, token, toneHz: VOICES.mara });
  const call = await party.connect({ To: await numberOf(client, domain) });
  return {
    call,
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
