import * as v from 'valibot';
import { isSip } from '../switch/calls/address.ts';
import { PhoneError } from './phone-error.ts';

const number = v.pipe(
  v.string('a phone number as text, such as "+12025550143"'),
  v.transform((text) => text.replace(/[\s().-]/g, '')),
  v.regex(
    /^\+[1-9]\d{6,14}$/,
    'a phone number in E.164 form: "+", country code and digits, such as "+12025550143"',
  ),
);
const sip = v.pipe(
  v.string(),
  v.regex(/^sips?:[^\s@?;]+@[^\s@?;]+$/i, 'a SIP address, such as "sip:eva@office.example"'),
);
/** Where a phone rings. */
const address = v.lazy((value) => (typeof value === 'string' && isSip(value) ? sip : number));
const seconds = v.pipe(
  v.number('a number of seconds'),
  v.minValue(0, 'a number of seconds from 0 on'),
  v.maxValue(14_400, 'a number of seconds, at most 14400'),
);
const digits = v.pipe(v.string('digits as text'), v.regex(/^[0-9*#w]+$/, 'digits out of 0-9, *, # and w'));
const frequency = v.pipe(
  v.number('a frequency in Hz'),
  v.minValue(100, 'a frequency from 100 Hz on'),
  v.maxValue(3600, 'a frequency up to 3600 Hz: a telephone carries no more'),
);

const step = v.union(
  [
    v.strictObject({ say: v.pipe(v.string(), v.nonEmpty(), v.maxLength(1000)) }),
    /** A pulsed tone; without `seconds` until the call ends. */
    v.strictObject({ tone: frequency, seconds: v.optional(seconds) }),
    v.strictObject({ pause: seconds }),
    /** Waits until the other end has spoken and fallen silent, or has been silent for as many seconds. */
    v.strictObject({ listen: seconds }),
    v.strictObject({ digits }),
    /** The tone after which a mailbox records. */
    v.strictObject({ beep: v.literal(true) }),
    /** Keeps what it hears for so many seconds, or until the call ends. */
    v.strictObject({ record: seconds }),
    /** The tone of a fax machine. */
    v.strictObject({ fax: v.literal(true) }),
    v.strictObject({ hangUp: v.literal(true) }),
  ],
  'one of {say}, {tone, seconds?}, {pause}, {listen}, {digits}, {beep: true}, {record}, {fax: true}, {hangUp: true}',
);

const setup = v.strictObject({
  From: address,
  /** Shown in the console. */
  name: v.optional(v.pipe(v.string(), v.maxLength(80))),
  /** What it does when it rings. The telephone network reports a rejection as busy, so both look the same to Twilio. */
  whenRinging: v.optional(
    v.picklist(['answer', 'busy', 'never', 'reject'], 'one of answer, busy, never, reject'),
    'answer',
  ),
  /** Seconds of ringing before it answers or rejects. */
  after: v.optional(seconds, 1),
  /** What it does once connected. When empty, it only listens. */
  script: v.optional(v.pipe(v.array(step), v.maxLength(100)), []),
  /** Hangs up so many seconds after the answer, whatever the script is doing. */
  hangUpAfter: v.optional(seconds),
  /** Frequencies in Hz to tell apart in what it hears, where several sound at once. */
  listenFor: v.optional(v.pipe(v.array(frequency), v.maxLength(16)), []),
});

/** One thing that a scripted phone does on the line. */
export type ScriptStep = v.InferOutput<typeof step>;
/** How a phone is described by a person or a test. Times in seconds. */
export type PhoneRequest = v.InferInput<typeof setup>;
/** The same with everything filled in. */
export type PhoneSetup = v.InferOutput<typeof setup>;

/** Checks a phone's description. Throws a `PhoneError` (400) that names the field and what it must be. */
export function parsePhoneSetup(request: unknown): PhoneSetup {
  return check(setup, request);
}

/** Checks a phone number and strips spaces and punctuation. Throws a `PhoneError` (400) that says what is expected. */
export function parsePhoneNumber(field: string, value: unknown): string {
  return check(v.object({ [field]: number }), { [field]: value })[field] ?? '';
}

/** Checks where a phone rings: a phone number or a SIP address. Throws a `PhoneError` (400) that says what is expected. */
export function parsePhoneAddress(field: string, value: unknown): string {
  return check(v.object({ [field]: address }), { [field]: value })[field] ?? '';
}

/** Checks digits for the keypad. Throws a `PhoneError` (400) that says which are possible. */
export function parseDigits(value: unknown): string {
  return check(v.object({ Digits: digits }), { Digits: value }).Digits;
}

function check<T extends v.GenericSchema>(schema: T, value: unknown): v.InferOutput<T> {
  const result = v.safeParse(schema, value);
  if (result.success) return result.output;
  const [issue] = result.issues;
  const field = v.getDotPath(issue) ?? 'body';
  if (issue.type === 'strict_object' && issue.received === 'undefined')
    throw new PhoneError(400, `"${field}" is missing.`);
  if (issue.type === 'strict_object')
    throw new PhoneError(400, `"${field}" is not known here. ${issue.message}`);
  throw new PhoneError(400, `"${field}" is not right. Expected ${issue.message}.`);
}
