import type { Twilio } from 'twilio';
import type { VoiceConfig } from '../config.ts';
import type { AgentId } from '../core/model/ids.ts';
import { identityOf } from '../core/model/identity.ts';
import type { Identities, Ports } from '../call/ports.ts';
import type { Budget } from '../shared/storage.ts';
import { SyncAccountStore } from '../sync/account-store.ts';
import { SyncAgentStore } from '../sync/agent-store.ts';
import { SyncCallStore } from '../sync/call-store.ts';
import { SyncRecentCalls } from '../sync/recent-calls.ts';
import type { SecurityLog } from '../auth/security-event.ts';
import { SyncSecurityLog } from '../sync/security-log.ts';
import { SyncService } from '../sync/sync-service.ts';
import { SyncTimeline } from '../sync/timeline.ts';
import { SyncVoicemailStore } from '../sync/voicemail-store.ts';
import { SyncWaitingStore } from '../sync/waiting-store.ts';
import { recordingsOf } from '../twilio/recording-sound.ts';
import { TwilioTelephony } from '../twilio/telephony.ts';
import { Urls } from '../twilio/urls.ts';

/** The Functions' surroundings, as the platform gives them. */
export interface Context {
  readonly [name: string]: unknown;
  getTwilioClient(): Twilio;
}

/** What is kept in Sync. */
export interface Stores {
  readonly calls: SyncCallStore;
  readonly agents: SyncAgentStore;
  readonly waiting: SyncWaitingStore;
  readonly timeline: SyncTimeline;
  readonly accounts: SyncAccountStore;
  readonly recentCalls: SyncRecentCalls;
  readonly voicemails: SyncVoicemailStore;
  readonly security: SecurityLog;
}

/** Twilio, as a request of ours reaches it. */
export interface Service {
  readonly ports: Ports;
  readonly stores: Stores;
  readonly recordings: { remove(recording: string): Promise<void> };
}

/** Puts the adapters together for one request. Nothing is sent until it is used. */
export function connect(context: Context, config: VoiceConfig, budget: Budget): Service {
  const client = context.getTwilioClient();
  const stores = storesOn(new SyncService(client, config.syncServiceSid, budget));
  const { calls, agents, waiting, timeline } = stores;
  const telephony = new TwilioTelephony(client, new Urls(config.origin, config.musicSecret), budget);
  const identities = identitiesIn(stores.accounts);
  const { settings } = config;
  const ports: Ports = { calls, agents, identities, waiting, timeline, telephony, budget, settings };
  return { ports, stores, recordings: recordingsOf(client, budget) };
}

function storesOn(sync: SyncService): Stores {
  return {
    calls: new SyncCallStore(sync),
    agents: new SyncAgentStore(sync),
    waiting: new SyncWaitingStore(sync),
    timeline: new SyncTimeline(sync),
    accounts: new SyncAccountStore(sync),
    recentCalls: new SyncRecentCalls(sync),
    voicemails: new SyncVoicemailStore(sync),
    security: new SyncSecurityLog(sync),
  };
}

/** The answers are kept for this request. One that failed is asked for again. */
function identitiesIn(accounts: SyncAccountStore): Identities {
  const asked = new Map<AgentId, Promise<string | undefined>>();
  const ask = async (agent: AgentId): Promise<string | undefined> => {
    const account = (await accounts.load(agent))?.value;
    return account && !account.disabled ? identityOf(account) : undefined;
  };
  return {
    of(agent) {
      const known = asked.get(agent) ?? ask(agent);
      asked.set(agent, known);
      known.catch(() => asked.delete(agent));
      return known;
    },
  };
}
