import type { WebSocket } from 'ws';
import type { EventLog } from '../event-log.ts';
import type { Switch } from '../switch/switch.ts';

/** Tells a socket at `/emulator/stream` of every logged event and every change in the switch, one JSON each. */
export function streamChanges(
  socket: WebSocket,
  deps: { readonly log: EventLog; readonly exchange: Switch },
): void {
  const send = (message: object): void => socket.send(JSON.stringify(message));
  const endings = [
    deps.log.subscribe((event) => send({ type: 'event', event })),
    deps.exchange.subscribe((change) => send(change)),
  ];
  socket.on('close', () => endings.forEach((end) => end()));
  socket.on('error', () => socket.terminate());
}
