import { request } from 'node:https';

export interface PublicAnswer {
  readonly status: number;
  readonly body: string;
}

const TIMEOUT_MS = 15_000;

/**
 * Sends the deployed service a request, as anybody on the internet can.
 * @throws Error when it does not answer within 15 seconds
 */
export function askPublicly(
  url: string,
  sent: {
    readonly method?: 'GET' | 'POST';
    readonly headers?: Readonly<Record<string, string>>;
    readonly body?: string;
  } = {},
): Promise<PublicAnswer> {
  const { method = 'GET', headers = {}, body = '' } = sent;
  return new Promise((resolve, reject) => {
    const length = method === 'POST' ? { 'Content-Length': String(Buffer.byteLength(body)) } : {};
    const asked = request(
      url,
      { method, headers: { ...headers, ...length }, timeout: TIMEOUT_MS },
      (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('error', reject);
        response.on('end', () =>
          resolve({ status: response.statusCode ?? 0, body: Buffer.concat(chunks).toString() }),
        );
      },
    );
    asked.on('timeout', () =>
      asked.destroy(new Error(`${new URL(url).host} did not answer within 15 seconds`)),
    );
    asked.on('error', reject);
    asked.end(body);
  });
}
