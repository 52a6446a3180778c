import { randomBytes, scrypt, timingSafeEqual, type ScryptOptions } from 'node:crypto';

/** See `scrypt` in Node's own crypto. */
export type ScryptCost = Readonly<Record<'N' | 'r' | 'p', number>>;

/**
 * 32 MB and a third of a second for each guess. It is one of the least costs that OWASP recommends, and takes little
 * memory. https://cheatsheetseries.owasp.org/cheatsheets/Password_Storage_Cheat_Sheet.html#scrypt
 */
const COST: ScryptCost = { N: 2 ** 15, r: 8, p: 3 };
/** Of earlier versions. Such a hash goes on working, and is renewed at the next sign-in. */
const EARLIER_COST: ScryptCost = { ...COST, p: 1 };
const KEY_BYTES = 32;
const SALT_BYTES = 16;

/**
 * @param cost the cost of each guess
 * @returns the hash with all that is needed to check it: `scrypt$N$r$p$salt$key`
 */
export async function hashPassword(password: string, cost: ScryptCost = COST): Promise<string> {
  const salt = randomBytes(SALT_BYTES);
  const key = await derive(password, salt, cost);
  return ['scrypt', cost.N, cost.r, cost.p, salt.toString('base64'), key.toString('base64')].join('$');
}

/** Compares in constant time. Without a hash, as for an unknown name, it takes as long and answers false. */
export async function isPassword(password: string, hash: string | undefined): Promise<boolean> {
  const [scheme, N, r, p, salt, key] = hash?.split('$') ?? [];
  if (scheme !== 'scrypt' || !salt || !key) {
    await derive(password, Buffer.alloc(SALT_BYTES), COST);
    return false;
  }
  const expected = Buffer.from(key, 'base64');
  const cost = { N: Number(N), r: Number(r), p: Number(p) };
  const given = await derive(password, Buffer.from(salt, 'base64'), cost);
  // No answer may tell by its time that the account is an old one.
  if (isOfEarlierCost(hash))
    await derive(password, Buffer.alloc(SALT_BYTES), { ...COST, p: COST.p - cost.p });
  return expected.length === given.length && timingSafeEqual(expected, given);
}

/** Whether an earlier version made the hash, so that it is to be made anew when the password is known. */
export function isOfEarlierCost(hash = ''): boolean {
  const { N, r, p } = EARLIER_COST;
  return hash.startsWith(`scrypt$${N}$${r}$${p}$`);
}

/** A passcode that was copied may have a space or a line break at its ends. */
function derive(password: string, salt: Buffer, cost: ScryptOptions): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const options = { ...cost, maxmem: 64 * 1024 * 1024 };
    const done = (error: Error | null, key: Buffer): void => (error ? reject(error) : resolve(key));
    scrypt(password.normalize('NFKC').trim(), salt, KEY_BYTES, options, done);
  });
}
