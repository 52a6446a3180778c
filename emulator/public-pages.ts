import type { HttpResponse } from './http.ts';
import { serviceSound } from './media/service-sounds.ts';
import { wavFile } from './media/wav.ts';

/** The buckets of `holdmusic`: https://www.twilio.com/labs/twimlets/holdmusic */
const MUSIC_BUCKET = /^com\.twilio\.music\.[\w-]+$/;
const CLASSICAL_BUCKET = 'com.twilio.music.classical';

/**
 * Twilio's public pages that tutorials use: the twimlet `holdmusic`, the sounds in its buckets, and the examples at
 * demo.twilio.com. All sounds are the local waiting music. Undefined for any other address.
 * https://www.twilio.com/docs/voice/twiml/conference#attributes-waiturl
 */
export function publicPage(url: URL): HttpResponse | undefined {
  const { hostname: host, pathname: path, searchParams } = url;
  if (/^(www\.)?twimlets\.com$/.test(host) && path === '/holdmusic')
    return twiml(holdMusic(searchParams.get('Bucket') ?? CLASSICAL_BUCKET, searchParams.get('Message')));
  const inBucket = host === 's3.amazonaws.com' && MUSIC_BUCKET.test(path.split('/')[1] ?? '');
  if (inBucket || MUSIC_BUCKET.test(host.replace(/\.s3\.amazonaws\.com$/, ''))) return music();
  if (host === 'demo.twilio.com') return path.endsWith('.mp3') ? music() : twiml(welcome);
  return undefined;
}

/** A piece of music, a message if the address has one, and then again from the start. */
function holdMusic(from: string, message: string | null): string {
  const name = MUSIC_BUCKET.test(from) ? from : CLASSICAL_BUCKET;
  const said = message ? `<Say>${message.replaceAll(/[<&]/g, ' ')}</Say>` : '';
  return `<Play>http://${name}.s3.amazonaws.com/music.mp3</Play>${said}<Redirect/>`;
}

const welcome =
  '<Say>Thanks for trying our documentation. Enjoy!</Say><Play>https://demo.twilio.com/docs/classic.mp3</Play>';

function twiml(content: string): HttpResponse {
  return {
    status: 200,
    headers: { 'content-type': 'text/xml' },
    body: `<?xml version="1.0" encoding="UTF-8"?><Response>${content}</Response>`,
  };
}

function music(): HttpResponse {
  const sound = serviceSound({ kind: 'play', content: 'twilio:music', durationMs: 0 });
  return { status: 200, headers: { 'content-type': 'audio/wav' }, body: wavFile(sound ?? new Int16Array()) };
}
