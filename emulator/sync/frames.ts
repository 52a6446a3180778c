/** One Twilsock V3 message. */
export interface Frame {
  readonly header: Readonly<Record<string, unknown>>;
  readonly payload: string;
}

const PREAMBLE = /^TWILSOCK V3\.0 (\d+)\r\n/;

/** Reads a message: `TWILSOCK V3.0 <header bytes>\r\n<header JSON>\r\n<payload>`. @throws SyntaxError when it is none */
export function readFrame(bytes: Buffer): Frame {
  const match = PREAMBLE.exec(bytes.subarray(0, 40).toString('latin1'));
  if (!match) throw new SyntaxError('Not a Twilsock message');
  const end = match[0].length + Number(match[1]);
  const header = JSON.parse(bytes.subarray(match[0].length, end).toString()) as Record<string, unknown>;
  return { header, payload: bytes.subarray(end + 2).toString() };
}

/** Writes a message; `payload` is sent as JSON, nothing for undefined. */
export function writeFrame(header: Readonly<Record<string, unknown>>, payload?: unknown): Buffer {
  const body = payload === undefined ? '' : JSON.stringify(payload);
  const full = { ...header, payload_type: 'application/json', payload_size: Buffer.byteLength(body) };
  const head = JSON.stringify(full);
  return Buffer.from(`TWILSOCK V3.0 ${Buffer.byteLength(head)}\r\n${head}\r\n${body}`);
}
