'use strict';
/*
 * Preload of the toolkit. When the command that started it is gone, for any reason, the toolkit ends too. It then
 * removes its folder with the secrets.
 */
const { rmSync } = require('node:fs');

const folder = process.cwd();

process.once('disconnect', () => {
  rmSync(folder, { recursive: true, force: true });
  process.exit(1);
});
// The listener must not keep it running.
process.channel?.unref();
