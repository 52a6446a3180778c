import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { HttpRequest, HttpResponse } from '../http.ts';
import { ringTone } from '../media/tones.ts';
import { wavFile } from '../media/wav.ts';

/** The script that every served page loads first. */
export const REDIRECT_PATH = '/__emulator/redirect.js';
const SOUNDS_PATH = '/__emulator/sounds/';
const INSIGHTS_PATH = '/__emulator/insights';

/** Pages of other servers ask for these, too. They hold nothing secret. */
const FOR_ALL_PAGES = {
  'Access-Control-Allow-Origin': '*',
  'Access-Control-Allow-Headers': '*',
  'Cross-Origin-Resource-Policy': 'cross-origin',
};

/** Serves the files that the Voice SDK fetches besides its socket. Returns undefined for other paths. */
export function answerSdkRequest(request: HttpRequest): HttpResponse | undefined {
  if (request.path === REDIRECT_PATH) return found('text/javascript; charset=utf-8', redirectScript());
  if (request.path.startsWith(SOUNDS_PATH))
    return found('audio/wav', soundFor(request.path.slice(SOUNDS_PATH.length)));
  if (request.path === INSIGHTS_PATH) return { status: 200, headers: FOR_ALL_PAGES, body: '' };
  return undefined;
}

/** Puts the redirect script first into a page's head. */
export function injectRedirect(html: string): string {
  const tag = `<script src="${REDIRECT_PATH}"></script>`;
  return /<head[^>]*>/i.test(html) ? html.replace(/<head[^>]*>/i, (head) => head + tag) : tag + html;
}

function redirectScript(): string {
  return readFileSync(join(__dirname, 'redirect.js'), 'utf8');
}

/** `incoming.mp3`, `outgoing.mp3`, `disconnect.mp3`, `dtmf-5.mp3`: browsers tell WAV by its content, not its name. */
function soundFor(file: string): Buffer {
  return wavFile(file.startsWith('incoming') ? ringTone(2000) : ringTone(100));
}

function found(type: string, body: string | Buffer): HttpResponse {
  return {
    status: 200,
    headers: { ...FOR_ALL_PAGES, 'Content-Type': type, 'Cache-Control': 'max-age=3600' },
    body,
  };
}
