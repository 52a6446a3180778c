import { compileFunction } from 'node:vm';
import type { Build } from './build.ts';
import type { Packages } from './packages.ts';

/** A Function's handler: https://www.twilio.com/docs/serverless/functions-assets/functions/invocation */
export type FunctionHandler = (
  context: object,
  event: object,
  callback: (error?: unknown, payload?: unknown) => void,
) => unknown;

/**
 * Loads the code of one build: each Function and private script once, at its first request. No other build shares its
 * module cache.
 */
export class ModuleLoader {
  readonly #sources: ReadonlyMap<string, string>;
  readonly #cache = new Map<string, { exports: Record<string, unknown> }>();
  readonly #globals: Readonly<Record<string, unknown>>;
  readonly #packages: Packages;

  constructor(build: Build, globals: Readonly<Record<string, unknown>>, packages: Packages) {
    const scripts = build.assets.filter(({ visibility }) => visibility === 'private');
    this.#sources = new Map([
      ...build.functions.map(({ path, source }) => [`/functions${path}.js`, source] as const),
      ...scripts.map(({ path, content }) => [`/assets${path}`, content.toString()] as const),
    ]);
    this.#globals = globals;
    this.#packages = packages;
  }

  /** @throws any error of the loaded code, and when the file exports no `handler` */
  handler(path: string): FunctionHandler {
    const { handler } = this.#load(`/functions${path}.js`) as { handler?: FunctionHandler };
    if (typeof handler !== 'function') throw new Error(`The Function ${path} exports no "handler".`);
    return handler;
  }

  #load(id: string): unknown {
    const source = this.#sources.get(id);
    if (source === undefined) return this.#packages.load(id);
    const cached = this.#cache.get(id);
    if (cached) return cached.exports;
    const module = { exports: {} as Record<string, unknown> };
    this.#cache.set(id, module);
    this.#run(id, source, module);
    return module.exports;
  }

  #run(id: string, source: string, module: { exports: Record<string, unknown> }): void {
    const scope = {
      exports: module.exports,
      require: (name: string) => this.#load(name),
      module,
      ...this.#globals,
    };
    try {
      const run = compileFunction(source, Object.keys(scope), { filename: id }) as (
        ...values: unknown[]
      ) => void;
      run(...Object.values(scope));
    } catch (error) {
      this.#cache.delete(id);
      throw error;
    }
  }
}
