import { chmodSync, existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { parseEnv } from 'node:util';

/**
 * The variables of this project, in `.env`: the only place on this computer for secrets. Only its owner can read it. It
 * is replaced in one piece, so that an interruption never leaves half a file.
 */
export class EnvFile {
  readonly path: string;

  constructor(path: string) {
    this.path = path;
  }

  /** Every variable that has a value. */
  all(): Readonly<Record<string, string>> {
    const values = Object.entries(parseEnv(this.#text()));
    return Object.fromEntries(values.filter((entry): entry is [string, string] => Boolean(entry[1])));
  }

  get(name: string): string | undefined {
    return this.all()[name];
  }

  /**
   * Writes variables in their lines, or at the end. Comments and the rest stay.
   * @throws Error for a value with several lines or a quotation mark, because readers of `.env` differ there
   */
  set(values: Readonly<Record<string, string>>): void {
    const text = Object.entries(values).reduce(
      (so, [name, value]) => withLine(so, name, value),
      this.#text(),
    );
    this.#write(text);
  }

  /** Empties variables and keeps their lines and comments. */
  clear(names: readonly string[]): void {
    const known = this.all();
    const there = names.filter((name) => known[name] !== undefined);
    if (there.length > 0) this.set(Object.fromEntries(there.map((name) => [name, ''])));
  }

  #text(): string {
    return existsSync(this.path) ? readFileSync(this.path, 'utf8') : '';
  }

  #write(text: string): void {
    const draft = `${this.path}.new`;
    writeFileSync(draft, text, { mode: 0o600 });
    // The mode above is for new files only.
    chmodSync(draft, 0o600);
    renameSync(draft, this.path);
  }
}

function withLine(text: string, name: string, value: string): string {
  if (/["'`\r\n]/.test(value))
    throw new Error(`${name} cannot be kept in .env: it has a quotation mark or a line break.`);
  const line = /^[\w./:+@=-]*$/.test(value) ? `${name}=${value}` : `${name}="${value}"`;
  const place = new RegExp(`^[ \\t]*(export[ \\t]+)?${name}[ \\t]*=.*$`, 'm');
  if (place.test(text)) return text.replace(place, () => line);
  return `${text}${text === '' || text.endsWith('\n') ? '' : '\n'}${line}\n`;
}
