import type { Settings } from '../core/events.ts';
import type { Budget, Ports } from '../call/ports.ts';
import type { Parameters } from '../twilio/parse-webhook.ts';
import { startBudget } from '../call/budget.ts';
import { companySettings, voiceConfig } from '../config.ts';
import { errorFields, log } from '../log.ts';
import { Urls } from '../twilio/urls.ts';
import { answering } from './answering.ts';
import { failedResponse, twimlResponse, type FunctionHandler } from './response.ts';
import { connect, type Context, type Service } from './service.ts';

/** One question of Twilio's, with what is needed to answer it. */
export interface VoiceRequest {
  readonly parameters: Parameters;
  readonly urls: Urls;
  readonly now: number;
  readonly settings: Settings;
  /** The adapters; made at the first use, so that a question that needs none costs nothing. */
  readonly service: () => Service;
  readonly ports: () => Ports;
  /** Ports with a little time of their own, for what must be done although the answer failed. */
  readonly lastPorts: () => Ports;
}

/** A caller who hears nothing meanwhile is not kept in silence for longer, in milliseconds. */
export const BEFORE_SILENCE_IS_LONG = 4000;

/** A callback gives up so early that there is time for what must be done then; it is told again anyway. In milliseconds. */
export const LEAVING_TIME = 5000;
const LAST_MS = 3500;

/** How one voice Function answers. */
export interface VoiceRoute {
  /** The event's name in the log. */
  readonly name: string;
  /** @returns a TwiML document */
  readonly answer: (request: VoiceRequest) => string | Promise<string>;
  /** How long it may take, in milliseconds; as long as the platform allows when left out. */
  readonly within?: number;
  /** What is answered when that fails: something sensible that keeps the caller on the line. Absent: it is asked again. */
  readonly safely?: (request: VoiceRequest) => string;
  /** What is done then for who is on the line. */
  readonly meanwhile?: (request: VoiceRequest) => Promise<void>;
}

/**
 * Wraps a voice Function: whatever goes wrong, who is on the line gets TwiML and hears of no application error. A callback
 * that could not be dealt with is answered as failed, so that Twilio tells it again.
 */
export function voiceHandler(route: VoiceRoute): FunctionHandler<Context> {
  return answering(async (context, event) => {
    const request = requestFrom(context, event, route.within);
    try {
      return twimlResponse(await route.answer(request));
    } catch (error) {
      return await answerAfter(error, route, request);
    }
  }, failedResponse);
}

async function answerAfter(error: unknown, route: VoiceRoute, request: VoiceRequest): Promise<object> {
  const sid = request.parameters['CallSid'];
  const about = { route: route.name, call: typeof sid === 'string' ? sid : undefined };
  log('error', 'voice request failed', { ...about, ...errorFields(error) });
  try {
    await route.meanwhile?.(request);
  } catch (more) {
    log('error', 'nothing could be done meanwhile', { ...about, ...errorFields(more) });
  }
  return route.safely ? twimlResponse(route.safely(request)) : failedResponse();
}

function requestFrom(context: Context, parameters: Parameters, within?: number): VoiceRequest {
  const budget = startBudget(within);
  let service: Service | undefined;
  const connectedFor = (budget: Budget): Service => connect(context, voiceConfig(context), budget);
  const connected = (): Service => (service ??= connectedFor(budget));
  return {
    parameters,
    // Addresses are needed even where the configuration is wrong, so that the caller keeps their music.
    urls: new Urls(`https://${String(context['DOMAIN_NAME'])}`),
    now: budget.now(),
    settings: companySettings(context),
    service: connected,
    ports: () => connected().ports,
    lastPorts: () => connectedFor(startBudget(LAST_MS)).ports,
  };
}
