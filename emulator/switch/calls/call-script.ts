import type { CallHost } from '../../twiml/call-host.ts';
import { callGrammar, screeningGrammar } from '../../twiml/call-grammar.ts';
import { fetchPage } from '../../twiml/fetch-page.ts';
import { runScript, type TwimlPage, type TwimlRequest } from '../../twiml/script.ts';
import type { Call } from './call.ts';
import { controlOf } from './call-control.ts';
import { Interrupted } from '../sound/interruption.ts';
import { inlinePage } from '../sound/music.ts';
import type { SwitchContext } from '../switch-context.ts';
import { voiceParams } from './voice-params.ts';

/** The first step of a call: a document to fetch, a document, or a step of the switch itself. */
export type ScriptStart =
  TwimlRequest | { readonly twiml: string } | ((signal: AbortSignal) => Promise<void>);

/** Starts a script on a call, in place of the running one. When it runs out, the call ends. */
export function startScript(context: SwitchContext, call: Call, start: ScriptStart): void {
  call.script?.abort(new Interrupted('participant_updated_via_api'));
  const script = new AbortController();
  call.script = script;
  const host = hostFor(context, call, script.signal);
  const running = typeof start === 'function' ? start(script.signal) : runWithFallback(host, call, start);
  running.then(
    () => context.calls.end(call),
    (error: unknown) => {
      if (error instanceof Interrupted || script.signal.aborted) return;
      context.log.record({
        kind: 'warning',
        message: String((error as Error).stack ?? error),
        callSid: call.sid,
      });
      context.calls.end(call, { status: 'failed' });
    },
  );
}

async function runWithFallback(
  host: CallHost,
  call: Call,
  start: Exclude<ScriptStart, (signal: AbortSignal) => Promise<void>>,
): Promise<void> {
  let failedUrl = 'url' in start ? start.url : '';
  const tracing = tracingHost(host, (url) => (failedUrl = url));
  try {
    const page = 'url' in start ? await tracing.fetch(start) : inlinePage(start.twiml);
    // With an empty document the call is answered and ends.
    if ((await runScript(page, callGrammar, tracing)) === 'ran-out') host.control.answer();
  } catch (error) {
    const code = report(host, error, failedUrl);
    if (!call.fallback) return apologise(host);
    const params = { ErrorCode: String(code), ErrorUrl: failedUrl };
    await runFallback(host, { ...call.fallback, params });
  }
}

/** https://www.twilio.com/docs/usage/webhooks/voice-webhooks#fallback-url */
async function runFallback(host: CallHost, fallback: TwimlRequest): Promise<void> {
  try {
    await runScript(await host.fetch(fallback), callGrammar, host);
  } catch (error) {
    report(host, error, fallback.url);
    await apologise(host);
  }
}

/** Says the words that Twilio's callers hear when there is no TwiML to run. */
async function apologise(host: CallHost): Promise<void> {
  host.control.answer();
  const words = 'We are sorry, an application error has occurred. Goodbye.';
  const clip = await host.clips.say(words, {}).catch(() => undefined);
  if (clip) await host.sound.play(clip, host.signal);
}

/** Logs a failure of the script and returns Twilio's code for it; throws any other error again. */
function report(host: CallHost, error: unknown, url: string): number {
  const known = error instanceof Error && 'code' in error && typeof error.code === 'number';
  if (error instanceof Interrupted || host.signal.aborted || !known) throw error;
  const errorCode = error.code as number;
  host.log.record({ kind: 'twiml', errorCode, message: error.message, url, callSid: host.callSid });
  return errorCode;
}

function tracingHost(host: CallHost, asked: (url: string) => void): CallHost {
  const fetch = (request: TwimlRequest): Promise<TwimlPage> => {
    asked(request.url);
    return host.fetch(request);
  };
  return { ...host, fetch };
}

function hostFor(context: SwitchContext, call: Call, signal: AbortSignal): CallHost {
  const { beliefs, clock, clips, log, webhooks } = context;
  const fetch = (request: TwimlRequest): Promise<TwimlPage> => {
    const isStrict = beliefs.get('spaceBeforeXml') === 'refused';
    const about = { params: voiceParams(call), callSid: call.sid, cookies: call.cookies, isStrict };
    return fetchPage(webhooks, request, about);
  };
  const screen = (leg: Call, document: TwimlRequest) => runScreening(context, leg, document);
  const control = controlOf(context, call, signal, screen);
  return { clock, clips, log, sound: call.sound, signal, callSid: call.sid, fetch, control };
}

/**
 * Runs the document of a dialled party, which may decline the call. A document that cannot be fetched lets the call
 * through. https://www.twilio.com/docs/voice/twiml/number#attributes-url
 */
async function runScreening(context: SwitchContext, leg: Call, document: TwimlRequest): Promise<boolean> {
  const script = new AbortController();
  leg.script = script;
  leg.dialScripts.add(script);
  const host = hostFor(context, leg, script.signal);
  try {
    return (await runScript(await host.fetch(document), screeningGrammar, host)) === 'ran-out';
  } catch (error) {
    if (error instanceof Interrupted || script.signal.aborted) return false;
    report(host, error, document.url);
    return true;
  }
}
