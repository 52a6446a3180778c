/** `npm run settings`: checks the company's settings before a deploy. With `--write`, writes docs/settings.md. */
import './terminal/node-version.cjs';
import { readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import {
  fileProblems,
  readSettings,
  SETTING_VARIABLES,
  type SettingProblem,
} from '../src/company-settings.ts';
import { openWorkspace } from '../delivery/workspace.ts';
import { SETTINGS_PAGE, settingsPage } from './settings/page.ts';
import { soundProblems } from './settings/sounds.ts';
import { asTool, commandLine, optionsIn } from './terminal/command-line.ts';
import { runAsProcess, sayTo, type Surroundings } from './terminal/surroundings.ts';

const FILE = join(__dirname, '../src/settings.json');
const SOUNDS_FOLDER = join(__dirname, '../src/assets/sounds');

export const settings = asTool(async (args, surroundings) => {
  const command = commandLine('settings', surroundings)
    .description(
      "Check the company's settings, the variables that override them and the music, before a deploy.",
    )
    .argument('[file]', 'the file', 'src/settings.json')
    .option('--write', 'write docs/settings.md, the list of all settings');
  const { write } = optionsIn<{ write?: true }>(command, args);
  if (write) return writeFileSync(SETTINGS_PAGE, settingsPage());
  const [given] = command.args;
  const file = given === undefined ? FILE : resolve(surroundings.folder, given);
  return report(given ?? 'src/settings.json', file, surroundings);
});

/** @returns the exit code */
function report(name: string, file: string, surroundings: Surroundings): number {
  const say = sayTo(surroundings);
  const { env } = openWorkspace(surroundings.folder);
  const variables = SETTING_VARIABLES.filter((variable) => env.get(variable));
  const wrong = [
    ...problemsIn(name, fileProblems(contentsOf(name, file))),
    ...problemsIn('.env', readSettings(env.all()).problems),
    ...soundProblems(SOUNDS_FOLDER).map((problem) => `src/assets/sounds/${problem}`),
  ];
  for (const line of wrong) say(line);
  if (wrong.length > 0) return 1;
  const overridden = variables.length > 0 ? `; .env overrides ${variables.join(', ')}` : '';
  say(`${name} is right${overridden}. npm run deploy puts it into force.`);
  return 0;
}

function problemsIn(where: string, problems: readonly SettingProblem[]): readonly string[] {
  return problems.map(({ setting, problem }) => `${where}: ${setting}: ${problem}`);
}

/** @throws Error that says where the file is no JSON */
function contentsOf(name: string, file: string): Readonly<Record<string, unknown>> {
  const text = textOf(name, file);
  try {
    const contents: unknown = JSON.parse(text);
    if (typeof contents === 'object' && contents !== null && !Array.isArray(contents))
      return contents as Readonly<Record<string, unknown>>;
  } catch (error) {
    throw new Error(`${name} is no JSON: ${(error as Error).message}`, { cause: error });
  }
  throw new Error(`${name} is no table of settings: copy src/settings.json and change that.`);
}

function textOf(name: string, file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    throw new Error(`${name} cannot be read: is it there?`, { cause: error });
  }
}

if (require.main === module) void runAsProcess(settings);
