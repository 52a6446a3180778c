import { once } from 'node:events';
import twilio from 'twilio';
import { WebSocket } from 'ws';
import type { LocalTwilio } from '../../../tools/local/local-twilio.ts';

/** A page that is registered as an agent's and lets every call ring. */
export class RingingPage {
  readonly #socket: WebSocket;

  private constructor(socket: WebSocket) {
    this.#socket = socket;
  }

  /** @param key an API key of the account, which signs the page's token */
  static async register(
    { port, accountSid }: LocalTwilio,
    identity: string,
    key: { readonly sid: string; readonly secret: string },
  ): Promise<RingingPage> {
    const { AccessToken } = twilio.jwt;
    const token = new AccessToken(accountSid, key.sid, key.secret, { identity });
    token.addGrant(new AccessToken.VoiceGrant({ incomingAllow: true }));
    const socket = new WebSocket(`ws://127.0.0.1:${port}/__emulator/voice`);
    await once(socket, 'open');
    const send = (type: string, payload: object) => socket.send(JSON.stringify({ type, payload }));
    const told = (type: string) =>
      new Promise<void>((resolve) => {
        socket.on('message', (data: Buffer) => data.toString().includes(`"type":"${type}"`) && resolve());
      });
    const answers = [told('connected'), told('ready')];
    send('listen', { token: token.toJwt() });
    await answers[0];
    send('register', { media: { audio: true } });
    await answers[1];
    return new RingingPage(socket);
  }

  close(): void {
    this.#socket.close();
  }
}
