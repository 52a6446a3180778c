import { TwilioError } from '../twilio-error.ts';

/** A field that must be there. @throws TwilioError 400 with Twilio's code for its absence */
export function required(form: URLSearchParams, name: string, code = 20001): string {
  const value = form.get(name);
  if (value === null || value === '') throw new TwilioError(400, code, `Missing required parameter ${name}`);
  return value;
}

/** A field or undefined; an empty one counts. */
export function optional(form: URLSearchParams, name: string): string | undefined {
  return form.get(name) ?? undefined;
}

/** A `true` or `false` field. @throws TwilioError 400 on anything else */
export function flag(form: URLSearchParams, name: string): boolean | undefined {
  const value = form.get(name)?.toLowerCase();
  if (value === undefined) return undefined;
  if (value !== 'true' && value !== 'false')
    throw new TwilioError(400, 20001, `${name} must be true or false`);
  return value === 'true';
}

/** A whole number between two bounds. @throws TwilioError 400 on anything else */
export function whole(form: URLSearchParams, name: string, least: number, most: number, code = 20001) {
  const text = form.get(name);
  if (text === null || text === '') return undefined;
  const value = Number(text);
  if (Number.isInteger(value) && value >= least && value <= most) return value;
  throw new TwilioError(400, code, `${name} must be between ${least} and ${most}`);
}

/** A field of JSON. @throws TwilioError 400 when it does not parse */
export function json(form: URLSearchParams, name: string): unknown {
  const text = form.get(name);
  if (text === null) return undefined;
  try {
    return JSON.parse(text);
  } catch {
    throw new TwilioError(400, 54008, `Invalid ${name} JSON`);
  }
}

/** The given object without its undefined fields, for a partial update. */
export function given<T extends object>(fields: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  const entries = Object.entries(fields).filter(([, value]) => value !== undefined);
  return Object.fromEntries(entries) as { [K in keyof T]?: Exclude<T[K], undefined> };
}
