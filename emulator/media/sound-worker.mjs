/*
 * Makes speech and decodes sound off the main thread, which has a frame to mix every 20 ms. It is plain JavaScript:
 * both libraries are ES modules, and a worker starts without the loader that compiles TypeScript.
 */
import { parentPort } from 'node:worker_threads';
import ESpeakNg from 'espeak-ng';
import { MPEGDecoder } from 'mpg123-decoder';

async function speak({ words, language, wordsPerMinute }) {
  const speech = await ESpeakNg({
    print: () => undefined,
    printErr: () => undefined,
    arguments: ['-w', 'speech.wav', '-v', language, '-s', String(wordsPerMinute), '--', words],
  });
  return { wav: speech.FS.readFile('speech.wav') };
}

async function decodeMp3({ file }) {
  const decoder = new MPEGDecoder();
  await decoder.ready;
  const { channelData, sampleRate, samplesDecoded } = decoder.decode(file);
  decoder.free();
  if (samplesDecoded === 0) throw new Error('The file holds no MP3 audio.');
  return { channels: channelData, sampleRate };
}

const jobs = { speak, decodeMp3 };

parentPort.on('message', (message) => void answer(message));

async function answer({ id, job, input }) {
  try {
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread has no origin
    parentPort.postMessage({ id, output: await jobs[job](input) });
  } catch (error) {
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread has no origin
    parentPort.postMessage({ id, error: String(error) });
  }
}
