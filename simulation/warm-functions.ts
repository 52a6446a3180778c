import { compileFunction } from 'node:vm';
import type { Build } from '../emulator/functions/build.ts';

type Handler = (...given: readonly unknown[]) => unknown;
type Scope = Readonly<Record<string, unknown>>;
interface Module {
  readonly exports: { handler?: Handler };
}

const NAMES = ['Date', 'Math', 'setTimeout', 'clearTimeout', 'console', 'crypto', 'Twilio', 'require'];
const PREFIX = 'warm:';

/**
 * Keeps the Functions of a build loaded from one world to the next, as the platform keeps them between requests: compiling
 * them anew for each world takes longer than running them. Their clock, chance and console are always the present world's.
 */
export class WarmFunctions {
  /** The build to deploy: each Function hands its request on to the one that is loaded here. */
  readonly build: Build;
  readonly #sources: ReadonlyMap<string, string>;
  readonly #modules = new Map<string, Module>();
  #scope: Scope = {};

  constructor(build: Build) {
    this.#sources = new Map(build.functions.map(({ path, source }) => [path, source]));
    const names = NAMES.join(', ');
    this.build = {
      ...build,
      functions: build.functions.map(({ path, ...rest }) => {
        const source = `const run = require('${PREFIX}${path}'); exports.handler = (...given) => run({ ${names} }, given);`;
        return { ...rest, path, source };
      }),
    };
  }

  /** What `require('warm:...')` gives in a world; undefined for other names. */
  require(name: string): ((scope: Scope, given: readonly unknown[]) => unknown) | undefined {
    if (!name.startsWith(PREFIX)) return undefined;
    const path = name.slice(PREFIX.length);
    return (scope, given) => {
      this.#scope = scope;
      return this.#load(path).exports.handler?.(...given);
    };
  }

  #load(path: string): Module {
    const loaded = this.#modules.get(path);
    if (loaded) return loaded;
    const module: Module = { exports: {} };
    const scope = { ...this.#delegates(), module, exports: module.exports };
    const source = this.#sources.get(path) ?? '';
    const run = compileFunction(source, Object.keys(scope), { filename: path }) as Handler;
    this.#modules.set(path, module);
    run(...Object.values(scope));
    return module;
  }

  #delegates(): Scope {
    const present = <T>(name: string): T => this.#scope[name] as T;
    const call =
      (name: string): Handler =>
      (...given) =>
        present<Handler>(name)(...given);
    const view = (name: string) =>
      new Proxy({}, { get: (_, key) => Reflect.get(present<object>(name), key) as unknown });
    const now = () => present<DateConstructor>('Date').now();
    class PresentDate extends Date {
      constructor(...given: readonly unknown[]) {
        super(...((given.length > 0 ? given : [now()]) as [number]));
      }
      static override now = now;
    }
    return {
      Date: PresentDate,
      ...Object.fromEntries(['Math', 'console', 'crypto', 'Twilio'].map((name) => [name, view(name)])),
      ...Object.fromEntries(['setTimeout', 'clearTimeout', 'require'].map((name) => [name, call(name)])),
    };
  }
}
