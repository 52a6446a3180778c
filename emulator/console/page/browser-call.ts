import { ask } from './server.ts';

/** The sound of one call: this browser's microphone and speaker, over WebRTC, on this machine only. */
export class BrowserCall {
  readonly callSid: string;
  readonly #connection: RTCPeerConnection;
  readonly #microphone: MediaStream;

  private constructor(callSid: string, connection: RTCPeerConnection, microphone: MediaStream) {
    this.callSid = callSid;
    this.#connection = connection;
    this.#microphone = microphone;
  }

  /**
   * Opens the microphone and sends the offer to `calls` (to dial) or `calls/answer`. Rejects with words for the person.
   */
  static async connect(
    path: 'calls' | 'calls/answer',
    body: object,
    speaker: HTMLAudioElement,
  ): Promise<BrowserCall> {
    const microphone = await openMicrophone();
    const connection = new RTCPeerConnection();
    try {
      for (const track of microphone.getTracks()) connection.addTrack(track, microphone);
      connection.addEventListener('track', ({ track }) => {
        speaker.srcObject = new MediaStream([track]);
        void speaker.play().catch(() => undefined);
      });
      await connection.setLocalDescription();
      const { sdp: offer = '' } = connection.localDescription ?? {};
      const { callSid, sdp } = await ask<{ callSid: string; sdp: string }>(path, { ...body, sdp: offer });
      await connection.setRemoteDescription({ type: 'answer', sdp });
      return new BrowserCall(callSid, connection, microphone);
    } catch (error) {
      release(connection, microphone);
      throw error;
    }
  }

  mute(on: boolean): void {
    for (const track of this.#microphone.getTracks()) track.enabled = !on;
  }

  /** Closes microphone and connection. The server hangs up the call itself. */
  close(): void {
    release(this.#connection, this.#microphone);
  }
}

async function openMicrophone(): Promise<MediaStream> {
  try {
    return await navigator.mediaDevices.getUserMedia({ audio: true });
  } catch {
    throw new Error('No microphone: allow it for this page in the browser, or plug one in, and dial again.');
  }
}

function release(connection: RTCPeerConnection, microphone: MediaStream): void {
  connection.close();
  for (const track of microphone.getTracks()) track.stop();
}
