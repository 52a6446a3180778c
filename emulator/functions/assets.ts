import { createHash } from 'node:crypto';
import type { HttpRequest, HttpResponse } from '../http.ts';
import type { BuildAsset } from './build.ts';

/** The emulator puts it first into every page, so that an unmodified page's SDKs reach the emulator. */
const REDIRECT_TAG = '<script src="/__emulator/redirect.js"></script>';

/** Finds the asset of a path, exactly and by case. `/` is always the asset `/assets/index.html`. */
export function assetFor(assets: readonly BuildAsset[], path: string): BuildAsset | undefined {
  const wanted = path === '/' ? '/assets/index.html' : decodeURIComponent(path);
  return assets.find((asset) => asset.path === wanted && asset.visibility !== 'private');
}

/** Sends an asset, or 304 where the browser has it already. */
export function assetAnswer(asset: BuildAsset, request: HttpRequest): HttpResponse {
  const etag = `"${createHash('md5').update(asset.content).digest('hex')}"`;
  const headers = { etag, 'cache-control': 'public, max-age=0, must-revalidate' };
  if (request.headers['if-none-match']?.includes(etag)) return { status: 304, headers, body: '' };
  const full = {
    status: 200,
    headers: { ...headers, 'content-type': asset.contentType },
    body: request.method === 'HEAD' ? '' : asset.content,
  };
  return withRedirect(full);
}

/** An HTML answer with the emulator's script first in its head; anything else as it is. */
export function withRedirect(response: HttpResponse): HttpResponse {
  if (!String(response.headers['content-type'] ?? '').startsWith('text/html')) return response;
  const html = response.body.toString();
  const body = /<head[^>]*>/i.test(html)
    ? html.replace(/<head[^>]*>/i, (head) => head + REDIRECT_TAG)
    : REDIRECT_TAG + html;
  return { ...response, body };
}
