import type { Settings } from '../core/model/settings.ts';
import type { Ports } from '../call/ports.ts';
import type { Budget } from '../shared/storage.ts';
import { callSidIn, type Parameters } from '../twilio/parse-webhook.ts';
import { startBudget } from '../call/budget.ts';
import { companySettings, musicSecret, voiceConfig } from '../config.ts';
import { errorFields, log } from '../shared/log.ts';
import { mayHearMusic } from '../twilio/music-key.ts';
import { Urls } from '../twilio/urls.ts';
import { answering } from './answering.ts';
import {
  failedResponse,
  refusedResponse,
  twimlResponse,
  type FunctionHandler,
  type Incoming,
} from './response.ts';
import { connect, type Context, type Service } from './service.ts';

/** One request of Twilio's, with what is needed to answer it. */
export interface VoiceRequest {
  readonly parameters: Parameters;
  readonly urls: Urls;
  readonly now: number;
  readonly settings: Settings;
  /** The adapters. They are made at the first use, so that a request without them costs nothing. */
  readonly service: () => Service;
  readonly ports: () => Ports;
  /** Ports with a little time of their own, in milliseconds, for what must be done although the answer failed. */
  readonly emergencyPorts: (ms: number) => Ports;
}

/** Twilio asks again after 7 s (`WEBHOOK_RETRY_OVERRIDE`): an answer takes so long at most, in milliseconds. */
const ANSWERING_MS = 6000;

/** A caller who hears nothing meanwhile is kept in silence for no longer than this, in milliseconds. */
export const ANSWER_DEADLINE_MS = 4000;

/**
 * The time for a callback, in milliseconds. A failure has `EMERGENCY_MS` more for what must be done all the same.
 * Twilio gives a callback 15 s, retries included, so it can send it three times.
 * https://www.twilio.com/docs/usage/webhooks/webhooks-connection-overrides
 */
export const CALLBACK_DEADLINE_MS = 4000;
/** The time for what a failed callback must do all the same, in milliseconds. */
export const EMERGENCY_MS = 1000;

/** How one voice Function answers. */
export interface VoiceRoute {
  /** The event's name in the log, and the last part of its path. */
  readonly name: string;
  /**
   * Whether it is music. Its Functions are public: they answer a request with Twilio's signature or the address's key.
   */
  readonly isMusic?: true;
  /** @returns a TwiML document */
  readonly answer: (request: VoiceRequest) => string | Promise<string>;
  /** The time for the answer, in milliseconds. When left out, it ends before Twilio asks again. */
  readonly timeoutMs?: number;
  /** The answer when that fails: something sensible that keeps the caller on the line. Absent: Twilio asks again. */
  readonly fallback?: (request: VoiceRequest) => string;
  /** What to do then for the parties on the line. It learns what went wrong. */
  readonly onFailure?: (request: VoiceRequest, why: unknown) => Promise<void>;
}

/**
 * Wraps a voice Function. Whatever goes wrong, the party on the line gets TwiML and hears of no application error. A
 * callback that could not be processed is answered as failed, so that Twilio sends it again.
 */
export function voiceHandler(route: VoiceRoute): FunctionHandler<Context> {
  return answering(async (context, event) => {
    if (route.isMusic && !isMusicAllowed(context, event, route.name)) return refusedResponse();
    const request = requestFrom(context, event, route.timeoutMs);
    try {
      return twimlResponse(await route.answer(request));
    } catch (error) {
      return await answerAfter(error, route, request);
    }
  }, failedResponse);
}

async function answerAfter(error: unknown, route: VoiceRoute, request: VoiceRequest): Promise<object> {
  const about = { route: route.name, call: callSidIn(request.parameters) };
  log('error', 'voice request failed', { ...about, ...errorFields(error) });
  try {
    await route.onFailure?.(request, error);
  } catch (more) {
    log('error', 'nothing could be done meanwhile', { ...about, ...errorFields(more) });
  }
  return route.fallback ? twimlResponse(route.fallback(request)) : failedResponse();
}

function isMusicAllowed(context: Context, event: Incoming, name: string): boolean {
  const { AUTH_TOKEN: token } = context;
  const authToken = typeof token === 'string' ? token : undefined;
  const gate = { origin: originOf(context), name, secret: musicSecret(context), authToken };
  return mayHearMusic(gate, event, event.request?.headers?.['x-twilio-signature']);
}

/** The caller keeps their music even when the configuration is wrong, and music needs addresses. */
function originOf(context: Context): string {
  return `https://${String(context['DOMAIN_NAME'])}`;
}

function requestFrom(context: Context, parameters: Parameters, within = ANSWERING_MS): VoiceRequest {
  const budget = startBudget(within);
  let service: Service | undefined;
  const connectedFor = (budget: Budget): Service => connect(context, voiceConfig(context), budget);
  const connected = (): Service => (service ??= connectedFor(budget));
  return {
    parameters,
    urls: new Urls(originOf(context), musicSecret(context)),
    now: budget.now(),
    settings: companySettings(context),
    service: connected,
    ports: () => connected().ports,
    emergencyPorts: (ms) => connectedFor(startBudget(ms)).ports,
  };
}
