'use strict';
/* Preload of a server that would listen on every network: this computer alone reaches it. */
const { Server } = require('node:net');

const HOST = '127.0.0.1';
const { listen } = Server.prototype;

Server.prototype.listen = function (first, ...rest) {
  if (typeof first === 'object' && first !== null && first.port !== undefined)
    return listen.call(this, { ...first, host: HOST }, ...rest);
  const isPort = typeof first === 'number' || /^\d+$/.test(String(first));
  if (!isPort) return listen.call(this, first, ...rest);
  const others = typeof rest[0] === 'string' ? rest.slice(1) : rest;
  return listen.call(this, first, HOST, ...others);
};
