import { parseTwiml } from '../../twiml/document.ts';
import { fetchPage } from '../../twiml/fetch-page.ts';
import { pause } from '../../twiml/pause.ts';
import { play } from '../../twiml/play.ts';
import { redirect } from '../../twiml/redirect.ts';
import { say } from '../../twiml/say.ts';
import { runScript, type ScriptHost, type TwimlPage, type TwimlRequest } from '../../twiml/script.ts';
import type { SwitchServices } from '../switch-services.ts';
import type { Clip } from '../ports.ts';
import type { Sound } from './sound.ts';

/**
 * The verbs that a `waitUrl`, a `holdUrl` and an announcement may use; any other is 13238.
 * https://www.twilio.com/docs/api/errors/13238
 */
export const musicGrammar = {
  verbs: { Play: play, Say: say, Pause: pause, Redirect: redirect },
  strangerCode: 13238,
};

/** Twilio's own music, heard where no URL is given: one round of it. */
const TWILIOS_MUSIC: Clip = { kind: 'play', content: 'twilio:music', durationMs: 12_000 };

export interface MusicTarget {
  readonly sound: Sound;
  readonly signal: AbortSignal;
  readonly callSid: string;
  readonly params: Readonly<Record<string, string>>;
}

/**
 * Plays a document to one listener until its verbs run out; then there is silence.
 * @throws WebhookError and TwimlError where a document cannot be had
 */
export async function playMusic(
  context: SwitchServices,
  target: MusicTarget,
  request: TwimlRequest,
): Promise<void> {
  const host = musicHost(context, target);
  await runScript(await host.fetch(request), musicGrammar, host);
}

/** Plays Twilio's own music for ever. */
export async function playTwiliosMusic(target: MusicTarget): Promise<void> {
  for (;;) await target.sound.play(TWILIOS_MUSIC, target.signal);
}

function musicHost(context: SwitchServices, target: MusicTarget): ScriptHost {
  const { beliefs, clock, clips, log, webhooks } = context;
  const fetch = (next: TwimlRequest): Promise<TwimlPage> => {
    const unsigned = beliefs.get('musicSignature') === 'unsigned';
    const isStrict = beliefs.get('spaceBeforeXml') === 'refused';
    return fetchPage(webhooks, next, { ...target, unsigned, isStrict });
  };
  return { clock, clips, log, fetch, ...target };
}

/** A document that was given as text. */
export function inlinePage(twiml: string): TwimlPage {
  return { method: 'POST', elements: parseTwiml(twiml) };
}
