'use strict';
/*
 * Preload that leads every https request and `fetch` for *.twilio.com to the local Twilio, with the Host header that was meant:
 *   EMULATOR_TWILIO_PORT=3001 node --require ./emulator/redirect.cjs ...
 * Code that calls Twilio needs no change. Processes started from it are led there too. With EMULATOR_SERVICE_PORT, requests for
 * the deployed service at *.twil.io are led to it.
 */
const http = require('node:http');
const https = require('node:https');

/** The hosts, and where their requests go. */
const LED = [
  { hosts: /(^|\.)twilio\.com$/, port: () => process.env.EMULATOR_TWILIO_PORT },
  { hosts: /\.twil\.io$/, port: () => process.env.EMULATOR_SERVICE_PORT },
];
const agent = new http.Agent({ keepAlive: true });
const direct = https.request.direct ?? { request: https.request, get: https.get, fetch: globalThis.fetch };

/** The arguments of https.request in one shape: `(url[, options][, callback])` or `(options[, callback])`. */
function normalised(args) {
  const callback = args.find((arg) => typeof arg === 'function');
  const [first, second] = args;
  const fromUrl = typeof first === 'string' || first instanceof URL ? urlOptions(new URL(first)) : first;
  const more = fromUrl === first || typeof second !== 'object' ? {} : second;
  return { options: { ...fromUrl, ...more }, callback };
}

function urlOptions(url) {
  const { hostname, port, pathname, search, username, password } = url;
  const auth = username ? { auth: `${decodeURIComponent(username)}:${decodeURIComponent(password)}` } : {};
  return { hostname, port, path: pathname + search, ...auth };
}

function localOptions(options, host, port) {
  const headers = { ...options.headers };
  for (const name of Object.keys(headers)) if (name.toLowerCase() === 'host') delete headers[name];
  return {
    ...options,
    servername: undefined,
    socketPath: undefined,
    protocol: 'http:',
    host: '127.0.0.1',
    hostname: '127.0.0.1',
    port: Number(port),
    headers: { ...headers, host },
    defaultPort: 80,
    agent,
  };
}

function request(...args) {
  const { options, callback } = normalised(args);
  const host = String(options.hostname ?? options.host ?? '').replace(/:\d+$/, '');
  const port = LED.find(({ hosts }) => hosts.test(host))?.port();
  if (!port) return direct.request.apply(this, args);
  return http.request(localOptions(options, host, port), callback);
}

function get(...args) {
  const sent = request.apply(this, args);
  sent.end();
  return sent;
}

/** `fetch` cannot set the Host header. So the intended host goes in a header of its own. */
function ledFetch(input, init) {
  const url = new URL(input instanceof Request ? input.url : String(input), 'http://localhost');
  const port = url.protocol === 'https:' && LED.find(({ hosts }) => hosts.test(url.hostname))?.port();
  if (!port) return direct.fetch(input, init);
  const asked = new Request(input, init);
  const headers = new Headers(asked.headers);
  headers.set('x-local-twilio-host', url.hostname);
  const local = `http://127.0.0.1:${port}${url.pathname}${url.search}`;
  return direct.fetch(new Request(local, asked), { headers });
}

// A test runner loads this again for each file, with another environment. The newest one counts.
if (https.request.environment !== process.env) {
  https.request = Object.assign(request, { environment: process.env, direct });
  https.get = get;
  globalThis.fetch = ledFetch;
  process.execArgv.push('--require', __filename);
  const before = process.env.NODE_OPTIONS ?? '';
  const ours = `--require "${__filename.replaceAll('\\', '\\\\')}"`;
  if (!before.includes(ours)) process.env.NODE_OPTIONS = `${before} ${ours}`.trim();
}
