/*
 * Leads an unmodified page's Voice and Sync SDK to the emulator. It comes first in every page that the emulator serves,
 * because the SDKs take hold of WebSocket when they load. The page itself knows nothing of it.
 */
(() => {
  'use strict';

  const sockets = [
    // The Voice SDK 2; its first versions and the SDK 1 dial a gateway of another name.
    [/^wss:\/\/(voice-js|chunderw(-[\w-]+)?)(\.[\w-]+)*\.twilio\.com\//, '/__emulator/voice'],
    [/^wss:\/\/tsock(\.[\w-]+)*\.twilio\.com\//, '/__emulator/sync'],
  ];
  const requests = [
    [/^https:\/\/eventgw(\.[\w-]+)*\.twilio\.com\//, '/__emulator/insights'],
    [/^https:\/\/sdk\.twilio\.com\/js\/client\/sounds\/releases\/[^/]+\//, '/__emulator/sounds/'],
  ];

  /** Where this script came from: pages of other servers on this computer may load it, too. */
  const origin = new URL(document.currentScript.src).origin;
  const socketOrigin = origin.replace(/^http/, 'ws');

  function socketAddress(url) {
    const match = sockets.find(([pattern]) => pattern.test(String(url)));
    if (!match) return url;
    const asked = new URL(url);
    asked.searchParams.set('host', asked.host);
    return socketOrigin + match[1] + asked.search;
  }

  function requestAddress(url) {
    const match = requests.find(([pattern]) => pattern.test(String(url)));
    if (!match) return url;
    const [pattern, path] = match;
    return origin + path + (path.endsWith('/') ? String(url).replace(pattern, '') : '');
  }

  window.WebSocket = new Proxy(WebSocket, {
    construct(target, [url, ...rest], newTarget) {
      return Reflect.construct(target, [socketAddress(url), ...rest], newTarget);
    },
  });

  window.fetch = new Proxy(fetch, {
    apply(target, self, [resource, ...rest]) {
      return Reflect.apply(target, self, [
        resource instanceof Request ? resource : requestAddress(resource),
        ...rest,
      ]);
    },
  });

  // oxlint-disable-next-line typescript/unbound-method -- the proxy passes `this` on
  XMLHttpRequest.prototype.open = new Proxy(XMLHttpRequest.prototype.open, {
    apply(target, self, [method, url, ...rest]) {
      return Reflect.apply(target, self, [method, requestAddress(url), ...rest]);
    },
  });
})();
