/** The fields of a log line: identifiers, codes and counts, never a phone number, a name or a secret. */
export type LogFields = Readonly<Record<string, string | number | boolean | undefined>>;

type Level = 'info' | 'warn' | 'error';

/** Phone numbers, also within addresses, and the key and token forms that Twilio uses. */
const PRIVATE = /(?:\+|%2B|\b)\d{7,15}\b|\bSK[0-9a-f]{32}\b|\beyJ[\w-]+\.[\w-]+\.[\w-]+/g;

/** Writes one JSON line. Warnings and errors also raise alerts in Twilio's debugger. */
export function log(level: Level, what: string, fields: LogFields = {}): void {
  const line = JSON.stringify({ level, what, ...fields }).replaceAll(PRIVATE, '[hidden]');
  // oxlint-disable-next-line no-console -- the one place that writes logs
  console[level](line);
}

/** An error as fields of a log line. */
export function errorFields(error: unknown): LogFields {
  if (!(error instanceof Error)) return { error: String(error) };
  const { status, code } = error as { status?: number; code?: string | number };
  return { error: error.name, message: error.message, status, code };
}
