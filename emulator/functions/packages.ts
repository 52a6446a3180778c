import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import type * as TwilioLibrary from 'twilio';
import type { Build } from './build.ts';

/** The platform's own part of a build, which runs no code here. */
const HANDLER = '@twilio/runtime-handler';
const EXACT = /^\d+\.\d+\.\d+$/;

/** The packages of deployed code: those in the `node_modules` of a folder, or of the folders above it. */
export class Packages {
  readonly #folder: string;
  readonly #require: NodeJS.Require;
  #twilio: typeof TwilioLibrary | undefined;

  /** @param folder the folder of the app that is deployed */
  constructor(folder: string) {
    this.#folder = folder;
    this.#require = createRequire(join(folder, 'package.json'));
  }

  /** @throws Error when the package is not there, or fails */
  load(name: string): unknown {
    return this.#require(name);
  }

  /**
   * The helper library in the app's own version, which is the global `Twilio` and makes `getTwilioClient()`. An app
   * without one gets the emulator's. Loaded when code first asks for it.
   * https://www.twilio.com/docs/serverless/functions-assets/functions/dependencies
   */
  get twilio(): typeof TwilioLibrary {
    const own = this.#version('twilio') === undefined ? require : this.#require;
    return (this.#twilio ??= own('twilio') as typeof TwilioLibrary);
  }

  /** The dependencies that a build names and that are not here, or not in that version: a line each. */
  differences({ dependencies }: Pick<Build, 'dependencies'>): readonly string[] {
    return Object.entries(dependencies).flatMap(([name, asked]) => {
      const found = this.#version(name);
      const isRight = found !== undefined && (found === asked || !EXACT.test(asked));
      if (name === HANDLER || isRight) return [];
      return [`The build asks for ${name} ${asked}, and ${this.#folder} has ${found ?? 'none'}.`];
    });
  }

  #version(name: string): string | undefined {
    for (let folder = this.#folder; ; folder = dirname(folder)) {
      const file = join(folder, 'node_modules', name, 'package.json');
      if (existsSync(file)) return (JSON.parse(readFileSync(file, 'utf8')) as { version: string }).version;
      if (folder === dirname(folder)) return undefined;
    }
  }
}
