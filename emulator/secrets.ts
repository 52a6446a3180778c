import type { Account } from './account.ts';

const HIDDEN = '(not shown)';
/** Names under which Twilio's APIs and the product's requests carry secrets. */
const NAMES = String.raw`(?:\w*_|new)?(?:secret|auth_?token|pass(?:word|code|phrase)?(?:_?hash)?|private_?key|hash|browser)`;
const FORM_FIELD = new RegExp(`((?:^|&)${NAMES}=)[^&]*`, 'gi');
const JSON_FIELD = new RegExp(String.raw`("${NAMES}"\s*:\s*")(?:[^"\\]|\\.)*`, 'gi');
/** JSON within a field of JSON. */
const NESTED_FIELD = new RegExp(String.raw`(\\"${NAMES}\\"\s*:\s*\\")(?:(?!\\").)*`, 'gi');
/** Access tokens and the product's own tickets. */
const TOKEN = /eyJ[\w-]+\.[\w-]+\.[\w-]+/g;
/** What any of these needs: most texts have none of it, and are read only once. */
const SUSPICIOUS = /secret|auth_?token|pass|private_?key|hash|browser|eyJ/i;

/** A text without the account's secrets, without tokens, and without the values of fields that are named like secrets. */
export function withoutSecrets(account: Account, text: string): string {
  const known = [account.authToken, ...[...account.apiKeys.values()].map(({ secret }) => secret)];
  const plain = known.reduce((rest, secret) => (secret ? rest.replaceAll(secret, HIDDEN) : rest), text);
  if (!SUSPICIOUS.test(plain)) return plain;
  return [JSON_FIELD, NESTED_FIELD, FORM_FIELD].reduce(
    (rest, field) => rest.replaceAll(field, `$1${HIDDEN}`),
    plain.replaceAll(TOKEN, HIDDEN),
  );
}

/** The value of a Functions variable may be any secret: https://www.twilio.com/docs/serverless/api/resource/variable */
export function withoutValue(text: string): string {
  return text
    .replaceAll(/("value"\s*:\s*")(?:[^"\\]|\\.)*/g, `$1${HIDDEN}`)
    .replaceAll(/((?:^|&)Value=)[^&]*/g, `$1${HIDDEN}`);
}
