import type { RTCIceTransport } from 'werift';

type IceConnection = RTCIceTransport['connection'];
type Pair = NonNullable<IceConnection['nominated']>;

/** One UDP socket of werift's, which werift does not publish. */
interface Socket {
  send(data: Buffer, address?: unknown): Promise<void>;
  onData(data: Buffer, address: unknown): void;
}

/**
 * The path of one browser's packets. It can be cut, like a dead network. It stays through an ICE restart until there is
 * another path, as in browsers and at Twilio. werift would forget it at once.
 * https://www.rfc-editor.org/rfc/rfc8445#section-9
 */
export class NetworkPath {
  readonly #held = new WeakSet<object>();
  #isCut = false;

  /** Takes over new sockets since the last time. Call it when candidates have been gathered. */
  hold(transports: readonly RTCIceTransport[]): void {
    for (const { connection } of transports) {
      if (this.#isNew(connection)) keepOldWay(connection);
      for (const socket of socketsOf(connection)) if (this.#isNew(socket)) this.#gate(socket);
    }
  }

  /** Loses every packet from now on, in both directions; `false` lets them through again. */
  cut(isCut: boolean): void {
    this.#isCut = isCut;
  }

  #isNew(part: object): boolean {
    if (this.#held.has(part)) return false;
    this.#held.add(part);
    return true;
  }

  #gate(socket: Socket): void {
    const send = socket.send.bind(socket);
    const onData = socket.onData.bind(socket);
    socket.send = async (data, address) => {
      if (!this.#isCut) await send(data, address);
    };
    socket.onData = (data, address) => {
      if (!this.#isCut) onData(data, address);
    };
  }
}

function keepOldWay(connection: IceConnection): void {
  let last: Pair | undefined;
  const send = connection.send.bind(connection);
  connection.send = async (data) => {
    last = connection.nominated ?? last;
    if (connection.nominated) return send(data);
    await last?.protocol.sendData(data, last.remoteAddr);
  };
}

function socketsOf(connection: IceConnection): readonly Socket[] {
  const { protocols = [] } = connection as unknown as { protocols?: readonly { transport?: Socket }[] };
  return protocols.flatMap(({ transport }) => transport ?? []);
}
