import { get } from 'node:https';
import type { Budget } from '../shared/storage.ts';
import type { Twilio } from 'twilio';
import { GoneError } from '../call/ports.ts';
import { request, statusOf } from './request.ts';

/** An API key of the account; see https://www.twilio.com/docs/voice/api/recording#fetch-a-recordings-media-file */
export interface Credentials {
  readonly accountSid: string;
  readonly apiKeySid: string;
  readonly apiKeySecret: string;
}

/** A recording's bytes and their media type. */
export interface Sound {
  readonly sound: Buffer;
  readonly type: string;
}

const MAX_REDIRECTS = 3;

/**
 * Fetches a recording as MP3. The helper library cannot, because it reads every answer as text.
 * @throws GoneError when there is no such recording; Error when Twilio does not answer within the budget
 */
export function fetchRecording(
  { accountSid, apiKeySid, apiKeySecret }: Credentials,
  recording: string,
  budget: Budget,
): Promise<Sound> {
  const url = `https://api.twilio.com/2010-04-01/Accounts/${accountSid}/Recordings/${recording}.mp3`;
  return fetchSound(url, { auth: `${apiKeySid}:${apiKeySecret}` }, budget, MAX_REDIRECTS);
}

/** The recordings of the account. One that is there no more counts as removed. */
export function recordingsOf(client: Twilio, budget: Budget): { remove(recording: string): Promise<void> } {
  return {
    async remove(recording) {
      const remove = () => client.recordings(recording).remove();
      await request(budget, remove, { idempotent: true }).catch((error: unknown) => {
        if (statusOf(error) !== 404) throw error;
      });
    },
  };
}

/** The sound may be on another host, which must not see the credentials. */
function fetchSound(
  url: string,
  options: { readonly auth?: string },
  budget: Budget,
  redirects: number,
): Promise<Sound> {
  return new Promise((resolve, reject) => {
    const timeout = Math.max(1, budget.left());
    const asked = get(url, { ...options, timeout }, (response) => {
      const { statusCode = 0, headers } = response;
      const isMoved = statusCode >= 300 && statusCode < 400 && headers.location !== undefined;
      if (isMoved && redirects > 0) {
        response.resume();
        const next = new URL(headers.location ?? '', url).href;
        return resolve(fetchSound(next, {}, budget, redirects - 1));
      }
      if (statusCode !== 200) {
        response.resume();
        return reject(failure(statusCode));
      }
      const parts: Buffer[] = [];
      response.on('data', (part: Buffer) => parts.push(part));
      response.on('error', reject);
      response.on('end', () =>
        resolve({ sound: Buffer.concat(parts), type: headers['content-type'] ?? 'audio/mpeg' }),
      );
    });
    asked.on('timeout', () => asked.destroy(new Error('Twilio did not answer in time.')));
    asked.on('error', reject);
  });
}

function failure(status: number): Error {
  if (status === 404) return new GoneError('There is no such recording.');
  return Object.assign(new Error('Twilio did not hand over the recording.'), { status });
}
