import { join, resolve } from 'node:path';
import { EnvFile } from './env-file.ts';
import { SetupRecord } from './setup-record.ts';

/** The folder in which the tools keep what they know: the current one, so that several accounts can have one each. */
export interface Workspace {
  readonly env: EnvFile;
  readonly record: SetupRecord;
}

export function openWorkspace(folder = process.cwd()): Workspace {
  return {
    env: new EnvFile(join(resolve(folder), '.env')),
    record: new SetupRecord(join(resolve(folder), '.warm-transfer.json')),
  };
}

/** What each command shares. */
export const DIST = join(__dirname, '../../dist');
