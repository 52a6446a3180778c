import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { WebSocket, WebSocketServer } from 'ws';
import { BELIEFS } from '../../../emulator/beliefs.ts';
import { MediaEngine } from '../../../emulator/media/media-engine.ts';
import { SwitchCalls } from '../../../emulator/signalling/switch-calls.ts';
import { VoiceGateway } from '../../../emulator/signalling/voice-gateway.ts';
import { telephoneExchange } from '../../support/emulator/switch-bench.ts';

test.each(BELIEFS.silentPage.settings)(
  'a page that says nothing is given up after %s',
  async (silentPage) => {
    const { account, beliefs, clock, devices, log, phoneSwitch } = telephoneExchange();
    beliefs.set({ silentPage });
    const media = new MediaEngine({ clock, hearing: (callSid) => phoneSwitch.hearing(callSid) });
    const calls = new SwitchCalls(phoneSwitch);
    const gateway = new VoiceGateway({ account, beliefs, clock, log, devices, media, calls });
    const server = new WebSocketServer({ port: 0, host: '127.0.0.1' });
    server.on('connection', (socket, request) => gateway.accept(socket, request));
    await once(server, 'listening');
    // It echoes no heartbeat, as a page whose network has gone.
    const page = new WebSocket(`ws://127.0.0.1:${(server.address() as AddressInfo).port}`);
    const given = once(page, 'close');
    await once(server, 'connection');
    const seconds = Number.parseInt(silentPage, 10);
    await clock.advance(seconds * 1000);
    expect([...server.clients]).toMatchObject([{ readyState: WebSocket.OPEN }]);
    await clock.advance(5000);
    await given;
    gateway.close();
    media.close();
    server.close();
  },
);
