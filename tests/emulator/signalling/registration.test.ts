import { once } from 'node:events';
import { WebSocket } from 'ws';
import { VoiceBench } from './voice-bench.ts';

/** A page that speaks the Voice SDK's protocol and nothing else. */
class BarePage {
  readonly #frames: { type: string }[] = [];
  #news = () => {};

  constructor(readonly socket: WebSocket) {
    socket.on('message', (data) => {
      const text = (data as Buffer).toString();
      if (text === '\n') return socket.send('\n');
      this.#frames.push(JSON.parse(text) as { type: string });
      this.#news();
    });
  }

  async ask(type: string, payload: object, answer: string): Promise<void> {
    this.socket.send(JSON.stringify({ type, version: '1.6', payload }));
    await this.sees(answer);
  }

  async register(audio = true): Promise<void> {
    await this.ask('register', { media: { audio } }, audio ? 'ready' : 'offline');
  }

  /** Resolves with the next frame of that type. */
  async sees(type: string): Promise<void> {
    for (;;) {
      const at = this.#frames.findIndex((frame) => frame.type === type);
      if (at >= 0) return void this.#frames.splice(0, at + 1);
      await new Promise<void>((resolve) => (this.#news = resolve));
    }
  }
}

let bench: VoiceBench;
let page: BarePage;
beforeEach(async () => {
  bench = new VoiceBench();
  const address = await bench.start();
  page = await open(address);
});
afterEach(() => bench.stop());

async function open(address: string): Promise<BarePage> {
  const socket = new WebSocket(`${address.replace('http', 'ws')}__emulator/voice`);
  const opened = new BarePage(socket);
  await once(socket, 'open');
  await opened.ask('listen', { token: bench.token('ana') }, 'connected');
  await opened.register();
  return opened;
}

const isRegistered = () => bench.devices.find('client:ana').length === 1;

test('a page whose registration was forgotten is told ready, and does not ring', async () => {
  expect(isRegistered()).toBe(true);
  expect(bench.gateway.forgetRegistration('ana')).toBe(1);
  // The SDK repeats its registration every 30 seconds.
  await page.register();
  expect(isRegistered()).toBe(false);
  await bench.reached(bench.ring('ana'), 'no-answer');
});

test('a page that unregisters and registers anew rings again', async () => {
  bench.gateway.forgetRegistration('ana');
  await page.register(false);
  await page.register();
  bench.ring('ana');
  await page.sees('invite');
});

test('nobody is forgotten where nobody is', () => {
  expect(bench.gateway.forgetRegistration('ben')).toBe(0);
});
