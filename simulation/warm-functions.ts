import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { compileFunction } from 'node:vm';
import { loadBuildFromFolder, type Build } from '../emulator/functions/build.ts';

type Handler = (...given: readonly unknown[]) => unknown;
type Scope = Readonly<Record<string, unknown>>;
type Handlers = Readonly<Record<string, { readonly handler: Handler }>>;

/** The values that a Function's entry gives to the loaded code, so that it uses the present world. */
const NAMES = 'Date, Math, setTimeout, clearTimeout, console, crypto, Twilio, require';
const WARM = 'warm';

/** The one file with the code of all Functions. */
export const BUNDLE = 'functions.js';

/** Loads the build that `buildForSimulation` wrote into a folder. */
export async function loadWarmFunctions(folder: string): Promise<WarmFunctions> {
  return new WarmFunctions(await loadBuildFromFolder(folder), readFileSync(join(folder, BUNDLE), 'utf8'));
}

/**
 * A Function as it is deployed in a world. It passes its request to the loaded code.
 * @param name `voice/tick.protected`
 */
export function entryOf(name: string): string {
  return `const run = require('${WARM}'); exports.handler = (...given) => run('${name}', { ${NAMES} }, given);`;
}

/**
 * Keeps the Functions loaded from one world to the next, as the platform keeps them between requests. To compile them
 * for each world would take longer than to run them. Their clock, random numbers and console are always the present
 * world's.
 */
export class WarmFunctions {
  #scope: Scope = {};
  #loaded: Handlers | undefined;

  /**
   * @param build to deploy in each world, made of entries
   * @param source of the one bundle that all entries lead to
   */
  constructor(
    readonly build: Build,
    private readonly source: string,
  ) {}

  /** The value of `require` in a world; undefined for a module that is not kept here. */
  require(name: string): ((name: string, scope: Scope, given: readonly unknown[]) => unknown) | undefined {
    return name === WARM ? this.#run : undefined;
  }

  readonly #run = (name: string, scope: Scope, given: readonly unknown[]): unknown => {
    this.#scope = scope;
    this.#loaded ??= this.#load();
    return this.#loaded[name]?.handler(...given);
  };

  #load(): Handlers {
    const module = { exports: {} as Handlers };
    const scope = { ...this.#delegates(), module, exports: module.exports };
    (compileFunction(this.source, Object.keys(scope)) as Handler)(...Object.values(scope));
    return module.exports;
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
      Math: Object.create(Math, { random: { value: () => present<Math>('Math').random() } }) as unknown,
      ...Object.fromEntries(['console', 'crypto', 'Twilio'].map((name) => [name, view(name)])),
      ...Object.fromEntries(['setTimeout', 'clearTimeout', 'require'].map((name) => [name, call(name)])),
    };
  }
}
