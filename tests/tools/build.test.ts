import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from '../../delivery/build.ts';

test('a build that is made anew is whole at every moment, and leaves nothing beside it', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'build-'));
  try {
    const into = join(folder, 'dist');
    await build(into);
    const isWhole = () =>
      ['functions/voice/wait.js', 'assets/index.html'].every((file) => existsSync(join(into, file)));
    expect(isWhole()).toBe(true);
    const state = { isOver: false };
    const again = build(into).finally(() => (state.isOver = true));
    const looks: boolean[] = [];
    for (; !state.isOver; await new Promise((resolve) => void setImmediate(resolve))) looks.push(isWhole());
    await again;
    expect(looks.length).toBeGreaterThan(1);
    expect(looks).not.toContain(false);
    expect(readdirSync(folder)).toEqual(['dist']);
  } finally {
    rmSync(folder, { recursive: true });
  }
});
