import { join, resolve } from 'node:path';
import { EnvFile } from './env-file.ts';
import { SetupRecord } from './setup-record.ts';

/** The tools' data about an account, in files of the folder in which they start. */
export interface Workspace {
  readonly env: EnvFile;
  readonly record: SetupRecord;
}

export function openWorkspace(folder: string): Workspace {
  return {
    env: new EnvFile(join(resolve(folder), '.env')),
    record: new SetupRecord(join(resolve(folder), '.warm-transfer.json')),
  };
}

/** The part that all commands share. */
export const DIST = join(__dirname, '../dist');
