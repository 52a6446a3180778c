import type { Twilio } from 'twilio';
import type { VoiceConfig } from '../config.ts';
import type { Budget, Ports } from '../call/ports.ts';
import { SyncAgentStore } from '../sync/agent-store.ts';
import { SyncCallStore } from '../sync/call-store.ts';
import { SyncService } from '../sync/sync-service.ts';
import { SyncTimeline } from '../sync/timeline.ts';
import { SyncWaitingStore } from '../sync/waiting-store.ts';
import { TwilioTelephony } from '../twilio/telephony.ts';
import { Urls } from '../twilio/urls.ts';

/** The Functions' surroundings, as the platform gives them. */
export interface Context {
  readonly [name: string]: unknown;
  getTwilioClient(): Twilio;
}

/** The ports on Twilio, with what is needed to make more of them. */
export interface Service {
  readonly ports: Ports;
  readonly sync: SyncService;
  readonly agents: SyncAgentStore;
}

/** Puts the adapters together for one request. Nothing is sent until it is used. */
export function connect(context: Context, config: VoiceConfig, budget: Budget): Service {
  const client = context.getTwilioClient();
  const sync = new SyncService(client, config.syncServiceSid, budget);
  const agents = new SyncAgentStore(sync);
  const ports: Ports = {
    calls: new SyncCallStore(sync),
    agents,
    waiting: new SyncWaitingStore(sync),
    timeline: new SyncTimeline(sync),
    telephony: new TwilioTelephony(client, new Urls(config.origin, config.musicSecret), budget),
    budget,
    settings: config.settings,
  };
  return { ports, sync, agents };
}
