/**
 * The names under which this computer's own programs reach the local Twilio. A foreign page whose name resolves to
 * loopback has another name.
 */
const OWN_NAMES = /^(localhost|127\.0\.0\.1|\[::1\]|([\w-]+\.)*(localhost|twilio\.com|twil\.io))$/i;

/** Twilio takes Assets of up to 25 MB: https://www.twilio.com/docs/serverless/functions-assets/assets */
export const MOST_BYTES = 30 * 1024 * 1024;

/** Whether a Host header names the local Twilio. `localhost:3001` and `api.twilio.com` do. */
export function isOwnHost(host: string | undefined): boolean {
  return OWN_NAMES.test(withoutPort(host ?? ''));
}

/**
 * Whether a page of that origin may open a WebSocket. Programs, which send no origin, and pages of servers on this
 * computer may.
 */
export function mayConnect(origin: string | undefined): boolean {
  if (origin === undefined) return true;
  const [, host] = /^https?:\/\/([^/]+)$/.exec(origin) ?? [];
  return host !== undefined && isOwnHost(host);
}

/** Whether a path can be decoded. */
export function isReadablePath(path: string): boolean {
  try {
    return decodeURIComponent(path) !== '';
  } catch {
    return false;
  }
}

/** A host without its port. */
export function withoutPort(host: string): string {
  return host.replace(/:\d+$/, '');
}
