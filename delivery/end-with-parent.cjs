'use strict';
/*
 * Preload of the toolkit: when the command that started it is gone, however it went, the toolkit ends too and takes the folder
 * with the secrets along that it was given.
 */
const { rmSync } = require('node:fs');

const folder = process.cwd();

process.once('disconnect', () => {
  rmSync(folder, { recursive: true, force: true });
  process.exit(1);
});
// Listening must not keep it running.
process.channel?.unref();
