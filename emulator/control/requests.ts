import * as v from 'valibot';
import type { Standing } from '../account.ts';
import type { FaultRule } from '../faults.ts';
import { PhoneError } from '../phones/phone-error.ts';
import type { RestInput } from '../rest/router.ts';

const milliseconds = v.pipe(v.number(), v.minValue(0), v.maxValue(600_000));
const status = v.pipe(v.number(), v.integer(), v.minValue(100), v.maxValue(599));

const action = v.variant('do', [
  v.strictObject({ do: v.literal('delay'), ms: milliseconds }),
  v.strictObject({ do: v.literal('drop') }),
  v.strictObject({
    do: v.literal('repeat'),
    times: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(10)),
  }),
  v.strictObject({
    do: v.literal('answer'),
    status,
    code: v.optional(v.number()),
    after: v.optional(v.boolean()),
  }),
  v.strictObject({ do: v.literal('hang'), after: v.optional(v.boolean()) }),
  v.strictObject({ do: v.literal('kill'), requests: v.pipe(v.number(), v.integer(), v.minValue(1)) }),
]);

const rule = v.strictObject({
  id: v.optional(v.string()),
  at: v.picklist(['webhook', 'rest', 'sync', 'function', 'page']),
  match: v.optional(v.pipe(v.string(), v.check(isPattern, 'a regular expression'))),
  action,
  times: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1))),
  probability: v.optional(v.pipe(v.number(), v.minValue(0), v.maxValue(1))),
});

const standing = v.strictObject({
  status: v.picklist(['active', 'suspended', 'closed']),
  type: v.picklist(['Full', 'Trial']),
  profile: v.optional(v.picklist(['none', 'individual', 'business'])),
  opened: v.optional(v.pipe(v.string(), v.isoTimestamp())),
  verified: v.optional(v.pipe(v.array(v.string()), v.maxLength(5))),
});

const rules = v.object({ rules: v.array(rule) });

function isPattern(text: string): boolean {
  try {
    return new RegExp(text) instanceof RegExp;
  } catch {
    return false;
  }
}

/** The rules of `{"rules": [...]}`. @throws PhoneError 400 that names the field */
export function parseFaultRules(body: unknown): readonly FaultRule[] {
  return parsed(rules, body).rules as readonly FaultRule[];
}

/** `{status, type}`. @throws PhoneError 400 that names the field */
export function parseStanding(body: unknown): Standing {
  return parsed(standing, body);
}

function parsed<Schema extends v.GenericSchema>(schema: Schema, body: unknown): v.InferOutput<Schema> {
  const result = v.safeParse(schema, body);
  if (result.success) return result.output;
  const [issue] = result.issues;
  throw new PhoneError(400, `"${v.getDotPath(issue) ?? 'body'}" is not right: ${issue.message}.`);
}

/** A JSON object, or an empty one for an empty body. @throws PhoneError 400 */
export function parseBody({ request }: RestInput): Record<string, unknown> {
  const text = request.body.toString();
  if (text === '') return {};
  try {
    const body: unknown = JSON.parse(text);
    if (typeof body === 'object' && body !== null && !Array.isArray(body))
      return body as Record<string, unknown>;
  } catch {
    // refused below, like anything that is no object
  }
  throw new PhoneError(400, 'The body must be a JSON object.');
}
