import type { CallHost } from '../twiml/call-host.ts';
import type { LegToDial } from '../twiml/leg.ts';
import type { Call } from './call.ts';
import { until } from './interruption.ts';
import { playMusic } from './music.ts';
import { placeCall } from './outbound.ts';
import { ringBack } from './ringback.ts';
import { voiceParams } from './voice-params.ts';

export interface DialOptions {
  readonly ringSeconds: number;
  readonly hangUpOnStar: boolean;
  readonly limitSeconds?: number;
  readonly callerId?: string;
}

/** https://www.twilio.com/docs/voice/twiml/dial#dialcallstatus-values */
export interface DialResult {
  readonly status: 'answered' | 'completed' | 'busy' | 'no-answer' | 'failed' | 'canceled';
  readonly callSid?: string;
  readonly seconds?: number;
  readonly bridged?: boolean;
}

/** Rings all legs at once; the first to answer is joined with the dialling call until one of the two is gone. */
export async function dialLegs(
  host: CallHost,
  legs: readonly LegToDial[],
  options: DialOptions,
): Promise<DialResult> {
  const { parts, call } = host;
  const children: Call[] = [];
  try {
    const winner = await until(host.signal, firstToAnswer(host, legs, options, children));
    if (!winner) return unanswered(children);
    if (options.limitSeconds !== undefined) parts.calls.limit(winner, options.limitSeconds);
    await until(host.signal, bridge(host, winner, options));
    const { startedAt = 0, endedAt = parts.clock.now() } = winner;
    const seconds = Math.ceil((endedAt - startedAt) / 1000);
    return { status: 'completed', callSid: winner.sid, seconds, bridged: true };
  } finally {
    unbridge(call);
    // A leg that the REST API sent elsewhere has a script of its own by now, and lives on.
    for (const child of children)
      if (!child.script || child.bridgeScript === child.script) parts.calls.end(child);
  }
}

/** Resolves with the leg that answered, its whisper heard, or with nothing once none is left that could. */
function firstToAnswer(
  host: CallHost,
  legs: readonly LegToDial[],
  options: DialOptions,
  children: Call[],
): Promise<Call | undefined> {
  const { parts, call } = host;
  let ringing = legs.length;
  const stopTone = keepRinging(host);
  return new Promise<Call | undefined>((resolve) => {
    for (const leg of legs) {
      const from = options.callerId ?? call.from;
      const child = parts.calls.add(
        { from, to: leg.to, direction: 'outbound-dial', parentCallSid: call.sid },
        'queued',
      );
      children.push(child);
      child.endListeners.add(() => (ringing -= 1) === 0 && resolve(undefined));
      const answered = () => {
        for (const other of children) if (other !== child) parts.calls.end(other);
        void whisper(host, child, leg).then(() => resolve(child));
      };
      placeCall(parts, child, { ...leg, ringSeconds: options.ringSeconds, answered });
    }
  }).finally(stopTone);
}

function keepRinging(host: CallHost): () => void {
  const tone = new AbortController();
  ringBack(host.sound, tone.signal);
  host.signal.addEventListener('abort', () => tone.abort(), { once: true });
  return () => tone.abort();
}

/** https://www.twilio.com/docs/voice/twiml/number#attributes-url */
async function whisper(host: CallHost, child: Call, leg: LegToDial): Promise<void> {
  if (!leg.whisper) return;
  const over = new AbortController();
  child.endListeners.add(() => over.abort());
  const target = { sound: child.sound, signal: over.signal, callSid: child.sid, params: voiceParams(child) };
  await playMusic(host.parts, target, leg.whisper).catch(() => undefined);
}

/** Joins two legs until the dialled one is over or taken elsewhere, or the dialling one presses the star. */
function bridge(host: CallHost, child: Call, options: DialOptions): Promise<void> {
  const { call, parts } = host;
  call.bridgedTo = child;
  child.bridgedTo = call;
  for (const { sid } of [call, child]) parts.changes.tell({ type: 'hearing', callSid: sid });
  return new Promise((resolve) => {
    if (child.isOver) resolve();
    child.endListeners.add(resolve);
    const script = new AbortController();
    child.script = child.bridgeScript = script;
    script.signal.addEventListener('abort', () => resolve(), { once: true });
    if (options.hangUpOnStar) call.keyListeners.add((key) => key === '*' && resolve());
  });
}

function unbridge(call: Call): void {
  const child = call.bridgedTo;
  delete call.bridgedTo;
  if (child) delete child.bridgedTo;
}

function unanswered(children: readonly Call[]): DialResult {
  const statuses = children.map(({ status }) => status);
  const busy = statuses.includes('busy') ? 'busy' : undefined;
  const noAnswer = statuses.includes('no-answer') ? 'no-answer' : undefined;
  const last = children.at(-1);
  return { status: busy ?? noAnswer ?? 'failed', ...(last ? { callSid: last.sid } : {}), bridged: false };
}
