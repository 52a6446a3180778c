import type { DialOptions, DialResult, RunningRecording } from '../../twiml/call-control.ts';
import type { LegToDial } from '../../twiml/leg.ts';
import type { TwimlRequest } from '../../twiml/script.ts';
import { isSip } from './address.ts';
import type { Call } from './call.ts';
import { sipCodeOf } from './call-status.ts';
import { until } from '../sound/interruption.ts';
import { placeCall } from './outbound.ts';
import type { SwitchContext } from '../switch-context.ts';
import { startRecording } from '../records/recording.ts';
import { ringBack } from '../sound/ringback.ts';
import { keyTone } from '../sound/key-tones.ts';

/**
 * Runs the document that a dialled party hears first. Resolves with false when the document or the party ended their
 * call.
 */
export type Screening = (leg: Call, document: TwimlRequest) => Promise<boolean>;

/** A call that dials, and the script for which it dials. */
export interface Dialling {
  readonly parts: SwitchContext;
  readonly call: Call;
  readonly signal: AbortSignal;
  readonly screen: Screening;
}

/** How far a Dial came. */
interface Progress {
  readonly children: Call[];
  bridged: boolean;
  isOver: boolean;
  /** The caller hung up or pressed the star while it rang. */
  isGivenUp?: boolean;
  recording?: RunningRecording;
}

/**
 * Rings the legs, all at once or one after the other. The first leg that answers, and whose own document does not hang
 * it up, is joined with the dialling call. They stay joined until one of the two is gone.
 * https://www.twilio.com/docs/voice/twiml/dial
 * @returns the result, also when the dialling call hung up
 * @throws Interrupted when the REST API sent the dialling call elsewhere
 */
export async function dialLegs(
  it: Dialling,
  legs: readonly LegToDial[],
  options: DialOptions,
): Promise<DialResult> {
  const progress: Progress = { children: [], bridged: false, isOver: false };
  const starred = options.hangUpOnStar ? starOf(it.call) : undefined;
  try {
    if (options.recording?.fromRinging) recordBoth(it, progress, options);
    const done = carryOut(it, legs, options, progress);
    await until(it.signal, starred ? Promise.race([done, starred.pressed]) : done);
  } catch (error) {
    if (!it.call.isOver) throw error;
  } finally {
    progress.isOver = true;
    starred?.forget();
    unbridge(it.call);
    progress.isGivenUp = progress.children.some(({ isOver }) => !isOver);
    // A leg that the REST API sent elsewhere has its own script by now, and lives on.
    for (const child of progress.children) if (isOurs(child)) it.parts.calls.end(child);
  }
  return resultOf(it, progress, await progress.recording?.finish());
}

function isOurs(child: Call): boolean {
  return !child.script || child.dialScripts.has(child.script);
}

async function carryOut(
  it: Dialling,
  legs: readonly LegToDial[],
  options: DialOptions,
  progress: Progress,
): Promise<void> {
  const rounds = options.sequential ? legs.map((leg) => [leg]) : [legs];
  const stopTone = keepRinging(it);
  for (const round of rounds) {
    const winner = await firstToAnswer(it, round, options, progress);
    if (progress.isOver) break;
    if (!winner) continue;
    stopTone();
    return bridge(it, winner, options, progress);
  }
  stopTone();
}

/**
 * Resolves with the leg that answered and whose document let it pass. Resolves with nothing once no such leg is left.
 */
function firstToAnswer(
  it: Dialling,
  legs: readonly LegToDial[],
  options: DialOptions,
  progress: Progress,
): Promise<Call | undefined> {
  const { parts, call } = it;
  const from = options.callerId ?? call.from;
  const round = legs.map(({ to }) =>
    parts.calls.add({ from, to, direction: 'outbound-dial', parentCallSid: call.sid }, 'queued'),
  );
  progress.children.push(...round);
  let open = round.length;
  return new Promise((resolve) => {
    for (const child of round) child.endListeners.add(() => (open -= 1) === 0 && resolve(undefined));
    for (const [index, leg] of legs.entries()) {
      const child = round[index];
      if (!child || child.isOver) continue;
      // "The first call to pick up is connected to the current call and the rest are hung up". So also where its
      // document declines. https://www.twilio.com/docs/voice/twiml/number
      const answered = () => {
        for (const other of round) if (other !== child) parts.calls.end(other);
        void prepare(it, child, leg).then((passed) => resolve(passed ? child : undefined));
      };
      placeCall(parts, child, { ...leg, ringSeconds: options.ringSeconds, answered });
    }
  });
}

/**
 * Sends the keys for the other side's menu, then runs the document for the party who answered. False when the leg must
 * not be joined.
 */
async function prepare(it: Dialling, child: Call, leg: LegToDial): Promise<boolean> {
  const over = new AbortController();
  child.endListeners.add(() => over.abort());
  if (leg.sendDigits) await child.sound.play(keyTone(leg.sendDigits), over.signal).catch(() => undefined);
  if (child.isOver || !leg.whisper) return !child.isOver;
  const passed = await it.screen(child, leg.whisper);
  if (!passed && isOurs(child)) it.parts.calls.end(child);
  return passed && !child.isOver;
}

/** A call that is not answered yet hears the ringing tone already. */
function keepRinging(it: Dialling): () => void {
  if (it.call.startedAt === undefined) return () => {};
  const tone = new AbortController();
  ringBack(it.call.sound, tone.signal);
  it.signal.addEventListener('abort', () => tone.abort(), { once: true });
  return () => tone.abort();
}

/** Joins two legs until the dialled one is over or taken elsewhere. */
async function bridge(it: Dialling, child: Call, options: DialOptions, progress: Progress): Promise<void> {
  const { call, parts } = it;
  parts.calls.answer(call);
  call.bridgedTo = child;
  child.bridgedTo = call;
  progress.bridged = true;
  if (options.limitSeconds !== undefined) parts.calls.limit(child, options.limitSeconds);
  for (const { sid } of [call, child]) parts.changes.tell({ type: 'hearing', callSid: sid });
  if (options.recording && !progress.recording) recordBoth(it, progress, options);
  await new Promise<void>((resolve) => {
    if (child.isOver) resolve();
    child.endListeners.add(resolve);
    const script = new AbortController();
    child.script = script;
    child.dialScripts.add(script);
    script.signal.addEventListener('abort', () => resolve(), { once: true });
  });
}

function recordBoth({ parts, call }: Dialling, progress: Progress, options: DialOptions): void {
  const { accountSid, sid: callSid } = call;
  const voices = () => [callSid, ...(call.bridgedTo ? [call.bridgedTo.sid] : [])];
  const recorded = { source: 'DialVerb', accountSid, callSid, voices } as const;
  progress.recording = startRecording(parts, recorded, options.recording ?? {});
}

function starOf(call: Call): { readonly pressed: Promise<void>; readonly forget: () => void } {
  let listener = (_key: string): void => {};
  const pressed = new Promise<void>((resolve) => {
    listener = (key) => key === '*' && resolve();
    call.keyListeners.add(listener);
  });
  return { pressed, forget: () => void call.keyListeners.delete(listener) };
}

function unbridge(call: Call): void {
  const child = call.bridgedTo;
  delete call.bridgedTo;
  if (child) delete child.bridgedTo;
}

/** https://www.twilio.com/docs/voice/twiml/dial#dialcallstatus-values */
function resultOf(
  it: Dialling,
  { children, bridged, isGivenUp }: Progress,
  recording: { readonly url: string } | undefined,
): DialResult {
  const leg = children.find(({ startedAt }) => startedAt !== undefined) ?? children.at(-1);
  const about = {
    ...(leg ? { callSid: leg.sid } : {}),
    ...(recording ? { recordingUrl: recording.url } : {}),
    ...(leg && isSip(leg.to) ? { sip: sipResultOf(leg) } : {}),
    bridged,
  };
  if (leg?.startedAt === undefined) {
    const status = isGivenUp ? it.parts.beliefs.get('dialGivenUp') : unansweredStatus(children);
    return { status, ...about };
  }
  const { startedAt, endedAt = it.parts.clock.now() } = leg;
  return { status: 'completed', seconds: Math.ceil((endedAt - startedAt) / 1000), ...about };
}

/** https://www.twilio.com/docs/voice/twiml/sip#action */
function sipResultOf(leg: Call) {
  const code = leg.startedAt === undefined ? sipCodeOf(leg) : '200';
  return { DialSipCallId: `${leg.sid}@twilio.example`, DialSipResponseCode: code ?? '' };
}

function unansweredStatus(children: readonly Call[]): DialResult['status'] {
  const statuses = children.map(({ status }) => status);
  const known = (['busy', 'no-answer', 'canceled'] as const).find((status) => statuses.includes(status));
  return known ?? 'failed';
}
