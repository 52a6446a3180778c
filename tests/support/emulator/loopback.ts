import http from 'node:http';
import type { AddressInfo } from 'node:net';
import twilio from 'twilio';
import type { Account } from '../../../emulator/account.ts';
import type { HttpHandler } from '../../../emulator/http.ts';

/** Serves a handler on a free loopback port; the Host header names the Twilio host. */
export async function serve(handler: HttpHandler): Promise<{ server: http.Server; port: number }> {
  const answer = async (request: http.IncomingMessage, response: http.ServerResponse): Promise<void> => {
    const body = Buffer.concat(await request.toArray());
    const url = new URL(request.url ?? '/', 'http://localhost');
    const headers = Object.fromEntries(Object.entries(request.headers).map(([k, v]) => [k, String(v)]));
    const host = (headers['host'] ?? '').replace(/:\d+$/, '');
    const method = request.method ?? 'GET';
    const {
      status,
      headers: sent,
      body: text,
    } = await handler({
      method,
      host,
      path: url.pathname,
      query: url.searchParams,
      headers,
      body,
    });
    response.writeHead(status, sent as http.OutgoingHttpHeaders).end(text);
  };
  const server = http.createServer((request, response) => void answer(request, response));
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  return { server, port: (server.address() as AddressInfo).port };
}

/** The unmodified helper library, its connections led to a loopback port with the Host header kept. */
export function clientTo(
  port: number,
  account: Account,
  key?: { sid: string; secret: string },
): twilio.Twilio {
  const httpClient = new twilio.RequestClient();
  httpClient.axios.interceptors.request.use((config) => {
    const url = new URL(config.url ?? '');
    config.headers.set('Host', url.host);
    config.url = `http://127.0.0.1:${port}${url.pathname}${url.search}`;
    return config;
  });
  const options = { accountSid: account.accountSid, httpClient };
  return twilio(key?.sid ?? account.accountSid, key?.secret ?? account.authToken, options);
}
