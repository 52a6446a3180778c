import {
  MediaStreamTrack,
  RTCPeerConnection,
  RTCRtpCodecParameters,
  RtpHeader,
  RtpPacket,
  type RTCRtpTransceiver,
} from 'werift';
import { FRAME_SAMPLES, type AudioPort } from './audio-port.ts';
import { JitterBuffer } from './jitter-buffer.ts';
import { decodeMulaw, encodeMulaw } from './mulaw.ts';
import { NetworkPath } from './network-path.ts';

const LOOPBACK = '127.0.0.1';
/** Every browser offers PCMU, and a mixer needs no codec library for it. No telephone-event: digits come by signalling. */
const pcmu = (): RTCRtpCodecParameters =>
  new RTCRtpCodecParameters({ mimeType: 'audio/PCMU', clockRate: 8000, channels: 1, payloadType: 0 });

/**
 * One browser's sound over WebRTC, on loopback only. All candidates are in the SDP: there is no trickling.
 * Offers with `createOffer` and `acceptAnswer`, answers with `answer`, which also serves re-offers (ICE restarts).
 */
export class WebRtcPeer implements AudioPort {
  readonly #connection: RTCPeerConnection;
  readonly #outgoing = new MediaStreamTrack({ kind: 'audio' });
  readonly #incoming = new JitterBuffer();
  readonly #subscribed = new WeakSet<MediaStreamTrack>();
  #sequenceNumber = 0;
  #timestamp = 0;
  #fingerprint: string | undefined;
  readonly #path = new NetworkPath();

  constructor() {
    this.#connection = new RTCPeerConnection({
      codecs: { audio: [pcmu()], video: [] },
      iceServers: [],
      iceUseIpv6: false,
      iceInterfaceAddresses: { udp4: LOOPBACK },
      iceAdditionalHostAddresses: [LOOPBACK],
    });
    this.#connection.onTrack.subscribe((track) => this.#receive(track));
  }

  /** Whether a description belongs to this peer's browser connection, and not to another page's. */
  knows(sdp: string): boolean {
    return this.#fingerprint !== undefined && fingerprintOf(sdp) === this.#fingerprint;
  }

  /** An offer with all candidates, for `Device.incoming` of the Voice SDK. */
  async createOffer(): Promise<string> {
    this.#connection.addTransceiver(this.#outgoing, { direction: 'sendrecv' });
    await this.#connection.setLocalDescription(await this.#connection.createOffer());
    return this.#localSdp();
  }

  async acceptAnswer(sdp: string): Promise<void> {
    this.#fingerprint = fingerprintOf(sdp);
    await this.#connection.setRemoteDescription({ type: 'answer', sdp });
  }

  /** Answers the browser's offer, or a later one that restarts ICE. */
  async answer(sdp: string): Promise<string> {
    this.#fingerprint = fingerprintOf(sdp);
    await this.#connection.setRemoteDescription({ type: 'offer', sdp });
    await this.#sendOn(this.#connection.getTransceivers()[0]);
    await this.#connection.setLocalDescription(await this.#connection.createAnswer());
    this.#startIdleTransports();
    return this.#localSdp();
  }

  read(): Int16Array | undefined {
    return this.#incoming.take();
  }

  write(frame: Int16Array): void {
    this.#sequenceNumber = (this.#sequenceNumber + 1) & 0xffff;
    this.#timestamp = (this.#timestamp + FRAME_SAMPLES) >>> 0;
    if (!this.#outgoing.codec) return;
    const header = new RtpHeader({
      payloadType: 0,
      sequenceNumber: this.#sequenceNumber,
      timestamp: this.#timestamp,
    });
    this.#outgoing.writeRtp(new RtpPacket(header, encodeMulaw(frame)));
  }

  /** Loses every packet from now on, in both directions, as a dead network does; `false` brings them back. */
  loseMedia(lost: boolean): void {
    this.#path.cut(lost);
  }

  async close(): Promise<void> {
    await this.#connection.close();
  }

  #receive(track: MediaStreamTrack): void {
    // A re-offer announces the same track again; a second subscription would double every packet.
    if (this.#subscribed.has(track)) return;
    this.#subscribed.add(track);
    track.onReceiveRtp.subscribe((packet) => {
      if (packet.header.payloadType !== 0) return;
      this.#incoming.push(decodeMulaw(packet.payload));
    });
  }

  async #sendOn(transceiver: RTCRtpTransceiver | undefined): Promise<void> {
    if (!transceiver)
      throw new Error('The offer has no audio section: ask for microphone access before calling.');
    if (transceiver.sender.track === this.#outgoing) return;
    transceiver.setDirection('sendrecv');
    await transceiver.sender.replaceTrack(this.#outgoing);
  }

  /** werift makes a new transport for an ICE restart and leaves it idle. */
  #startIdleTransports(): void {
    for (const transport of this.#connection.iceTransports) {
      if (transport.state !== 'connected') void transport.start().catch(() => undefined);
    }
  }

  #localSdp(): string {
    this.#path.hold(this.#connection.iceTransports);
    const sdp = this.#connection.localDescription?.sdp ?? '';
    const lines = sdp.split('\r\n');
    return lines
      .filter((line) => !line.startsWith('a=candidate') || line.includes(` ${LOOPBACK} `))
      .join('\r\n');
  }
}

/** Of the certificate: it stays through ICE restarts. */
function fingerprintOf(sdp: string): string | undefined {
  return /^a=fingerprint:(.+)$/m.exec(sdp)?.[1]?.trim();
}

/** Answers a browser's offer, for pages without the Voice SDK such as the console's phone. */
export async function answerOffer(sdp: string): Promise<{ sdp: string; port: WebRtcPeer }> {
  const port = new WebRtcPeer();
  return { sdp: await port.answer(sdp), port };
}
