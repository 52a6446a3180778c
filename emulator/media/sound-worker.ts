import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { readWav } from './wav.ts';
import { resample } from './resample.ts';

interface Waiting {
  readonly resolve: (output: never) => void;
  readonly reject: (error: Error) => void;
}

type Reply = { readonly id: number; readonly output?: never; readonly error?: string };

/**
 * The thread that makes speech and decodes sound. It starts with the first job. An idle thread keeps no process alive.
 */
export class SoundWorker {
  #worker: Worker | undefined;
  #next = 1;
  readonly #waiting = new Map<number, Waiting>();

  /** Speech at 8 kHz. Rejects for a voice that the speech library does not know. */
  async speak(words: string, language: string, wordsPerMinute: number): Promise<Int16Array> {
    const { wav } = await this.#run<{ wav: Uint8Array }>('speak', { words, language, wordsPerMinute });
    return readWav(Buffer.from(wav));
  }

  /** The sound of an MP3 file at 8 kHz mono. Rejects for a file that is none. */
  async decodeMp3(file: Buffer): Promise<Int16Array> {
    const input = { file: new Uint8Array(file) };
    const { channels, sampleRate } = await this.#run<{ channels: Float32Array[]; sampleRate: number }>(
      'decodeMp3',
      input,
    );
    return resample(channels, sampleRate);
  }

  /** Ends the thread; jobs under way are rejected. */
  async close(): Promise<void> {
    await this.#worker?.terminate();
  }

  #run<Output>(job: string, input: object): Promise<Output> {
    const worker = (this.#worker ??= this.#start());
    const id = this.#next++;
    worker.ref();
    return new Promise((resolve, reject) => {
      this.#waiting.set(id, { resolve, reject });
      // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread has no origin
      worker.postMessage({ id, job, input });
    });
  }

  #start(): Worker {
    const worker = new Worker(join(__dirname, 'sound-worker.mjs'), { execArgv: [] });
    worker.on('message', (reply: Reply) => this.#settle(reply));
    worker.on('error', (error) => this.#failAll(error));
    worker.on('exit', () => this.#failAll(new Error('The sound thread ended.')));
    return worker;
  }

  #settle({ id, output, error }: Reply): void {
    const waiting = this.#waiting.get(id);
    this.#waiting.delete(id);
    if (this.#waiting.size === 0) this.#worker?.unref();
    if (error !== undefined) waiting?.reject(new Error(error));
    else waiting?.resolve(output as never);
  }

  #failAll(error: Error): void {
    this.#worker = undefined;
    for (const { reject } of this.#waiting.values()) reject(error);
    this.#waiting.clear();
  }
}
