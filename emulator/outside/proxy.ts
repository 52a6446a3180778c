import type { IncomingMessage } from 'node:http';
import { connect } from 'node:net';
import type { Duplex } from 'node:stream';
import { TLSSocket } from 'node:tls';
import type { Certificates } from './certificates.ts';

const TWILIOS = /(^|\.)(twilio\.com|twil\.io)$/;
const ESTABLISHED = 'HTTP/1.1 200 Connection Established\r\n\r\n';

/**
 * An HTTPS proxy for programs in any language. Connections to Twilio's hosts end here; others pass through.
 * @param accept takes a decrypted connection
 */
export function createProxy(certificates: Certificates, accept: (socket: Duplex) => void) {
  return (message: IncomingMessage, stream: Duplex, head: Buffer): void => {
    const [host = '', port = '443'] = (message.url ?? '').split(':');
    stream.on('error', () => stream.destroy());
    stream.unshift(head);
    if (!TWILIOS.test(host)) return passOn(stream, host, Number(port));
    certificates.contextFor(host).then(
      (secureContext) => {
        stream.write(ESTABLISHED);
        const secure = new TLSSocket(stream, { isServer: true, secureContext });
        secure.on('error', () => secure.destroy());
        accept(secure);
      },
      () => stream.destroy(),
    );
  };
}

function passOn(stream: Duplex, host: string, port: number): void {
  const there = connect(port, host, () => {
    stream.write(ESTABLISHED);
    stream.pipe(there).pipe(stream);
  });
  there.on('error', () => stream.end('HTTP/1.1 502 Bad Gateway\r\n\r\n'));
  stream.on('close', () => there.destroy());
}
