'use strict';
/* Preload of the product that a worker of Jest keeps. When the worker is gone, for any reason, the product stops. */
process.once('disconnect', () => process.kill(process.pid, 'SIGTERM'));
// The channel must not keep it running.
process.channel?.unref();
