import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { leaveCertificate } from '../../../emulator/outside/certificate-file.ts';

const folderOf = (pid: number | undefined) => join(tmpdir(), `local-twilio-${pid}-test`);

test('clears at the start what a killed one left, and leaves what runs', () => {
  const killed = folderOf(spawnSync(process.execPath, ['--version']).pid);
  const running = folderOf(process.ppid);
  for (const folder of [killed, running]) mkdirSync(folder, { recursive: true });
  const { file, remove } = leaveCertificate('trust me');
  expect(readFileSync(file, 'utf8')).toBe('trust me');
  expect([existsSync(killed), existsSync(running)]).toEqual([false, true]);
  remove();
  expect(existsSync(dirname(file))).toBe(false);
  rmSync(running, { recursive: true });
});
