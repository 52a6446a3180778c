import busboy from 'busboy';
import type { HttpRequest } from '../http.ts';
import { TwilioError } from '../twilio-error.ts';

/** An uploaded version: its text fields and its file. */
export interface Upload {
  readonly fields: Readonly<Record<string, string>>;
  readonly content: Buffer;
  readonly contentType: string;
}

/**
 * Reads the multipart form of a version upload.
 * https://www.twilio.com/docs/serverless/api/resource/function-version
 * @throws TwilioError 400 when it is not multipart or holds no Content
 */
export function readUpload(request: HttpRequest): Promise<Upload> {
  return new Promise((resolve, reject) => {
    const refuse = (why: string) => reject(new TwilioError(400, 20001, why));
    const fields: Record<string, string> = {};
    let file: { content: Buffer; contentType: string } | undefined;
    try {
      const parser = busboy({ headers: request.headers, defParamCharset: 'utf8' });
      parser.on('field', (name, value) => (fields[name] = value));
      parser.on('file', (_name, stream, { mimeType }) => {
        const chunks: Buffer[] = [];
        stream.on('data', (chunk: Buffer) => chunks.push(chunk));
        stream.on('end', () => (file = { content: Buffer.concat(chunks), contentType: mimeType }));
      });
      parser.on('close', () =>
        file ? resolve({ fields, ...file }) : refuse('Missing required parameter Content'),
      );
      parser.on('error', (error) => refuse(String(error)));
      parser.end(request.body);
    } catch (error) {
      refuse(String(error));
    }
  });
}
