import type { Clock } from '../clock.ts';
import type { EventLog } from '../event-log.ts';
import type { HttpClient, HttpResponse } from '../http.ts';
import type { Clip, ClipSource } from '../switch/ports.ts';
import { SAMPLE_RATE } from './audio-port.ts';
import { ClipError } from './clip-error.ts';
import { SoundWorker } from './sound-worker.ts';
import { murmur } from './tones.ts';
import { readWav } from './wav.ts';

/** How long a fetched sound plays again without a new request. */
const FRESH_MS = 10_000;
const FETCH_TIMEOUT_MS = 15_000;
const MOST_SPEECHES = 200;
const WORDS_PER_MINUTE = 165;

export interface ClipLibraryDeps {
  readonly clock: Clock;
  readonly log: EventLog;
  /** Fetches `<Play>` URLs; maps the deployed service's own host to the local one. */
  readonly http: HttpClient;
}

interface Fetched {
  readonly at: number;
  readonly clip: Clip;
  readonly etag?: string;
}

/**
 * Makes the sound of `<Play>` (WAV and MP3) and `<Say>` (spoken by eSpeak NG). Keeps it for the next time.
 * https://www.twilio.com/docs/voice/twiml/play https://www.twilio.com/docs/voice/twiml/say
 */
export class ClipLibrary implements ClipSource {
  readonly #deps: ClipLibraryDeps;
  readonly #worker = new SoundWorker();
  readonly #fetched = new Map<string, Fetched>();
  readonly #spoken = new Map<string, Promise<Clip>>();

  constructor(deps: ClipLibraryDeps) {
    this.#deps = deps;
  }

  /** @throws ClipError 11200 when the URL does not answer with 200, 12300 or 13520 when the answer is no sound. */
  async play(url: string): Promise<Clip> {
    const known = this.#fetched.get(url);
    const now = this.#deps.clock.now();
    if (known && now - known.at < FRESH_MS) return known.clip;
    const response = await this.#fetch(url, known?.etag);
    const clip = response.status === 304 && known ? known.clip : await this.#decode(url, response);
    const etag = header(response, 'etag');
    this.#fetched.set(url, { at: now, clip, ...(etag && { etag }) });
    return clip;
  }

  say(
    words: string,
    { language = 'en-US' }: { readonly voice?: string; readonly language?: string },
  ): Promise<Clip> {
    const key = `${language} ${words}`;
    const clip = this.#spoken.get(key) ?? this.#speak(words, language);
    this.#spoken.set(key, clip);
    const [oldest] = this.#spoken.keys();
    if (this.#spoken.size > MOST_SPEECHES && oldest !== undefined) this.#spoken.delete(oldest);
    return clip;
  }

  /** Ends the thread that makes speech and decodes sound. */
  async close(): Promise<void> {
    await this.#worker.close();
  }

  async #speak(words: string, language: string): Promise<Clip> {
    const pcm = await this.#worker
      .speak(words, espeakVoice(language), WORDS_PER_MINUTE)
      .catch((error: unknown) => {
        this.#deps.log.record({
          kind: 'warning',
          message: `No speech for "${language}": ${String(error)}`,
          request: words,
        });
        return murmur(words);
      });
    return clipOf('say', words, pcm);
  }

  async #fetch(url: string, etag: string | undefined): Promise<HttpResponse> {
    const headers = { 'User-Agent': 'TwilioProxy/1.1', ...(etag && { 'If-None-Match': etag }) };
    const request = { method: 'GET', headers, body: '', timeoutMs: FETCH_TIMEOUT_MS };
    const response = await this.#deps.http(url, request).catch((error: unknown) => {
      throw new ClipError(11200, `${url} could not be fetched: ${String(error)}`);
    });
    if (response.status === 200 || response.status === 304) return response;
    throw new ClipError(11200, `${url} answered with status ${response.status}.`);
  }

  async #decode(url: string, response: HttpResponse): Promise<Clip> {
    const type = header(response, 'content-type') ?? '';
    if (/^(text|application\/(json|xml))/.test(type)) {
      throw new ClipError(12300, `${url} is ${type}, which cannot be played: serve audio/wav or audio/mpeg.`);
    }
    const file = Buffer.isBuffer(response.body) ? response.body : Buffer.from(response.body, 'latin1');
    try {
      const pcm =
        file.toString('latin1', 0, 4) === 'RIFF' ? readWav(file) : await this.#worker.decodeMp3(file);
      return clipOf('play', url, pcm);
    } catch (error) {
      throw new ClipError(13520, `${url} could not be decoded: ${String(error)}`);
    }
  }
}

function clipOf(kind: Clip['kind'], content: string, pcm: Int16Array): Clip {
  return { kind, content, pcm, durationMs: Math.round((pcm.length / SAMPLE_RATE) * 1000) };
}

function header(response: HttpResponse, name: string): string | undefined {
  const entry = Object.entries(response.headers).find(([key]) => key.toLowerCase() === name);
  return entry && String(entry[1]);
}

/** `en-US` and `en-GB` have voices of their own; `ja-JP`, `fr-FR` and most others are known by their language. */
function espeakVoice(language: string): string {
  const lower = language.toLowerCase();
  return ['en-us', 'en-gb', 'es-419', 'fr-be', 'fr-ch', 'pt-br'].includes(lower)
    ? lower
    : lower.split('-')[0] || 'en-us';
}
