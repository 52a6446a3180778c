var __create = Object.create;
var __defProp = Object.defineProperty;
var __getOwnPropDesc = Object.getOwnPropertyDescriptor;
var __getOwnPropNames = Object.getOwnPropertyNames;
var __getProtoOf = Object.getPrototypeOf;
var __hasOwnProp = Object.prototype.hasOwnProperty;
var __copyProps = (to, from, except, desc) => {
  if (from && typeof from === "object" || typeof from === "function") {
    for (let key of __getOwnPropNames(from))
      if (!__hasOwnProp.call(to, key) && key !== except)
        __defProp(to, key, { get: () => from[key], enumerable: !(desc = __getOwnPropDesc(from, key)) || desc.enumerable });
  }
  return to;
};
var __toESM = (mod, isNodeMode, target) => (target = mod != null ? __create(__getProtoOf(mod)) : {}, __copyProps(
  // If the importer is in node compatibility mode or this is not an ESM
  // file that has been converted to a CommonJS file using a Babel-
  // compatible transform (i.e. "__esModule" has not been set), then set
  // "default" to the CommonJS "module.exports" for node compatibility.
  isNodeMode || !mod || !mod.__esModule ? __defProp(target, "default", { value: mod, enumerable: true }) : target,
  mod
));

// simulation/build-functions.ts
var import_node_fs = require("node:fs");
var import_node_os = require("node:os");
var import_node_path3 = require("node:path");

// emulator/functions/build.ts
var import_promises = require("node:fs/promises");
var import_node_path = require("node:path");
var FOLDER_BUILD = {
  domainName: "local-0000-dev.twil.io",
  serviceSid: `ZS${"0".repeat(32)}`,
  environmentSid: `ZE${"0".repeat(32)}`,
  buildSid: `ZB${"0".repeat(32)}`,
  variables: {},
  dependencies: {}
};
async function loadBuildFromFolder(folder, rest = {}) {
  const functions = await Promise.all(
    (await filesIn((0, import_node_path.join)(folder, "functions"))).filter(isScript).map(readFunction)
  );
  const assets = await Promise.all((await filesIn((0, import_node_path.join)(folder, "assets"), true)).map(readAsset));
  return { ...FOLDER_BUILD, functions, assets, ...rest };
}
var isScript = ({ file }) => file.endsWith(".js");
async function filesIn(folder, mayMiss = false) {
  const entries = await (0, import_promises.readdir)(folder, { recursive: true, withFileTypes: true }).catch((error) => {
    if (mayMiss) return [];
    throw new Error(`There is nothing to load: ${error.message}. Build the project first.`);
  });
  const files = entries.filter((entry) => entry.isFile()).map((entry) => (0, import_node_path.join)(entry.parentPath, entry.name));
  return files.toSorted().map((file) => ({ file, ...namedBy(file.slice(folder.length).split(import_node_path.sep).join("/")) }));
}
function namedBy(name) {
  const match = /\.(protected|private)(?=\.[^./]+$)/.exec(name);
  return {
    path: name.replace(match?.[0] ?? "", ""),
    visibility: match?.[1] ?? "public"
  };
}
async function readFunction({ file, path, visibility }) {
  return { path: path.slice(0, -(0, import_node_path.extname)(path).length), visibility, source: await (0, import_promises.readFile)(file, "utf8") };
}
async function readAsset({ file, path, visibility }) {
  return { path, visibility, contentType: contentTypeOf(path), content: await (0, import_promises.readFile)(file) };
}
var TYPES = {
  ".html": "text/html",
  ".js": "application/javascript",
  ".css": "text/css",
  ".json": "application/json",
  ".xml": "text/xml",
  ".svg": "image/svg+xml",
  ".png": "image/png",
  ".ico": "image/x-icon",
  ".mp3": "audio/mpeg",
  ".wav": "audio/wav",
  ".txt": "text/plain"
};
function contentTypeOf(path) {
  return TYPES[(0, import_node_path.extname)(path)] ?? "application/octet-stream";
}

// tools/build.ts
var import_node_crypto = require("node:crypto");
var import_promises2 = require("node:fs/promises");
var import_node_path2 = require("node:path");
var import_esbuild = require("esbuild");
var ROOT = (0, import_node_path2.join)(__dirname, "..");
var SOURCE = (0, import_node_path2.join)(ROOT, "src");
var COPIED = /(\.(html|wav|mp3|xml|svg)|^[^/]+\.(css|json))$/;
var NOT_SERVED = /(^|\/)tsconfig\.json$/;
var BUILD_FILE = "build.json";
var TWILIO_IS_THERE = {
  name: "twilio-is-there",
  setup: (build2) => build2.onResolve({ filter: /^twilio$/ }, ({ path }) => ({ path, external: true }))
};
var SMALL_XML = {
  name: "small-xml",
  setup: (build2) => {
    build2.onResolve({ filter: /^xmlbuilder$/ }, ({ path }) => ({ path, namespace: "small-xml" }));
    const contents = `const { create } = require('./xml.ts'); module.exports = { create };`;
    build2.onLoad({ filter: /.*/, namespace: "small-xml" }, () => ({
      contents,
      resolveDir: (0, import_node_path2.join)(SOURCE, "twilio")
    }));
  }
};
async function build(into = (0, import_node_path2.join)(ROOT, "dist")) {
  await (0, import_promises2.rm)(into, { recursive: true, force: true });
  const id = await idOfSource();
  const [functions, assets] = await Promise.all([
    buildFunctions((0, import_node_path2.join)(into, "functions")),
    buildAssets((0, import_node_path2.join)(into, "assets"), id)
  ]);
  return { id, functions, assets };
}
var FUNCTIONS = (0, import_node_path2.join)(SOURCE, "functions");
async function buildFunctions(into) {
  const files = await filesIn2(FUNCTIONS);
  const entryPoints = files.map((file) => (0, import_node_path2.join)(FUNCTIONS, file));
  await (0, import_esbuild.build)({ ...FOR_FUNCTIONS, entryPoints, outbase: FUNCTIONS, outdir: into });
  return files;
}
async function bundleFunctionsTogether(plugins) {
  const names = (await filesIn2(FUNCTIONS)).map((file) => file.replace(/\.ts$/, ""));
  const imports = names.map((name, index) => `import * as f${index} from './${name}.ts';`);
  const exports2 = names.map((name, index) => `f${index} as '${name}'`);
  const contents = [...imports, `export { ${exports2.join(", ")} };`].join("\n");
  const { outputFiles } = await (0, import_esbuild.build)({
    ...FOR_FUNCTIONS,
    stdin: { contents, resolveDir: FUNCTIONS, loader: "ts" },
    plugins: [...plugins, ...FUNCTION_PLUGINS],
    write: false
  });
  return { names, source: outputFiles[0]?.text ?? "" };
}
async function buildAssets(into, id) {
  const folder = (0, import_node_path2.join)(SOURCE, "assets");
  const files = (await filesIn2(folder)).filter((file) => !NOT_SERVED.test(file));
  const copied = files.filter((file) => COPIED.test(file));
  const scripts = files.filter((file) => file.endsWith(".ts") && !file.includes("/"));
  await Promise.all(copied.map((file) => copy((0, import_node_path2.join)(folder, file), (0, import_node_path2.join)(into, file))));
  if (copied.includes("index.html")) await copy((0, import_node_path2.join)(folder, "index.html"), (0, import_node_path2.join)(into, "assets/index.html"));
  await writeInto((0, import_node_path2.join)(into, BUILD_FILE), JSON.stringify({ id }));
  await buildScripts(
    scripts.map((file) => (0, import_node_path2.join)(folder, file)),
    into
  );
  return [...copied, ...scripts];
}
async function buildScripts(entryPoints, outdir) {
  await (0, import_esbuild.build)({
    ...COMMON,
    entryPoints: [...entryPoints],
    outdir,
    platform: "browser",
    target: "es2022",
    format: "iife",
    jsx: "automatic",
    define: { "process.env.NODE_ENV": '"production"' }
  });
}
var COMMON = {
  bundle: true,
  minify: true,
  sourcemap: false,
  legalComments: "none",
  logLevel: "error"
};
var FUNCTION_PLUGINS = [TWILIO_IS_THERE, SMALL_XML];
var FOR_FUNCTIONS = {
  ...COMMON,
  platform: "node",
  target: "node20",
  format: "cjs",
  // The ESM builds of dependencies can be cut down to what is used.
  mainFields: ["module", "main"],
  plugins: [...FUNCTION_PLUGINS]
};
async function idOfSource() {
  const hash = (0, import_node_crypto.createHash)("sha256");
  for (const file of await filesIn2(SOURCE)) hash.update(file).update(await (0, import_promises2.readFile)((0, import_node_path2.join)(SOURCE, file)));
  return hash.digest("hex").slice(0, 12);
}
async function filesIn2(folder) {
  const entries = await (0, import_promises2.readdir)(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile() && !(0, import_node_path2.basename)(entry.name).startsWith("."));
  return files.map((entry) => (0, import_node_path2.relative)(folder, (0, import_node_path2.join)(entry.parentPath, entry.name)).replaceAll("\\", "/")).sort();
}
async function copy(from, to) {
  await (0, import_promises2.mkdir)((0, import_node_path2.dirname)(to), { recursive: true });
  await (0, import_promises2.copyFile)(from, to);
}
async function writeInto(path, content) {
  await (0, import_promises2.mkdir)((0, import_node_path2.dirname)(path), { recursive: true });
  await (0, import_promises2.writeFile)(path, content);
}
async function main() {
  const started = Date.now();
  const { id, functions, assets } = await build();
  const made = `${functions.length} Functions and ${assets.length} assets`;
  process.stdout.write(`Built ${made} as ${id} in ${Date.now() - started} ms.
`);
}
if (require.main === module) {
  main().catch((error) => {
    process.stderr.write(`${error.message}
`);
    process.exitCode = 1;
  });
}

// simulation/warm-functions.ts
var import_node_vm = require("node:vm");
var NAMES = "Date, Math, setTimeout, clearTimeout, console, crypto, Twilio, require";
var WARM = "warm";
function entryOf(name) {
  return `const run = require('${WARM}'); exports.handler = (...given) => run('${name}', { ${NAMES} }, given);`;
}
var WarmFunctions = class {
  /**
   * @param build to deploy in each world, made of entries
   * @param source of the one bundle that all entries lead to
   */
  constructor(build2, source) {
    this.build = build2;
    this.source = source;
  }
  build;
  source;
  #scope = {};
  #loaded;
  /** What `require` gives in a world; undefined for what is not kept here. */
  require(name) {
    return name === WARM ? this.#run : void 0;
  }
  #run = (name, scope, given2) => {
    this.#scope = scope;
    this.#loaded ??= this.#load();
    return this.#loaded[name]?.handler(...given2);
  };
  #load() {
    const module2 = { exports: {} };
    const scope = { ...this.#delegates(), module: module2, exports: module2.exports };
    (0, import_node_vm.compileFunction)(this.source, Object.keys(scope))(...Object.values(scope));
    return module2.exports;
  }
  #delegates() {
    const present = (name) => this.#scope[name];
    const call = (name) => (...given2) => present(name)(...given2);
    const view = (name) => new Proxy({}, { get: (_, key) => Reflect.get(present(name), key) });
    const now = () => present("Date").now();
    class PresentDate extends Date {
      constructor(...given2) {
        super(...given2.length > 0 ? given2 : [now()]);
      }
      static now = now;
    }
    return {
      Date: PresentDate,
      Math: Object.create(Math, { random: { value: () => present("Math").random() } }),
      ...Object.fromEntries(["console", "crypto", "Twilio"].map((name) => [name, view(name)])),
      ...Object.fromEntries(["setTimeout", "clearTimeout", "require"].map((name) => [name, call(name)]))
    };
  }
};

// simulation/build-functions.ts
var SOURCE2 = (0, import_node_path3.join)(__dirname, "../src");
var BUNDLE = "functions.js";
var DIRECTORY = [
  { id: "plumber", name: "Plumber", number: "+15557000001" },
  { id: "lawyer", name: "Lawyer", number: "+15557000002" }
];
var WITH_DIRECTORY = {
  file: "settings.json",
  snippet: '"directory": []',
  instead: `"directory": ${JSON.stringify(DIRECTORY)}`
};
async function buildForSimulation(patches = []) {
  const { names, source } = await bundleFunctionsTogether([patching([...patches, WITH_DIRECTORY])]);
  const folder = (0, import_node_fs.mkdtempSync)((0, import_node_path3.join)((0, import_node_os.tmpdir)(), "simulated-"));
  (0, import_node_fs.writeFileSync)((0, import_node_path3.join)(folder, BUNDLE), source);
  for (const name of names) writeInto2((0, import_node_path3.join)(folder, "functions", `${name}.js`), entryOf(name));
  (0, import_node_fs.cpSync)((0, import_node_path3.join)(SOURCE2, "assets/fallback.xml"), (0, import_node_path3.join)(folder, "assets/fallback.xml"));
  return { folder, remove: () => (0, import_node_fs.rmSync)(folder, { recursive: true, force: true }) };
}
async function loadForSimulation(folder) {
  const build2 = await loadBuildFromFolder(folder);
  return new WarmFunctions(build2, (0, import_node_fs.readFileSync)((0, import_node_path3.join)(folder, BUNDLE), "utf8"));
}
function writeInto2(path, content) {
  (0, import_node_fs.mkdirSync)((0, import_node_path3.dirname)(path), { recursive: true });
  (0, import_node_fs.writeFileSync)(path, content);
}
function patching(patches) {
  const sources = /* @__PURE__ */ new Map();
  for (const { file, snippet, instead } of patches) {
    const source = sources.get(file) ?? (0, import_node_fs.readFileSync)((0, import_node_path3.join)(SOURCE2, file), "utf8");
    const parts = source.split(snippet);
    if (parts.length !== 2)
      throw new Error(`src/${file} has the snippet ${parts.length - 1} times: ${snippet}`);
    sources.set(file, parts.join(instead));
  }
  return {
    name: "patched",
    setup: (build2) => build2.onLoad({ filter: /\.(ts|json)$/ }, ({ path }) => {
      const contents = sources.get((0, import_node_path3.relative)(SOURCE2, path));
      return contents === void 0 ? void 0 : { contents, loader: path.endsWith(".json") ? "json" : "ts" };
    })
  };
}

// simulation/scene.ts
var import_node_crypto8 = require("node:crypto");

// simulation/world.ts
var import_node_crypto7 = require("node:crypto");
var import_twilio = __toESM(require("twilio"));

// emulator/functions/twilio-client.ts
var DEFAULT_TIMEOUT_MS = 3e4;
function inProcessRest(rest, clock) {
  return (options) => ({
    request: async (request) => {
      const limit = request.timeout ?? options.timeout ?? DEFAULT_TIMEOUT_MS;
      return restResponse(await withTimeout(clock, limit, rest(httpRequest(request))));
    }
  });
}
function withTimeout(clock, ms, answer) {
  return new Promise((resolve, reject2) => {
    const cancel = clock.after(ms, () => {
      reject2(Object.assign(new Error(`timeout of ${ms}ms exceeded`), { code: "ECONNABORTED" }));
    });
    answer.then(resolve, reject2).finally(cancel);
  });
}
function clientFor(invocation, credentials, through, options = {}) {
  const twilio2 = library();
  const inner = options.httpClient ?? through?.(options) ?? new twilio2.RequestClient(options);
  const counted = {
    request: (request) => invocation.rest(
      `${request.method.toUpperCase()} ${request.uri.replace(/^https?:\/\//, "")}`,
      () => inner.request(request)
    )
  };
  const { accountSid, authToken } = credentials;
  return new twilio2.Twilio(accountSid, authToken, {
    ...options,
    httpClient: counted
  });
}
var loaded;
function library() {
  return loaded ??= require("twilio");
}
function httpRequest(request) {
  const url = new URL(request.uri);
  for (const [name, value] of fieldsOf(request.params)) url.searchParams.append(name, value);
  const basic = Buffer.from(`${request.username ?? ""}:${request.password ?? ""}`).toString("base64");
  const headers = Object.entries({ ...request.headers, authorization: `Basic ${basic}` });
  return {
    method: request.method.toUpperCase(),
    host: url.hostname,
    path: url.pathname,
    query: url.searchParams,
    headers: Object.fromEntries(headers.map(([name, value]) => [name.toLowerCase(), value])),
    body: Buffer.from(new URLSearchParams(fieldsOf(request.data)).toString())
  };
}
function fieldsOf(data) {
  return Object.entries(data ?? {}).flatMap(
    ([name, value]) => [value].flat().flatMap((one) => one === void 0 ? [] : [[name, String(one)]])
  );
}
function restResponse(response) {
  const text = String(response.body);
  const isJson = String(response.headers["content-type"] ?? "").includes("json");
  return {
    statusCode: response.status,
    body: isJson && text !== "" ? JSON.parse(text) : text,
    headers: response.headers
  };
}

// emulator/ids.ts
var import_node_crypto2 = require("node:crypto");
var randomIds = (prefix) => prefix + (0, import_node_crypto2.randomBytes)(16).toString("hex");
function seededIds(seed) {
  let next = 0;
  return (prefix) => prefix + (0, import_node_crypto2.createHash)("md5").update(`${seed}:${next++}`).digest("hex");
}

// emulator/event-log.ts
var EventLog = class {
  #clock;
  #limit;
  #events = [];
  #next = 1;
  #listeners = /* @__PURE__ */ new Set();
  constructor(clock, limit = 5e3) {
    this.#clock = clock;
    this.#limit = limit;
  }
  record(event) {
    const logged = { ...event, id: this.#next++, at: this.#clock.now() };
    this.#events.push(logged);
    if (this.#events.length > this.#limit * 1.2) this.#events = this.#events.slice(-this.#limit);
    for (const listener of this.#listeners) listener(logged);
    return logged;
  }
  /** Every kept event with an id greater than `after`. */
  list(after = 0) {
    return this.#events.filter((event) => event.id > after);
  }
  clear() {
    this.#events = [];
  }
  subscribe(listener) {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }
};

// emulator/faults.ts
var Faults = class {
  #rules = [];
  #random;
  constructor(random = Math.random) {
    this.#random = random;
  }
  /** Replaces all rules. */
  set(rules) {
    this.#rules = rules.map((rule) => ({
      rule,
      left: rule.times ?? Infinity,
      pattern: rule.match === void 0 ? void 0 : new RegExp(rule.match)
    }));
  }
  list() {
    return this.#rules.filter(({ left }) => left > 0).map(({ rule }) => rule);
  }
  /** The action of the first rule that strikes `what` (`POST /2010-04-01/...`, with the body for webhooks), if any. */
  strike(at, what) {
    const hit = this.#rules.find((entry) => entry.left > 0 && this.#strikes(entry, at, what));
    if (!hit) return void 0;
    hit.left -= 1;
    return hit.rule.action;
  }
  #strikes({ rule, pattern }, at, what) {
    if (rule.at !== at || pattern?.test(what) === false) return false;
    return rule.probability === void 0 || this.#random() < rule.probability;
  }
};

// emulator/functions/functions-host.ts
var import_node_async_hooks = require("node:async_hooks");

// emulator/clock.ts
function sleep(clock, ms) {
  return new Promise((resolve) => void clock.after(ms, resolve));
}

// emulator/functions/function-response.ts
var FunctionResponse = class {
  statusCode;
  body;
  headers = {};
  constructor(given2 = {}) {
    this.statusCode = given2.statusCode ?? 200;
    this.body = given2.body ?? null;
    this.setHeaders(given2.headers ?? {});
  }
  setStatusCode(statusCode) {
    this.statusCode = statusCode;
    return this;
  }
  setBody(body) {
    this.body = body;
    return this;
  }
  setHeaders(headers) {
    this.headers = {};
    for (const [name, value] of Object.entries(headers)) this.appendHeader(name, value);
    return this;
  }
  /** Adds a value to those that the header has. @throws when the value is an object */
  appendHeader(name, value) {
    if (typeof value === "object" && !Array.isArray(value))
      throw new Error("Header value cannot be an object");
    const key = name.toLowerCase();
    const before = this.headers[key];
    this.headers[key] = before === void 0 ? value : [before, value].flat();
    return this;
  }
  setCookie(name, value, attributes = []) {
    return this.appendHeader("set-cookie", [`${name}=${value}`, ...attributes].join(";"));
  }
  removeCookie(name) {
    const others = [this.headers["set-cookie"] ?? []].flat().filter((cookie) => !cookie.startsWith(`${name}=`));
    this.headers["set-cookie"] = [...others, `${name}=;Max-Age=0`];
    return this;
  }
};

// emulator/functions/answers.ts
var JSON_TYPE = { "content-type": "application/json" };
var ONE_DAY_S = 24 * 60 * 60;
function answerOf(payload) {
  if (payload instanceof FunctionResponse) return customAnswer(payload);
  if (typeof payload === "string") return plainAnswer(200, payload);
  if (isTwiml(payload))
    return { status: 200, headers: { "content-type": "text/xml" }, body: payload.toString() };
  return { status: 200, headers: JSON_TYPE, body: payload === void 0 ? "" : JSON.stringify(payload) };
}
function errorAnswer(error) {
  if (!isErrorLike(error)) return plainAnswer(500, typeof error === "string" ? error : JSON.stringify(error));
  const { message, name, stack } = error;
  return { status: 500, headers: JSON_TYPE, body: JSON.stringify({ message, name, stack }) };
}
function plainAnswer(status, body) {
  return { status, headers: { "content-type": "text/plain" }, body };
}
function customAnswer(response) {
  const { "set-cookie": cookies, ...headers } = response.headers;
  const body = response.body ?? "";
  const isText = typeof body === "string" || Buffer.isBuffer(body);
  return {
    status: response.statusCode,
    headers: {
      ...isText ? { "content-type": "text/plain" } : JSON_TYPE,
      ...headers,
      ...cookies !== void 0 && { "set-cookie": [cookies].flat().map(platformCookie) }
    },
    body: isText ? body : JSON.stringify(body)
  };
}
function platformCookie(cookie) {
  const [pair = "", ...attributes] = cookie.split(";").map((part) => part.trim());
  const age = attributes.find((attribute) => /^max-age=/i.test(attribute))?.slice("max-age=".length);
  if (Number(age) > ONE_DAY_S) throw new Error("Cookie Max-Age cannot be more than 24 hours");
  const own = attributes.filter((attribute) => !/^(domain=|httponly$|secure$)/i.test(attribute));
  return [pair, ...own, "HttpOnly", "Secure"].join("; ");
}
function isTwiml(payload) {
  if (typeof payload !== "object" || payload === null) return false;
  return /^(Voice|Messaging|Fax)Response$/.test(payload.constructor?.name ?? "");
}
function isErrorLike(error) {
  return typeof error === "object" && error !== null && "message" in error && "stack" in error;
}

// emulator/functions/assets.ts
var import_node_crypto3 = require("node:crypto");
var REDIRECT_TAG = '<script src="/__emulator/redirect.js"></script>';
function assetFor(assets, path) {
  const wanted = path === "/" ? "/assets/index.html" : decodeURIComponent(path);
  return assets.find((asset) => asset.path === wanted && asset.visibility !== "private");
}
function assetAnswer(asset, request) {
  const etag = `"${(0, import_node_crypto3.createHash)("md5").update(asset.content).digest("hex")}"`;
  const headers = { etag, "cache-control": "public, max-age=0, must-revalidate" };
  if (request.headers["if-none-match"]?.includes(etag)) return { status: 304, headers, body: "" };
  const full = {
    status: 200,
    headers: { ...headers, "content-type": asset.contentType },
    body: request.method === "HEAD" ? "" : asset.content
  };
  return withRedirect(full);
}
function withRedirect(response) {
  if (!String(response.headers["content-type"] ?? "").startsWith("text/html")) return response;
  const html = response.body.toString();
  const body = /<head[^>]*>/i.test(html) ? html.replace(/<head[^>]*>/i, (head) => head + REDIRECT_TAG) : REDIRECT_TAG + html;
  return { ...response, body };
}

// emulator/functions/deployed-build.ts
var import_node_util = require("node:util");

// emulator/functions/event.ts
var import_node_querystring = require("node:querystring");
var HIDDEN = new Set(
  "connection proxy-connection expect host proxy-authorization proxy-authenticate referer trailer transfer-encoding upgrade via x-real-ip".split(" ")
);
var HIDDEN_PREFIXES = ["x-accel-", "x-forwarded-", "i-twilio-"];
function eventOf(request) {
  return {
    request: { headers: visibleHeaders(request.headers), cookies: cookiesOf(request.headers["cookie"]) },
    ...(0, import_node_querystring.parse)(request.query.toString()),
    ...bodyOf(request)
  };
}
function formOf(request) {
  const isForm = mediaType(request) === "application/x-www-form-urlencoded";
  return isForm ? (0, import_node_querystring.parse)(request.body.toString()) : void 0;
}
function bodyOf(request) {
  if (request.body.length === 0) return {};
  const form = formOf(request);
  if (form) return { ...form };
  if (mediaType(request) !== "application/json") return {};
  const json2 = JSON.parse(request.body.toString());
  return typeof json2 === "object" ? { ...json2 } : {};
}
function mediaType(request) {
  return (request.headers["content-type"] ?? "").replace(/;.*$/s, "").trim().toLowerCase();
}
function visibleHeaders(headers) {
  const shown = Object.entries(headers).filter(
    ([name]) => !HIDDEN.has(name) && !HIDDEN_PREFIXES.some((prefix) => name.startsWith(prefix))
  );
  return Object.fromEntries(shown);
}
function cookiesOf(header = "") {
  const pairs = header.split(";").flatMap((part) => {
    const at = part.indexOf("=");
    return at < 0 ? [] : [[part.slice(0, at).trim(), decoded(part.slice(at + 1).trim())]];
  });
  return Object.fromEntries(pairs);
}
function decoded(value) {
  try {
    return decodeURIComponent(value);
  } catch {
    return value;
  }
}

// emulator/functions/invocation.ts
var Invocation = class {
  path;
  method;
  startedAt;
  #clock;
  #trips = [];
  #timers = /* @__PURE__ */ new Set();
  #lastRequest;
  #step = 0;
  #answered = 0;
  #ended = false;
  /** Resolves when its last request has been carried out, if there is a last one. */
  killed;
  #kill;
  /** @param lastRequest it dies when so many of its REST requests have been carried out */
  constructor(path, method2, clock, lastRequest = Infinity) {
    this.path = path;
    this.method = method2;
    this.#clock = clock;
    this.#lastRequest = lastRequest;
    this.killed = new Promise((resolve) => this.#kill = resolve);
    this.startedAt = clock.now();
  }
  get ended() {
    return this.#ended;
  }
  /** Runs `task` on the clock unless the invocation ends before. */
  after(ms, task) {
    if (this.#ended) return () => void 0;
    const cancel = this.#clock.after(ms, () => {
      this.#timers.delete(cancel);
      task();
    });
    this.#timers.add(cancel);
    return () => {
      this.#timers.delete(cancel);
      cancel();
    };
  }
  /**
   * Sends a REST request for the Function. After the end nothing is sent and nothing comes back: the platform stops
   * what still runs when a Function answers.
   */
  async rest(what, send) {
    if (this.#ended) return never();
    const trip = { what, from: ++this.#step, to: Infinity };
    this.#trips.push(trip);
    try {
      return await send();
    } finally {
      trip.to = ++this.#step;
      if (++this.#answered >= this.#lastRequest) this.#die();
      if (this.#ended) await never();
    }
  }
  #die() {
    this.#ended = true;
    for (const cancel of this.#timers) cancel();
    this.#kill();
  }
  /** Ends it: timers are cancelled, answers to its requests are dropped. */
  end(status, buildSid) {
    this.#ended = true;
    for (const cancel of this.#timers) cancel();
    return {
      path: this.path,
      method: this.method,
      buildSid,
      at: this.startedAt,
      durationMs: this.#clock.now() - this.startedAt,
      status,
      sequentialRequests: longestChain(this.#trips),
      rest: this.#trips.map(({ what }) => what),
      rounds: this.#trips.map(({ from }) => 1 + longestChain(this.#trips.filter(({ to }) => to < from)))
    };
  }
};
function longestChain(trips) {
  let count2 = 0;
  let freeFrom = 0;
  for (const trip of trips.toSorted((a, b) => a.to - b.to)) {
    if (trip.from < freeFrom) continue;
    count2 += 1;
    freeFrom = trip.to;
  }
  return count2;
}
function never() {
  return new Promise(() => void 0);
}

// emulator/functions/module-loader.ts
var import_node_module = require("node:module");
var import_node_path4 = require("node:path");
var import_node_vm2 = require("node:vm");
var ModuleLoader = class {
  #sources;
  #cache = /* @__PURE__ */ new Map();
  #globals;
  #require;
  constructor(build2, globals, projectFolder) {
    const scripts = build2.assets.filter(({ visibility }) => visibility === "private");
    this.#sources = new Map([
      ...build2.functions.map(({ path, source }) => [`/functions${path}.js`, source]),
      ...scripts.map(({ path, content }) => [`/assets${path}`, content.toString()])
    ]);
    this.#globals = globals;
    this.#require = (0, import_node_module.createRequire)((0, import_node_path4.join)(projectFolder, "package.json"));
  }
  /** @throws whatever loading throws, and when the file exports no `handler` */
  handler(path) {
    const { handler } = this.#load(`/functions${path}.js`);
    if (typeof handler !== "function") throw new Error(`The Function ${path} exports no "handler".`);
    return handler;
  }
  #load(id) {
    const source = this.#sources.get(id);
    if (source === void 0) return this.#require(id);
    const cached = this.#cache.get(id);
    if (cached) return cached.exports;
    const module2 = { exports: {} };
    this.#cache.set(id, module2);
    this.#run(id, source, module2);
    return module2.exports;
  }
  #run(id, source, module2) {
    const scope = {
      exports: module2.exports,
      require: (name) => this.#load(name),
      module: module2,
      ...this.#globals
    };
    try {
      const run = (0, import_node_vm2.compileFunction)(source, Object.keys(scope), { filename: id });
      run(...Object.values(scope));
    } catch (error) {
      this.#cache.delete(id);
      throw error;
    }
  }
};

// emulator/functions/runtime-globals.ts
function globalsFor(build2, deps) {
  return {
    Twilio: twilioGlobal(),
    Runtime: runtimeGlobal(build2, deps),
    console: consoleFor(deps.log),
    process: Object.create(process, { env: { value: { ...process.env, ...build2.variables } } }),
    Date: clockDate(deps.clock),
    ...timersOn(deps),
    ...deps.extra
  };
}
function twilioGlobal() {
  return new Proxy(
    { Response: FunctionResponse },
    {
      get: (own, name) => name === "Response" ? own.Response : Reflect.get(require("twilio"), name)
    }
  );
}
function runtimeGlobal(build2, deps) {
  const assets = build2.assets.filter(({ visibility }) => visibility === "private");
  return {
    getAssets: () => Object.fromEntries(
      assets.map(({ path, content }) => [path, { path: `/assets${path}`, open: () => content.toString() }])
    ),
    getFunctions: () => Object.fromEntries(
      build2.functions.map(({ path }) => [path.slice(1), { path: `/functions${path}.js` }])
    ),
    getSync: ({ serviceName } = {}) => deps.client().sync.v1.services(serviceName ?? build2.variables["SYNC_SERVICE_SID"] ?? "default")
  };
}
function consoleFor(log) {
  const at = (level) => (...words) => log(level, words);
  const own = { log: at("INFO"), info: at("INFO"), debug: at("INFO"), warn: at("WARN"), error: at("ERROR") };
  return Object.assign(Object.create(console), own);
}
function clockDate(clock) {
  return class extends Date {
    constructor(...given2) {
      super(...given2.length > 0 ? given2 : [clock.now()]);
    }
    static now() {
      return clock.now();
    }
  };
}
function timersOn({ clock, current, crash }) {
  const start = (ms, task) => {
    const invocation = current();
    const guarded = () => {
      try {
        task();
      } catch (error) {
        crash(invocation, error);
      }
    };
    return invocation ? invocation.after(ms, guarded) : clock.after(ms, guarded);
  };
  const once = (task, ms = 0, ...values) => new ClockTimer(start(ms, () => task(...values)));
  const every = (task, ms = 0, ...values) => {
    const again = () => {
      timer.cancel = start(ms, again);
      task(...values);
    };
    const timer = new ClockTimer(start(ms, again));
    return timer;
  };
  const clear = (timer) => timer?.cancel();
  return {
    setTimeout: once,
    setInterval: every,
    setImmediate: (task, ...values) => once(task, 0, ...values),
    clearTimeout: clear,
    clearInterval: clear,
    clearImmediate: clear
  };
}
var ClockTimer = class {
  cancel;
  constructor(cancel) {
    this.cancel = cancel;
  }
  ref() {
    return this;
  }
  unref() {
    return this;
  }
};

// emulator/functions/deployed-build.ts
var TIME_LIMIT_MS = 1e4;
var DeployedBuild = class {
  build;
  #deps;
  #loader;
  #crashes = /* @__PURE__ */ new WeakMap();
  constructor(build2, deps) {
    this.build = build2;
    this.#deps = deps;
    this.#loader = new ModuleLoader(build2, this.#globals(), deps.projectFolder ?? process.cwd());
  }
  /**
   * Runs a Function to its first callback, its crash or the time limit. Never rejects.
   * @param lastRequest it dies when so many of its REST requests have been carried out
   */
  async run(path, request, lastRequest = Infinity) {
    const invocation = new Invocation(path, request.method, this.#deps.clock, lastRequest);
    const response = await this.#outcome(invocation, request);
    return { response, report: invocation.end(response.status, this.build.buildSid) };
  }
  #outcome(invocation, request) {
    return new Promise((resolve) => {
      const crash = (error) => resolve(errorAnswer(error));
      this.#crashes.set(invocation, crash);
      void invocation.killed.then(() => resolve(plainAnswer(500, "The Function was stopped")));
      invocation.after(TIME_LIMIT_MS, () => resolve(plainAnswer(504, "Gateway Time-out")));
      const callback = (error, payload) => {
        if (error !== void 0 && error !== null) return crash(error);
        try {
          resolve(answerOf(payload));
        } catch (refused) {
          crash(refused);
        }
      };
      void this.#deps.running.run(invocation, () => this.#call(invocation, request, callback)).catch(crash);
    });
  }
  async #call(invocation, request, callback) {
    const handler = this.#loader.handler(invocation.path);
    await handler(this.#context(invocation), eventOf(request), callback);
  }
  #context({ path }) {
    const { build: build2 } = this;
    const { accountSid, authToken } = this.#deps.account;
    return {
      ...build2.variables,
      ACCOUNT_SID: accountSid,
      AUTH_TOKEN: authToken,
      DOMAIN_NAME: build2.domainName,
      PATH: path,
      SERVICE_SID: build2.serviceSid,
      ENVIRONMENT_SID: build2.environmentSid,
      getTwilioClient: (options) => this.#client(options)
    };
  }
  #client(options) {
    const invocation = this.#deps.running.getStore();
    if (!invocation) throw new Error("getTwilioClient() works only while a Function runs.");
    return clientFor(invocation, this.#deps.account, this.#deps.rest, options);
  }
  #globals() {
    const { clock, running, print, globals = {} } = this.#deps;
    return globalsFor(this.build, {
      clock,
      current: () => running.getStore(),
      log: (level, words) => print(level, (0, import_node_util.format)(...words)),
      crash: (invocation, error) => {
        print("ERROR", String(error));
        if (invocation) this.#crashes.get(invocation)?.(error);
      },
      client: () => this.#client(),
      extra: globals
    });
  }
};

// emulator/functions/signature.ts
var import_webhooks = require("twilio/lib/webhooks/webhooks.js");
function isSigned(request, domainName, authToken) {
  const signature2 = request.headers["x-twilio-signature"];
  if (signature2 === void 0) return false;
  const query = request.query.size > 0 ? `?${request.rawQuery ?? request.query}` : "";
  const url = `https://${domainName}${request.path}${query}`;
  if (request.query.has("bodySHA256")) {
    return (0, import_webhooks.validateRequestWithBody)(authToken, signature2, url, request.body.toString());
  }
  return (0, import_webhooks.validateRequest)(authToken, signature2, url, request.method === "POST" ? formOf(request) ?? {} : {});
}

// emulator/functions/functions-host.ts
var KEPT = 2e3;
var FunctionsHost = class {
  #deps;
  #running = new import_node_async_hooks.AsyncLocalStorage();
  #builds = /* @__PURE__ */ new Map();
  #newest;
  #invocations = [];
  #logs = [];
  #counts = /* @__PURE__ */ new Map();
  constructor(deps) {
    this.#deps = deps;
  }
  /** Serves the build at its domain from the next request on; requests that run finish on the build before. */
  deploy(build2) {
    this.#newest = new DeployedBuild(build2, {
      ...this.#deps,
      running: this.#running,
      print: (level, message) => this.#print(level, message)
    });
    this.#builds.set(build2.domainName, this.#newest);
  }
  /** Takes a domain off. */
  remove(domainName) {
    if (this.#newest === this.#builds.get(domainName)) this.#newest = void 0;
    this.#builds.delete(domainName);
  }
  /** Whether an https host is served here. */
  serves(host) {
    return this.#builds.has(host);
  }
  /** The build last deployed: what the loopback port shows. */
  get build() {
    return this.#newest?.build;
  }
  /** The last runs, newest last. */
  invocations() {
    return this.#invocations;
  }
  /** How often each path ran since the start or `clear`. */
  counts() {
    return Object.fromEntries(this.#counts);
  }
  logs() {
    return this.#logs;
  }
  /** Forgets runs and log lines; what is deployed stays. */
  clear() {
    this.#invocations = [];
    this.#logs = [];
    this.#counts = /* @__PURE__ */ new Map();
  }
  /** Answers a request as the service's domain would. */
  handle = async (request) => {
    const deployed = this.#builds.get(request.host) ?? this.#newest;
    if (!deployed)
      return plainAnswer(404, "Nothing is deployed here yet. Deploy with the Serverless Toolkit first.");
    const fn = deployed.build.functions.find(({ path }) => path === request.path);
    const found2 = fn ?? assetFor(deployed.build.assets, request.path);
    if (!found2 || found2.visibility === "private") return plainAnswer(404, "The resource was not found");
    if (found2.visibility === "protected" && !isSigned(request, deployed.build.domainName, this.#deps.account.authToken)) {
      return this.#refuse(request);
    }
    return "source" in found2 ? this.#function(deployed, found2, request) : assetAnswer(found2, request);
  };
  #refuse(request) {
    this.#deps.log.record({
      kind: "warning",
      method: request.method,
      url: request.path,
      status: 403,
      message: "Signature missing or wrong on a protected resource"
    });
    return plainAnswer(403, "Unauthorized - you are not authorized to view this resource");
  }
  async #function(deployed, fn, request) {
    const gate = gateAnswer(request);
    if (gate) return gate;
    const fault = this.#deps.faults.strike("function", `${request.method} ${request.path}`);
    if (fault?.do === "delay") await sleep(this.#deps.clock, fault.ms);
    const takesEffect = !fault || ["delay", "repeat", "kill"].includes(fault.do) || "after" in fault && fault.after;
    for (let extra = fault?.do === "repeat" ? fault.times : 1; extra > 1; extra--)
      await this.#run(deployed, fn, request);
    const lastRequest = fault?.do === "kill" ? fault.requests : Infinity;
    const response = takesEffect ? await this.#run(deployed, fn, request, lastRequest) : void 0;
    if (fault?.do === "answer") return plainAnswer(fault.status, "Fault injected");
    if (fault?.do === "hang" || fault?.do === "drop" || !response) return new Promise(() => void 0);
    return withRedirect(response);
  }
  async #run(deployed, fn, request, lastRequest = Infinity) {
    const { response, report: report2 } = await deployed.run(fn.path, request, lastRequest);
    this.#keep(report2, request, response);
    return response;
  }
  #keep(report2, request, response) {
    this.#counts.set(report2.path, (this.#counts.get(report2.path) ?? 0) + 1);
    keep(this.#invocations, report2);
    this.#deps.log.record({
      kind: "function",
      method: report2.method,
      url: report2.path + (request.query.size > 0 ? `?${request.query}` : ""),
      status: report2.status,
      durationMs: report2.durationMs,
      request: request.body.toString(),
      response: response.body.toString().slice(0, 4e3),
      ...report2.status >= 500 && { errorCode: 82002 }
    });
  }
  #print(level, message) {
    const path = this.#running.getStore()?.path ?? "";
    keep(this.#logs, { at: this.#deps.clock.now(), level, message, path });
    this.#deps.log.record({
      kind: level === "INFO" ? "function" : "warning",
      url: path,
      message: `${level} ${message}`
    });
  }
};
function gateAnswer(request) {
  const open = { "access-control-allow-origin": "*", "access-control-allow-headers": "*" };
  if (request.method === "OPTIONS") return { status: 200, headers: open, body: "" };
  if (request.method !== "GET" && request.method !== "POST") return plainAnswer(405, "Method not allowed");
  if (request.method === "GET" && request.body.length > 0)
    return plainAnswer(403, "A GET request cannot have a body");
  return void 0;
}
function keep(entries, entry) {
  entries.push(entry);
  if (entries.length > 2 * KEPT) entries.splice(0, KEPT);
}

// emulator/rest/twilio-error.ts
var TwilioError = class extends Error {
  name = "TwilioError";
  status;
  code;
  constructor(status, code, message) {
    super(message);
    this.status = status;
    this.code = code;
  }
};
function notFound(path) {
  return new TwilioError(404, 20404, `The requested resource ${path} was not found`);
}

// emulator/rest/router.ts
function routed(routes) {
  const table = routes.map((route) => ({ ...route, pattern: patternOf(route.path) }));
  return async (request) => {
    for (const { method: method2, pattern, run } of table) {
      const match = method2 === request.method ? pattern.exec(request.path) : null;
      if (match) return rendered(await run({ request, params: decodedParams(match), form: formOf2(request) }));
    }
    throw notFound(request.path);
  };
}
function param(input, name) {
  return input.params[name] ?? "";
}
function patternOf(path) {
  const source = path.replaceAll(".", String.raw`\.`).replaceAll(/:(\w+)/g, "(?<$1>[^/]+?)");
  return new RegExp(`^${source}/?$`);
}
function decodedParams(match) {
  return Object.fromEntries(
    Object.entries(match.groups ?? {}).map(([name, value]) => [name, decodeURIComponent(value)])
  );
}
function formOf2(request) {
  return request.method === "GET" ? request.query : new URLSearchParams(request.body.toString());
}
function rendered({ status = 200, json: json2, body, headers = {} }) {
  if (json2 === void 0) return { status, headers, body: body ?? "" };
  return { status, headers: { "content-type": "application/json", ...headers }, body: JSON.stringify(json2) };
}

// emulator/rest/api/account-resource.ts
var ACCOUNT_PATH = "/2010-04-01/Accounts/:account";
function rfc2822(at) {
  return at === null || at === void 0 ? null : new Date(at).toUTCString().replace("GMT", "+0000");
}

// emulator/rest/api/accounts.ts
var SUBRESOURCES = [
  "applications",
  "available_phone_numbers",
  "balance",
  "calls",
  "conferences",
  "incoming_phone_numbers",
  "keys",
  "recordings"
];
function accountRoutes({ account, clock }) {
  const createdAt = clock.now();
  const { accountSid } = account;
  return [
    {
      method: "GET",
      path: `${ACCOUNT_PATH}.json`,
      run: (input) => {
        if (param(input, "account") !== accountSid) throw notFound(input.request.path);
        return { json: serialize(accountSid, account.authToken, createdAt) };
      }
    },
    {
      method: "GET",
      path: `${ACCOUNT_PATH}/Balance.json`,
      run: () => ({ json: { account_sid: accountSid, balance: "100.00", currency: "USD" } })
    }
  ];
}
function serialize(sid, authToken, createdAt) {
  const uri = `/2010-04-01/Accounts/${sid}`;
  const camel = (name) => name.replaceAll(/(?:^|_)(\w)/g, (_, letter) => letter.toUpperCase());
  return {
    sid,
    owner_account_sid: sid,
    friendly_name: "Local Twilio",
    auth_token: authToken,
    status: "active",
    type: "Full",
    date_created: rfc2822(createdAt),
    date_updated: rfc2822(createdAt),
    uri: `${uri}.json`,
    subresource_uris: Object.fromEntries(SUBRESOURCES.map((name) => [name, `${uri}/${camel(name)}.json`]))
  };
}

// emulator/rest/paging.ts
function pageOf(items, { form }, largest = 1e3) {
  const asked = Number(form.get("PageSize") ?? 50);
  const pageSize = Math.min(largest, Math.max(1, Number.isFinite(asked) ? Math.floor(asked) : 50));
  const page = Math.max(0, Math.floor(Number(form.get("Page") ?? 0)) || 0);
  const start = page * pageSize;
  return { items: items.slice(start, start + pageSize), page, pageSize, total: items.length, start };
}
function pageUri({ request }, changes) {
  const query = new URLSearchParams(request.query);
  for (const [name, value] of Object.entries(changes)) query.set(name, String(value));
  return `${request.path}?${query}`;
}
function legacyEnvelope(input, key, page, serialize13) {
  const uri = (number) => pageUri(input, { PageSize: page.pageSize, Page: number, PageToken: `P${number}` });
  const end = page.start + page.items.length;
  return {
    first_page_uri: pageUri(input, { PageSize: page.pageSize, Page: 0 }),
    end: Math.max(page.start, end - 1),
    previous_page_uri: page.page > 0 ? uri(page.page - 1) : null,
    [key]: page.items.map(serialize13),
    uri: pageUri(input, { PageSize: page.pageSize, Page: page.page }),
    page_size: page.pageSize,
    start: page.start,
    next_page_uri: end < page.total ? uri(page.page + 1) : null,
    page: page.page
  };
}
function envelope(input, key, page, serialize13) {
  const url = (number) => `https://${input.request.host}${pageUri(input, { PageSize: page.pageSize, Page: number })}`;
  const more = page.start + page.items.length < page.total;
  return {
    meta: {
      page: page.page,
      page_size: page.pageSize,
      first_page_url: url(0),
      previous_page_url: page.page > 0 ? url(page.page - 1) : null,
      url: url(page.page),
      next_page_url: more ? url(page.page + 1) : null,
      key
    },
    [key]: page.items.map(serialize13)
  };
}

// emulator/rest/form.ts
function required(form, name, code = 20001) {
  const value = form.get(name);
  if (value === null || value === "") throw new TwilioError(400, code, `Missing required parameter ${name}`);
  return value;
}
function optional(form, name) {
  return form.get(name) ?? void 0;
}
function flag(form, name) {
  const value = form.get(name)?.toLowerCase();
  if (value === void 0) return void 0;
  if (value !== "true" && value !== "false")
    throw new TwilioError(400, 20001, `${name} must be true or false`);
  return value === "true";
}
function whole(form, name, least, most, code = 20001) {
  const text = form.get(name);
  if (text === null || text === "") return void 0;
  const value = Number(text);
  if (Number.isInteger(value) && value >= least && value <= most) return value;
  throw new TwilioError(400, code, `${name} must be between ${least} and ${most}`);
}
function json(form, name) {
  const text = form.get(name);
  if (text === null) return void 0;
  try {
    return JSON.parse(text);
  } catch {
    throw new TwilioError(400, 54008, `Invalid ${name} JSON`);
  }
}
function given(fields) {
  const entries = Object.entries(fields).filter(([, value]) => value !== void 0);
  return Object.fromEntries(entries);
}

// emulator/rest/api/voice-settings.ts
var NO_VOICE = {
  friendlyName: "",
  voiceUrl: null,
  voiceMethod: "POST",
  voiceFallbackUrl: null,
  voiceFallbackMethod: "POST",
  statusCallback: null,
  statusCallbackMethod: "POST",
  voiceCallerIdLookup: false
};
function voiceSettingsOf(form) {
  return given({
    friendlyName: optional(form, "FriendlyName"),
    voiceUrl: optional(form, "VoiceUrl"),
    voiceMethod: optional(form, "VoiceMethod"),
    voiceFallbackUrl: optional(form, "VoiceFallbackUrl"),
    voiceFallbackMethod: optional(form, "VoiceFallbackMethod"),
    statusCallback: optional(form, "StatusCallback"),
    statusCallbackMethod: optional(form, "StatusCallbackMethod"),
    voiceCallerIdLookup: flag(form, "VoiceCallerIdLookup")
  });
}
function serializeVoiceSettings(settings2) {
  return {
    friendly_name: settings2.friendlyName,
    voice_url: settings2.voiceUrl,
    voice_method: settings2.voiceMethod,
    voice_fallback_url: settings2.voiceFallbackUrl,
    voice_fallback_method: settings2.voiceFallbackMethod,
    status_callback: settings2.statusCallback,
    status_callback_method: settings2.statusCallbackMethod,
    voice_caller_id_lookup: settings2.voiceCallerIdLookup,
    sms_url: null,
    sms_method: "POST",
    sms_fallback_url: null,
    sms_fallback_method: "POST"
  };
}
function routingOf(settings2) {
  const { voiceUrl, voiceFallbackUrl, statusCallback } = settings2;
  return {
    ...voiceUrl && { voiceUrl, voiceMethod: settings2.voiceMethod },
    ...voiceFallbackUrl && {
      voiceFallbackUrl,
      voiceFallbackMethod: settings2.voiceFallbackMethod
    },
    ...statusCallback && {
      statusCallback,
      statusCallbackMethod: settings2.statusCallbackMethod
    }
  };
}

// emulator/rest/api/applications.ts
var ApplicationTable = class {
  #clock;
  #sids;
  #applications = /* @__PURE__ */ new Map();
  constructor({ clock, sids }) {
    this.#clock = clock;
    this.#sids = sids;
  }
  list() {
    return [...this.#applications.values()];
  }
  get(sid) {
    return this.#applications.get(sid);
  }
  /** An application as the switch reads it. */
  find(sid) {
    const application = this.get(sid);
    return application && { sid, ...routingOf(application) };
  }
  create(settings2) {
    const now = this.#clock.now();
    const application = {
      ...NO_VOICE,
      ...settings2,
      sid: this.#sids.next("AP"),
      dateCreated: now,
      dateUpdated: now
    };
    this.#applications.set(application.sid, application);
    return application;
  }
  update(application, changes) {
    const updated = { ...application, ...changes, dateUpdated: this.#clock.now() };
    this.#applications.set(application.sid, updated);
    return updated;
  }
  remove(sid) {
    this.#applications.delete(sid);
  }
};
function applicationRoutes({ applications, account }) {
  const path = `${ACCOUNT_PATH}/Applications`;
  const shown = (application) => serialize2(application, account.accountSid);
  return [
    {
      method: "GET",
      path: `${path}.json`,
      run: (input) => {
        const page = pageOf(named(applications, input.form.get("FriendlyName")), input);
        return { json: legacyEnvelope(input, "applications", page, shown) };
      }
    },
    {
      method: "POST",
      path: `${path}.json`,
      run: ({ form }) => ({ status: 201, json: shown(applications.create(voiceSettingsOf(form))) })
    },
    {
      method: "GET",
      path: `${path}/:sid.json`,
      run: (input) => ({ json: shown(applicationOf(applications, input)) })
    },
    {
      method: "POST",
      path: `${path}/:sid.json`,
      run: (input) => {
        const application = applicationOf(applications, input);
        return { json: shown(applications.update(application, voiceSettingsOf(input.form))) };
      }
    },
    {
      method: "DELETE",
      path: `${path}/:sid.json`,
      run: (input) => {
        applications.remove(applicationOf(applications, input).sid);
        return { status: 204 };
      }
    }
  ];
}
function named(applications, name) {
  return applications.list().filter(({ friendlyName }) => name === null || friendlyName === name);
}
function applicationOf(applications, input) {
  const application = applications.get(param(input, "sid"));
  if (!application) throw notFound(input.request.path);
  return application;
}
function serialize2(application, accountSid) {
  return {
    sid: application.sid,
    account_sid: accountSid,
    ...serializeVoiceSettings(application),
    api_version: "2010-04-01",
    date_created: rfc2822(application.dateCreated),
    date_updated: rfc2822(application.dateUpdated),
    message_status_callback: null,
    sms_status_callback: null,
    public_application_connect_enabled: false,
    uri: `/2010-04-01/Accounts/${accountSid}/Applications/${application.sid}.json`
  };
}

// emulator/rest/api/available-phone-numbers.ts
var FOUND_AT_MOST = 20;
function availableNumberRoutes({ numbers }) {
  const path = `${ACCOUNT_PATH}/AvailablePhoneNumbers/:country`;
  const search = (areaCode) => (input) => {
    const free = candidates(input, areaCode).filter((number) => !numbers.find(number));
    const count2 = Math.min(FOUND_AT_MOST, Number(input.form.get("PageSize") ?? FOUND_AT_MOST));
    const country2 = param(input, "country");
    const found2 = free.slice(0, count2).map((number) => serialize3(number, country2));
    return { json: { available_phone_numbers: found2, uri: input.request.path } };
  };
  return [
    { method: "GET", path: `${path}/Local.json`, run: search("415") },
    { method: "GET", path: `${path}/TollFree.json`, run: search("888") }
  ];
}
function candidates({ form }, areaCode) {
  const area = form.get("AreaCode") ?? areaCode;
  const contains = (form.get("Contains") ?? "").replaceAll(/[*+]/g, "");
  return Array.from({ length: 100 }, (_, index) => `+1${area}55501${String(index).padStart(2, "0")}`).filter(
    (number) => number.includes(contains)
  );
}
function serialize3(number, country2) {
  return {
    friendly_name: `(${number.slice(2, 5)}) ${number.slice(5, 8)}-${number.slice(8)}`,
    phone_number: number,
    lata: null,
    locality: null,
    rate_center: null,
    latitude: null,
    longitude: null,
    region: null,
    postal_code: null,
    iso_country: country2,
    address_requirements: "none",
    beta: false,
    capabilities: { voice: true, SMS: true, MMS: true, fax: false }
  };
}

// emulator/rest/api/incoming-phone-numbers.ts
var NumberTable = class {
  #clock;
  #sids;
  #numbers = /* @__PURE__ */ new Map();
  constructor({ clock, sids }) {
    this.#clock = clock;
    this.#sids = sids;
  }
  list() {
    return [...this.#numbers.values()];
  }
  get(sid) {
    return this.#numbers.get(sid);
  }
  /** The number that a caller dialled, in E.164, as the switch reads it. */
  find(phoneNumber) {
    const number = this.list().find((known) => known.phoneNumber === phoneNumber);
    if (!number) return void 0;
    const { sid, voiceApplicationSid } = number;
    return { sid, phoneNumber, ...routingOf(number), ...voiceApplicationSid && { voiceApplicationSid } };
  }
  /** @throws TwilioError 400 (21421) when it is no number, (21422) when the account has it already */
  buy(phoneNumber, settings2 = {}) {
    if (!/^\+[1-9]\d{6,14}$/.test(phoneNumber)) {
      throw new TwilioError(400, 21421, `PhoneNumber ${phoneNumber} is invalid`);
    }
    if (this.find(phoneNumber))
      throw new TwilioError(400, 21422, `PhoneNumber ${phoneNumber} is not available`);
    const now = this.#clock.now();
    const dates2 = { dateCreated: now, dateUpdated: now };
    const own = { sid: this.#sids.next("PN"), phoneNumber, voiceApplicationSid: null, ...dates2 };
    const number = { ...NO_VOICE, friendlyName: phoneNumber, ...settings2, ...own };
    this.#numbers.set(number.sid, { ...number, voiceApplicationSid: settings2.voiceApplicationSid ?? null });
    return this.#numbers.get(number.sid);
  }
  update(number, changes) {
    const updated = { ...number, ...changes, dateUpdated: this.#clock.now() };
    this.#numbers.set(number.sid, updated);
    return updated;
  }
  release(sid) {
    this.#numbers.delete(sid);
  }
};
function incomingNumberRoutes({ numbers, account }) {
  const path = `${ACCOUNT_PATH}/IncomingPhoneNumbers`;
  const shown = (number) => serialize4(number, account.accountSid);
  return [
    {
      method: "GET",
      path: `${path}.json`,
      run: (input) => {
        const page = pageOf(filtered(numbers, input), input);
        return { json: legacyEnvelope(input, "incoming_phone_numbers", page, shown) };
      }
    },
    {
      method: "POST",
      path: `${path}.json`,
      run: (input) => ({ status: 201, json: shown(bought(numbers, input)) })
    },
    { method: "GET", path: `${path}/:sid.json`, run: (input) => ({ json: shown(numberOf(numbers, input)) }) },
    {
      method: "POST",
      path: `${path}/:sid.json`,
      run: (input) => ({ json: shown(numbers.update(numberOf(numbers, input), settingsOf(input.form))) })
    },
    {
      method: "DELETE",
      path: `${path}/:sid.json`,
      run: (input) => {
        numbers.release(numberOf(numbers, input).sid);
        return { status: 204 };
      }
    }
  ];
}
function filtered(numbers, { form }) {
  const name = form.get("FriendlyName");
  const digits = form.get("PhoneNumber");
  return numbers.list().filter((number) => name === null || number.friendlyName === name).filter((number) => digits === null || number.phoneNumber.includes(digits));
}
function bought(numbers, { form }) {
  const area = form.get("AreaCode");
  const number = form.get("PhoneNumber") ?? (area === null ? "" : `+1${area}5550100`);
  return numbers.buy(number, settingsOf(form));
}
function numberOf(numbers, input) {
  const number = numbers.get(param(input, "sid"));
  if (!number) throw notFound(input.request.path);
  return number;
}
function settingsOf(form) {
  const application = optional(form, "VoiceApplicationSid");
  const cleared = application === "" ? { voiceApplicationSid: null } : {};
  return { ...voiceSettingsOf(form), ...given({ voiceApplicationSid: application }), ...cleared };
}
function serialize4(number, accountSid) {
  return {
    sid: number.sid,
    account_sid: accountSid,
    phone_number: number.phoneNumber,
    ...serializeVoiceSettings(number),
    api_version: "2010-04-01",
    voice_application_sid: number.voiceApplicationSid,
    voice_receive_mode: "voice",
    capabilities: { voice: true, sms: true, mms: true, fax: false },
    date_created: rfc2822(number.dateCreated),
    date_updated: rfc2822(number.dateUpdated),
    address_requirements: "none",
    address_sid: null,
    beta: false,
    bundle_sid: null,
    emergency_address_sid: null,
    emergency_address_status: "unregistered",
    emergency_status: "Inactive",
    identity_sid: null,
    origin: "twilio",
    sms_application_sid: null,
    status: "in-use",
    trunk_sid: null,
    type: "local",
    uri: `/2010-04-01/Accounts/${accountSid}/IncomingPhoneNumbers/${number.sid}.json`
  };
}

// emulator/rest/api/voice-form.ts
var LONGEST_TWIML = 4e3;
function methodOf(form, name) {
  const method2 = form.get(name)?.toUpperCase();
  if (method2 === void 0 || method2 === "GET" || method2 === "POST") return method2;
  throw new TwilioError(400, 21403, `${name} must be GET or POST`);
}
function urlOf(form, name, code = 21205) {
  const url = optional(form, name);
  if (url === void 0 || url === "" || /^https?:\/\/[^/\s]+/.test(url)) return url;
  throw new TwilioError(400, code, `${name} is not a valid URL: ${url}`);
}
function wordOf(form, name, words, code = 20001) {
  const value = form.get(name);
  if (value === null || value === "") return void 0;
  const word = words.find((candidate) => candidate === value);
  if (word === void 0) throw new TwilioError(400, code, `${name} must be one of ${words.join(", ")}`);
  return word;
}
function twimlOf(form) {
  const twiml = optional(form, "Twiml");
  if (twiml && twiml.length > LONGEST_TWIML)
    throw new TwilioError(400, 21216, "Twiml is longer than 4000 characters");
  return given({
    url: urlOf(form, "Url"),
    method: methodOf(form, "Method"),
    twiml,
    applicationSid: optional(form, "ApplicationSid"),
    fallbackUrl: urlOf(form, "FallbackUrl"),
    fallbackMethod: methodOf(form, "FallbackMethod")
  });
}
function callbackOf(form) {
  const events = form.getAll("StatusCallbackEvent").flatMap((names) => names.split(" "));
  const known = ["initiated", "ringing", "answered", "completed"];
  return given({
    statusCallback: urlOf(form, "StatusCallback", 21609),
    statusCallbackMethod: methodOf(form, "StatusCallbackMethod"),
    statusCallbackEvents: events.length > 0 ? known.filter((event) => events.includes(event)) : void 0
  });
}
function datesOf(form, name) {
  const at = (field) => form.has(field) ? Date.parse(form.get(field) ?? "") : void 0;
  const day = at(name);
  return given({
    after: at(`${name}>`) ?? day,
    before: at(`${name}<`) ?? (day === void 0 ? void 0 : day + 864e5)
  });
}

// emulator/rest/api/calls.ts
var STATUSES = [
  "queued",
  "ringing",
  "in-progress",
  "completed",
  "busy",
  "failed",
  "no-answer",
  "canceled"
];
var SUBRESOURCES2 = [
  "events",
  "notifications",
  "payments",
  "recordings",
  "siprec",
  "streams",
  "transcriptions"
];
function callRoutes(exchange) {
  const path = `${ACCOUNT_PATH}/Calls`;
  return [
    {
      method: "POST",
      path: `${path}.json`,
      run: ({ form }) => ({ status: 201, json: serialize5(exchange.createCall(newCall(form))) })
    },
    {
      method: "GET",
      path: `${path}.json`,
      run: (input) => {
        const found2 = exchange.listCalls(filterOf(input.form));
        return { json: legacyEnvelope(input, "calls", pageOf(found2, input), serialize5) };
      }
    },
    {
      method: "GET",
      path: `${path}/:sid.json`,
      run: (input) => ({ json: serialize5(exchange.fetchCall(param(input, "sid"))) })
    },
    {
      method: "POST",
      path: `${path}/:sid.json`,
      run: (input) => ({ json: serialize5(exchange.updateCall(param(input, "sid"), updateOf(input.form))) })
    },
    {
      method: "DELETE",
      path: `${path}/:sid.json`,
      run: (input) => {
        exchange.deleteCall(param(input, "sid"));
        return { status: 204 };
      }
    }
  ];
}
function newCall(form) {
  const source = twimlOf(form);
  const to = required(form, "To", 21201);
  const from = required(form, "From", 21213);
  if (!source.url && !source.twiml && !source.applicationSid) {
    throw new TwilioError(400, 21205, "Url parameter is required.");
  }
  return {
    to,
    from,
    ...source,
    ...callbackOf(form),
    ...given({
      timeout: whole(form, "Timeout", 1, 600, 13214),
      timeLimit: whole(form, "TimeLimit", 1, 86400),
      sendDigits: optional(form, "SendDigits")
    })
  };
}
function updateOf(form) {
  return {
    ...twimlOf(form),
    ...given({
      status: wordOf(form, "Status", ["canceled", "completed"], 21218),
      statusCallback: urlOf(form, "StatusCallback", 21609),
      statusCallbackMethod: methodOf(form, "StatusCallbackMethod"),
      timeLimit: whole(form, "TimeLimit", 1, 86400)
    })
  };
}
function filterOf(form) {
  const { after, before } = datesOf(form, "StartTime");
  return given({
    to: optional(form, "To"),
    from: optional(form, "From"),
    parentCallSid: optional(form, "ParentCallSid"),
    status: wordOf(form, "Status", STATUSES),
    startedAfter: after,
    startedBefore: before
  });
}
function serialize5(call) {
  const uri = `/2010-04-01/Accounts/${call.accountSid}/Calls/${call.sid}`;
  const seconds = ((call.endedAt ?? 0) - (call.startedAt ?? call.endedAt ?? 0)) / 1e3;
  return {
    sid: call.sid,
    account_sid: call.accountSid,
    parent_call_sid: call.parentCallSid ?? null,
    to: call.to,
    to_formatted: call.to,
    from: call.from,
    from_formatted: call.from,
    phone_number_sid: call.phoneNumberSid ?? null,
    status: call.status,
    direction: call.direction,
    date_created: rfc2822(call.createdAt),
    date_updated: rfc2822(call.updatedAt),
    start_time: rfc2822(call.startedAt ?? call.endedAt),
    end_time: rfc2822(call.endedAt),
    duration: call.endedAt === void 0 ? null : String(Math.ceil(seconds)),
    price: null,
    price_unit: "USD",
    answered_by: null,
    api_version: "2010-04-01",
    forwarded_from: null,
    group_sid: null,
    caller_name: null,
    queue_time: String(Math.round(call.queueTimeMs)),
    trunk_sid: null,
    uri: `${uri}.json`,
    subresource_uris: Object.fromEntries(
      SUBRESOURCES2.map((name) => [name, `${uri}/${name.charAt(0).toUpperCase()}${name.slice(1)}.json`])
    )
  };
}

// emulator/rest/api/conferences.ts
function conferenceRoutes(exchange) {
  const path = `${ACCOUNT_PATH}/Conferences`;
  return [
    {
      method: "GET",
      path: `${path}.json`,
      run: (input) => {
        const found2 = exchange.listConferences(filterOf2(input.form));
        return { json: legacyEnvelope(input, "conferences", pageOf(found2, input), serialize6) };
      }
    },
    {
      method: "GET",
      path: `${path}/:sid.json`,
      run: (input) => ({ json: serialize6(exchange.fetchConference(param(input, "sid"))) })
    },
    {
      method: "POST",
      path: `${path}/:sid.json`,
      run: (input) => ({
        json: serialize6(exchange.updateConference(param(input, "sid"), updateOf2(input.form)))
      })
    }
  ];
}
function filterOf2(form) {
  const { after, before } = datesOf(form, "DateCreated");
  return given({
    friendlyName: optional(form, "FriendlyName"),
    status: wordOf(form, "Status", ["init", "in-progress", "completed"]),
    createdAfter: after,
    createdBefore: before
  });
}
function updateOf2(form) {
  return given({
    status: wordOf(form, "Status", ["completed"]),
    announceUrl: urlOf(form, "AnnounceUrl"),
    announceMethod: methodOf(form, "AnnounceMethod")
  });
}
function serialize6(conference) {
  const uri = `/2010-04-01/Accounts/${conference.accountSid}/Conferences/${conference.sid}`;
  return {
    sid: conference.sid,
    account_sid: conference.accountSid,
    friendly_name: conference.friendlyName,
    status: conference.status,
    region: conference.region,
    api_version: "2010-04-01",
    date_created: rfc2822(conference.createdAt),
    date_updated: rfc2822(conference.updatedAt),
    reason_conference_ended: conference.endReason ?? null,
    call_sid_ending_conference: conference.callSidEnding ?? null,
    uri: `${uri}.json`,
    subresource_uris: { participants: `${uri}/Participants.json`, recordings: `${uri}/Recordings.json` }
  };
}

// emulator/rest/api/keys.ts
var import_node_crypto4 = require("node:crypto");
var PATH = `${ACCOUNT_PATH}/Keys`;
function keyRoutes({ account, clock, sids }) {
  const since = clock.now();
  const dates2 = { date_created: rfc2822(since), date_updated: rfc2822(since) };
  const shown = ({ sid, friendlyName }) => ({ sid, friendly_name: friendlyName, ...dates2 });
  return [
    {
      method: "GET",
      path: `${PATH}.json`,
      run: (input) => ({
        json: legacyEnvelope(input, "keys", pageOf([...account.apiKeys.values()], input), shown)
      })
    },
    {
      method: "POST",
      path: `${PATH}.json`,
      run: ({ form }) => {
        const key = create(account, sids, form);
        return { status: 201, json: { ...shown(key), secret: key.secret } };
      }
    },
    { method: "GET", path: `${PATH}/:sid.json`, run: (input) => ({ json: shown(keyOf(account, input)) }) },
    {
      method: "POST",
      path: `${PATH}/:sid.json`,
      run: (input) => {
        const key = keyOf(account, input);
        const friendlyName = input.form.get("FriendlyName") ?? key.friendlyName;
        return { json: shown(store(account, { ...key, friendlyName })) };
      }
    },
    {
      method: "DELETE",
      path: `${PATH}/:sid.json`,
      run: (input) => {
        account.apiKeys.delete(keyOf(account, input).sid);
        return { status: 204 };
      }
    }
  ];
}
function create(account, sids, form) {
  const sid = sids.next("SK");
  const secret = (0, import_node_crypto4.createHash)("sha256").update(`${sid}:${account.authToken}`).digest("hex").slice(0, 32);
  return store(account, { sid, secret, friendlyName: form.get("FriendlyName") ?? "" });
}
function store(account, key) {
  account.apiKeys.set(key.sid, key);
  return key;
}
function keyOf(account, input) {
  const key = account.apiKeys.get(param(input, "sid"));
  if (!key) throw notFound(input.request.path);
  return key;
}

// emulator/rest/api/participants.ts
var EVENTS = [
  "start",
  "end",
  "join",
  "leave",
  "mute",
  "hold",
  "modify",
  "speaker",
  "announcement"
];
function participantRoutes(exchange) {
  const path = `${ACCOUNT_PATH}/Conferences/:conference/Participants`;
  return [
    {
      method: "POST",
      path: `${path}.json`,
      run: (input) => {
        const created = exchange.createParticipant(param(input, "conference"), newParticipant(input.form));
        return { status: 201, json: serialize7(created) };
      }
    },
    {
      method: "GET",
      path: `${path}.json`,
      run: (input) => {
        const found2 = exchange.listParticipants(param(input, "conference"), filterOf3(input.form));
        return { json: legacyEnvelope(input, "participants", pageOf(found2, input), serialize7) };
      }
    },
    ...oneParticipantRoutes(exchange, `${path}/:who.json`)
  ];
}
function oneParticipantRoutes(exchange, path) {
  return [
    {
      method: "GET",
      path,
      run: (input) => ({
        json: serialize7(exchange.fetchParticipant(param(input, "conference"), param(input, "who")))
      })
    },
    {
      method: "POST",
      path,
      run: (input) => {
        const update3 = updateOf3(input.form);
        return {
          json: serialize7(
            exchange.updateParticipant(param(input, "conference"), param(input, "who"), update3)
          )
        };
      }
    },
    {
      method: "DELETE",
      path,
      run: (input) => {
        exchange.deleteParticipant(param(input, "conference"), param(input, "who"));
        return { status: 204 };
      }
    }
  ];
}
function newParticipant(form) {
  const events = form.getAll("ConferenceStatusCallbackEvent").flatMap((names) => names.split(" "));
  return {
    to: required(form, "To", 21201),
    from: required(form, "From", 21213),
    ...callbackOf(form),
    ...given({
      timeout: whole(form, "Timeout", 5, 600),
      timeLimit: whole(form, "TimeLimit", 1, 86400),
      label: optional(form, "Label"),
      muted: flag(form, "Muted"),
      beep: wordOf(form, "Beep", ["true", "false", "onEnter", "onExit"]),
      startConferenceOnEnter: flag(form, "StartConferenceOnEnter"),
      endConferenceOnExit: flag(form, "EndConferenceOnExit"),
      waitUrl: urlOf(form, "WaitUrl"),
      waitMethod: methodOf(form, "WaitMethod"),
      maxParticipants: whole(form, "MaxParticipants", 2, 250),
      region: optional(form, "Region"),
      coaching: flag(form, "Coaching"),
      callSidToCoach: optional(form, "CallSidToCoach"),
      conferenceStatusCallback: urlOf(form, "ConferenceStatusCallback"),
      conferenceStatusCallbackMethod: methodOf(form, "ConferenceStatusCallbackMethod"),
      conferenceStatusCallbackEvents: events.length > 0 ? EVENTS.filter((event) => events.includes(event)) : void 0
    })
  };
}
function updateOf3(form) {
  return given({
    muted: flag(form, "Muted"),
    hold: flag(form, "Hold"),
    holdUrl: urlOf(form, "HoldUrl"),
    holdMethod: methodOf(form, "HoldMethod"),
    announceUrl: urlOf(form, "AnnounceUrl"),
    announceMethod: methodOf(form, "AnnounceMethod"),
    waitUrl: urlOf(form, "WaitUrl"),
    waitMethod: methodOf(form, "WaitMethod"),
    beepOnExit: flag(form, "BeepOnExit"),
    endConferenceOnExit: flag(form, "EndConferenceOnExit"),
    coaching: flag(form, "Coaching"),
    callSidToCoach: optional(form, "CallSidToCoach")
  });
}
function filterOf3(form) {
  return given({ muted: flag(form, "Muted"), hold: flag(form, "Hold"), coaching: flag(form, "Coaching") });
}
function serialize7(participant) {
  const { accountSid, conferenceSid, callSid } = participant;
  return {
    account_sid: accountSid,
    call_sid: callSid,
    conference_sid: conferenceSid,
    label: participant.label ?? null,
    muted: participant.muted,
    hold: participant.hold,
    coaching: participant.coaching,
    call_sid_to_coach: participant.callSidToCoach ?? null,
    start_conference_on_enter: participant.startConferenceOnEnter,
    end_conference_on_exit: participant.endConferenceOnExit,
    status: participant.status,
    queue_time: String(Math.round(participant.queueTimeMs)),
    date_created: rfc2822(participant.createdAt),
    date_updated: rfc2822(participant.updatedAt),
    uri: `/2010-04-01/Accounts/${accountSid}/Conferences/${conferenceSid}/Participants/${callSid}.json`
  };
}

// emulator/rest/api/recordings.ts
function recordingRoutes(exchange) {
  const path = `${ACCOUNT_PATH}/Recordings`;
  const sound = (input) => media(exchange, input);
  const listed3 = (input, callSid) => {
    const page = pageOf(exchange.listRecordings(callSid), input);
    return { json: legacyEnvelope(input, "recordings", page, serialize8) };
  };
  return [
    { method: "GET", path: `${path}.json`, run: (input) => listed3(input, optional(input.form, "CallSid")) },
    {
      method: "GET",
      path: `${ACCOUNT_PATH}/Calls/:call/Recordings.json`,
      run: (input) => listed3(input, param(input, "call"))
    },
    {
      method: "GET",
      path: `${path}/:sid.json`,
      run: (input) => ({ json: serialize8(exchange.fetchRecording(param(input, "sid"))) })
    },
    {
      method: "DELETE",
      path: `${path}/:sid.json`,
      run: (input) => {
        exchange.deleteRecording(param(input, "sid"));
        return { status: 204 };
      }
    },
    { method: "GET", path: `${path}/:sid.wav`, run: sound },
    { method: "GET", path: `${path}/:sid.mp3`, run: sound },
    { method: "GET", path: `${path}/:sid`, run: sound }
  ];
}
function media(exchange, input) {
  const { wav } = exchange.fetchRecording(param(input, "sid"));
  if (!wav) throw notFound(input.request.path);
  return { body: wav, headers: { "content-type": "audio/x-wav" } };
}
function serialize8(recording) {
  const uri = `/2010-04-01/Accounts/${recording.accountSid}/Recordings/${recording.sid}`;
  return {
    sid: recording.sid,
    account_sid: recording.accountSid,
    call_sid: recording.callSid,
    conference_sid: null,
    api_version: "2010-04-01",
    date_created: rfc2822(recording.startedAt),
    date_updated: rfc2822(recording.startedAt + recording.durationMs),
    start_time: rfc2822(recording.startedAt),
    duration: String(Math.round(recording.durationMs / 1e3)),
    price: null,
    price_unit: "USD",
    status: "completed",
    channels: 1,
    source: recording.source,
    error_code: null,
    encryption_details: null,
    uri: `${uri}.json`,
    media_url: `https://api.twilio.com${uri}`,
    subresource_uris: {
      add_on_results: `${uri}/AddOnResults.json`,
      transcriptions: `${uri}/Transcriptions.json`
    }
  };
}

// emulator/rest/api/api.ts
function createApi(deps) {
  return routed([
    ...accountRoutes(deps),
    ...incomingNumberRoutes(deps),
    ...availableNumberRoutes(deps),
    ...applicationRoutes(deps),
    ...keyRoutes(deps),
    ...callRoutes(deps.exchange),
    ...conferenceRoutes(deps.exchange),
    ...participantRoutes(deps.exchange),
    ...recordingRoutes(deps.exchange)
  ]);
}

// emulator/rest/iam/keys.ts
var PATH2 = "/v1/Keys/:sid";
function createIamApi(account) {
  const keyOf2 = (input) => {
    const key = account.apiKeys.get(param(input, "sid"));
    if (!key) throw notFound(input.request.path);
    return key;
  };
  const policies = /* @__PURE__ */ new Map();
  const shown = ({ sid, friendlyName }) => ({
    json: {
      sid,
      friendly_name: friendlyName,
      date_created: null,
      date_updated: null,
      policy: policies.get(sid) ?? null
    }
  });
  return routed([
    { method: "GET", path: PATH2, run: (input) => shown(keyOf2(input)) },
    {
      method: "POST",
      path: PATH2,
      run: (input) => {
        const key = keyOf2(input);
        const policy = optional(input.form, "Policy");
        if (policy !== void 0) policies.set(key.sid, JSON.parse(policy));
        return shown(key);
      }
    }
  ]);
}

// emulator/rest/pricing/phone-numbers.ts
var PRICES = { local: "1.15", "toll free": "2.15" };
function createPricingApi() {
  return routed([
    {
      method: "GET",
      path: "/v1/PhoneNumbers/Countries/:country",
      run: (input) => {
        const country2 = param(input, "country");
        const prices = Object.entries(PRICES).map(([type, price]) => ({
          number_type: type,
          base_price: price,
          current_price: price
        }));
        const url = `https://pricing.twilio.com${input.request.path}`;
        const json2 = {
          country: country2,
          iso_country: country2,
          phone_number_prices: prices,
          price_unit: "USD",
          url
        };
        return { json: json2 };
      }
    }
  ]);
}

// emulator/rest/rest.ts
function createRest(deps) {
  return async (request) => {
    const startedAt = deps.clock.now();
    const response = await withFaults(deps, request, () => answered(deps, request));
    recordRequest(deps, request, response, startedAt);
    return response;
  };
}
async function answered(deps, request) {
  try {
    checkCredentials(deps.account, request);
    const handler = deps.hosts[request.host];
    if (!handler) throw notFound(request.path);
    return await handler(request);
  } catch (error) {
    if (error instanceof TwilioError) return errorResponse(error.status, error.code, error.message);
    deps.log.record({ kind: "warning", message: `Internal error: ${String(error)}`, url: request.path });
    return errorResponse(500, 20500, "An internal server error has occurred");
  }
}
async function withFaults(deps, request, run) {
  const point2 = request.host === "sync.twilio.com" ? "sync" : "rest";
  const fault = deps.faults.strike(point2, `${request.method} ${request.path}`);
  if (!fault || fault.do === "repeat") return run();
  if (fault.do === "delay") await sleep(deps.clock, fault.ms);
  if (fault.do === "delay" || "after" in fault && fault.after) {
    const response = await run();
    if (fault.do === "delay") return response;
  }
  return struck(fault);
}
function struck(fault) {
  if (fault.do !== "answer") return new Promise(() => void 0);
  const code = fault.code ?? (fault.status === 429 ? 20429 : 2e4 + fault.status);
  return errorResponse(fault.status, code, fault.status === 429 ? "Too Many Requests" : "Fault injected");
}
function checkCredentials(account, request) {
  const [, encoded = ""] = /^Basic (.+)$/i.exec(request.headers["authorization"] ?? "") ?? [];
  const [user = "", ...rest] = Buffer.from(encoded, "base64").toString().split(":");
  const secret = user === account.accountSid ? account.authToken : account.apiKeys.get(user)?.secret;
  if (secret === void 0 || secret !== rest.join(":")) throw new TwilioError(401, 20003, "Authenticate");
}
function errorResponse(status, code, message) {
  const body = { code, message, more_info: `https://www.twilio.com/docs/errors/${code}`, status };
  return { status, headers: { "content-type": "application/json" }, body: JSON.stringify(body) };
}
function recordRequest(deps, request, response, startedAt) {
  const query = request.query.size > 0 ? `?${request.query}` : "";
  const url = `https://${request.host}${request.path}${query}`;
  const binary = !String(response.headers["content-type"] ?? "").startsWith("application/json");
  const errorCode = response.status >= 400 && !binary ? Number(JSON.parse(String(response.body)).code) : NaN;
  deps.log.record({
    kind: "rest",
    method: request.method,
    url,
    status: response.status,
    durationMs: deps.clock.now() - startedAt,
    request: request.body.toString(),
    response: binary ? `(${response.body.length} bytes)` : String(response.body),
    ...Number.isFinite(errorCode) && { errorCode }
  });
  if (errorCode === 20404 && !/\/[A-Z]{2}[0-9a-f]{32}(\.json)?$/.test(request.path)) {
    deps.log.record({ kind: "warning", url, message: `Not here: ${request.method} ${url}` });
  }
}

// emulator/rest/sids.ts
var import_node_crypto5 = require("node:crypto");
var SidSource = class {
  #seed;
  #count = 0;
  constructor(seed = (0, import_node_crypto5.randomUUID)()) {
    this.#seed = seed;
  }
  next(prefix) {
    this.#count += 1;
    return sidOf(prefix, `${this.#seed}:${this.#count}`);
  }
};
function sidOf(prefix, words) {
  return prefix + (0, import_node_crypto5.createHash)("md5").update(words).digest("hex");
}

// emulator/rest/trusthub/customer-profiles.ts
function createTrustHubApi(accountSid) {
  const profile = { sid: sidOf("BU", "profile"), status: "twilio-approved" };
  const shown = () => ({
    ...profile,
    account_sid: accountSid,
    policy_sid: sidOf("RN", "policy"),
    friendly_name: "Local business",
    email: null,
    status_callback: null,
    valid_until: null,
    date_created: null,
    date_updated: null,
    errors: null,
    url: `https://trusthub.twilio.com/v1/CustomerProfiles/${profile.sid}`,
    links: {}
  });
  return routed([
    {
      method: "GET",
      path: "/v1/CustomerProfiles",
      run: (input) => {
        const status = input.form.get("Status");
        const found2 = status === null || status === profile.status ? [profile] : [];
        return { json: envelope(input, "results", pageOf(found2, input), shown) };
      }
    },
    {
      method: "POST",
      path: "/v1/CustomerProfiles/:sid",
      run: (input) => {
        if (param(input, "sid") !== profile.sid) throw notFound(input.request.path);
        profile.status = required(input.form, "Status");
        return { json: shown() };
      }
    }
  ]);
}

// emulator/rest/voice/dialing-permissions.ts
var country = (iso2, name, continent, code, enabled) => ({
  iso_code: iso2,
  name,
  continent,
  country_codes: [code],
  low_risk_numbers_enabled: enabled
});
function createVoiceApi() {
  const countries = [
    country("US", "United States/Canada", "NORTH_AMERICA", "+1", true),
    country("GB", "United Kingdom", "EUROPE", "+44", false),
    country("JP", "Japan", "ASIA", "+81", false)
  ];
  const shown = (one) => ({
    ...one,
    high_risk_special_numbers_enabled: false,
    high_risk_tollfraud_numbers_enabled: false,
    url: `https://voice.twilio.com/v1/DialingPermissions/Countries/${one.iso_code}`,
    links: {}
  });
  return routed([
    {
      method: "GET",
      path: "/v1/DialingPermissions/Countries",
      run: (input) => ({ json: envelope(input, "content", pageOf(countries, input), shown) })
    },
    {
      method: "POST",
      path: "/v1/DialingPermissions/BulkCountryUpdates",
      run: ({ form }) => {
        const asked = required(form, "UpdateRequest");
        const changes = json(form, "UpdateRequest");
        for (const { iso_code: iso2, low_risk_numbers_enabled: enabled } of changes) {
          const one = countries.find((known) => known.iso_code === iso2);
          if (one) one.low_risk_numbers_enabled = String(enabled) === "true";
        }
        return { status: 201, json: { update_count: changes.length, update_request: asked } };
      }
    }
  ]);
}

// emulator/server.ts
var import_ws = require("ws");
function outgoingHttp(functions, network = fetchHttp) {
  return async (url, request) => {
    const { hostname, pathname, searchParams, search } = new URL(url);
    if (!functions.serves(hostname)) return network(url, request);
    const headers = Object.entries(request.headers).map(([name, value]) => [name.toLowerCase(), value]);
    return functions.handle({
      method: request.method,
      host: hostname,
      path: pathname,
      query: searchParams,
      rawQuery: search.slice(1),
      headers: { host: hostname, ...Object.fromEntries(headers) },
      body: Buffer.from(request.body)
    });
  };
}
async function fetchHttp(url, request) {
  const { method: method2, headers, body, timeoutMs } = request;
  try {
    const signal = AbortSignal.timeout(Math.max(1, timeoutMs));
    const sent = { method: method2, headers, redirect: "manual", signal, ...method2 !== "GET" && { body } };
    const response = await fetch(url, sent);
    const content = Buffer.from(await response.arrayBuffer());
    return { status: response.status, headers: Object.fromEntries(response.headers), body: content };
  } catch (error) {
    throw Object.assign(new Error(`${url} did not answer`, { cause: error }), { code: codeOf(error) });
  }
}
function codeOf(error) {
  const { name, cause } = error;
  return name === "TimeoutError" ? "ETIMEDOUT" : cause?.code ?? "ECONNREFUSED";
}

// emulator/serverless/store.ts
var ServerlessStore = class {
  services = /* @__PURE__ */ new Map();
  #deps;
  constructor(deps) {
    this.#deps = deps;
  }
  now() {
    return this.#deps.clock.now();
  }
  sid(prefix) {
    return this.#deps.sids.next(prefix);
  }
  /** A service by SID or unique name. @throws TwilioError 404 */
  service(name) {
    const byName = () => [...this.services.values()].find(({ uniqueName }) => uniqueName === name);
    return found(this.services.get(name) ?? byName(), `/v1/Services/${name}`);
  }
  /** @throws TwilioError 409 when the name is taken */
  addService(uniqueName, rest) {
    if ([...this.services.values()].some((service2) => service2.uniqueName === uniqueName)) {
      throw new TwilioError(409, 20409, `Service with unique name ${uniqueName} already exists`);
    }
    const sid = this.sid("ZS");
    const digits = String(Number.parseInt(sid.slice(2, 8), 16) % 1e4).padStart(4, "0");
    const service = {
      sid,
      uniqueName,
      ...rest,
      domainBase: `${uniqueName}-${digits}`.toLowerCase(),
      createdAt: this.now(),
      updatedAt: this.now(),
      environments: /* @__PURE__ */ new Map(),
      functions: /* @__PURE__ */ new Map(),
      assets: /* @__PURE__ */ new Map(),
      builds: /* @__PURE__ */ new Map()
    };
    this.services.set(sid, service);
    return service;
  }
  removeService(service) {
    for (const { domainName } of service.environments.values()) this.#deps.target.remove(domainName);
    this.services.delete(service.sid);
  }
  /** @throws TwilioError 409 when the name or the suffix is taken */
  addEnvironment(service, uniqueName, domainSuffix) {
    const taken = [...service.environments.values()].some(
      (environment2) => environment2.uniqueName === uniqueName || environment2.domainSuffix === domainSuffix
    );
    if (taken) throw new TwilioError(409, 20409, `Environment ${uniqueName} already exists`);
    const domainName = `${service.domainBase}${domainSuffix ? `-${domainSuffix}` : ""}.twil.io`;
    const environment = {
      sid: this.sid("ZE"),
      uniqueName,
      domainSuffix,
      domainName,
      buildSid: null,
      createdAt: this.now(),
      updatedAt: this.now(),
      variables: /* @__PURE__ */ new Map(),
      deployments: /* @__PURE__ */ new Map()
    };
    service.environments.set(environment.sid, environment);
    return environment;
  }
  removeEnvironment(service, environment) {
    this.#deps.target.remove(environment.domainName);
    service.environments.delete(environment.sid);
  }
  /** Puts a build behind the environment's domain. */
  deploy(service, environment, build2) {
    const deployment = { sid: this.sid("ZD"), buildSid: build2.sid, createdAt: this.now() };
    environment.deployments.set(deployment.sid, deployment);
    environment.buildSid = build2.sid;
    environment.updatedAt = this.now();
    this.#deps.target.deploy(hosted(service, environment, build2));
    return deployment;
  }
  /** Makes a changed variable visible to what is deployed. */
  redeploy(service, environment) {
    const build2 = service.builds.get(environment.buildSid ?? "");
    if (build2) this.#deps.target.deploy(hosted(service, environment, build2));
  }
  /** The versions with these SIDs. @throws TwilioError 400 when one is unknown */
  versions(resources, sids) {
    const all = new Map([...resources.values()].flatMap((resource) => [...resource.versions]));
    return sids.map((sid) => {
      const version = all.get(sid);
      if (!version) throw new TwilioError(400, 20001, `Version ${sid} does not exist`);
      return version;
    });
  }
};
function found(value, path) {
  if (value === void 0) throw notFound(path);
  return value;
}
function hosted(service, environment, build2) {
  return {
    domainName: environment.domainName,
    serviceSid: service.sid,
    environmentSid: environment.sid,
    buildSid: build2.sid,
    functions: build2.functionVersions.map(({ path, visibility, content }) => ({
      path,
      visibility,
      source: content.toString()
    })),
    assets: build2.assetVersions.map(({ path, visibility, contentType, content }) => ({
      path,
      visibility,
      contentType,
      content
    })),
    variables: Object.fromEntries([...environment.variables.values()].map(({ key, value }) => [key, value])),
    dependencies: Object.fromEntries(build2.dependencies.map(({ name, version }) => [name, version]))
  };
}

// emulator/serverless/collection-routes.ts
function collectionRoutes(collection) {
  const { path, key, items, view, create: create4, update: update3, remove } = collection;
  const one = (input) => found(items(input).get(param(input, "sid")), input.request.path);
  const list = (input) => ({
    json: envelope(input, key, pageOf([...items(input).values()], input, 100), (item) => view(input, item))
  });
  const routes = [
    { method: "GET", path, run: list },
    { method: "GET", path: `${path}/:sid`, run: (input) => ({ json: view(input, one(input)) }) }
  ];
  if (create4) {
    const run = async (input) => ({ status: 201, json: view(input, await create4(input)) });
    routes.push({ method: "POST", path, run });
  }
  if (update3) routes.push({ method: "POST", path: `${path}/:sid`, run: updated });
  if (remove) routes.push({ method: "DELETE", path: `${path}/:sid`, run: removed });
  return routes;
  function updated(input) {
    const item = one(input);
    update3?.(input, item);
    return { json: view(input, item) };
  }
  function removed(input) {
    remove?.(input, one(input));
    return { status: 204 };
  }
}

// emulator/serverless/lookup.ts
function serviceOf(store2, input) {
  return store2.service(param(input, "service"));
}
function environmentOf(store2, input) {
  return found(serviceOf(store2, input).environments.get(param(input, "environment")), input.request.path);
}

// emulator/serverless/build-routes.ts
var PATH3 = "/v1/Services/:service/Builds";
function buildRoutes(store2, views) {
  const builds = (input) => serviceOf(store2, input).builds;
  const status = (input) => {
    const build2 = found(builds(input).get(param(input, "sid")), input.request.path);
    return { json: views.buildStatus(serviceOf(store2, input), build2) };
  };
  return [
    { method: "GET", path: `${PATH3}/:sid/Status`, run: status },
    ...collectionRoutes({
      path: PATH3,
      key: "builds",
      items: builds,
      view: (input, build2) => views.build(serviceOf(store2, input), build2),
      create: (input) => addBuild(store2, input),
      remove: (input, build2) => removeBuild(store2, input, build2)
    })
  ];
}
function addBuild(store2, input) {
  const service = serviceOf(store2, input);
  const { form } = input;
  const build2 = {
    sid: store2.sid("ZB"),
    functionVersions: store2.versions(service.functions, form.getAll("FunctionVersions")),
    assetVersions: store2.versions(service.assets, form.getAll("AssetVersions")),
    dependencies: dependenciesOf(optional(form, "Dependencies")),
    runtime: optional(form, "Runtime") ?? "node22",
    createdAt: store2.now()
  };
  refuseTwice([...build2.functionVersions, ...build2.assetVersions]);
  service.builds.set(build2.sid, build2);
  return build2;
}
function removeBuild(store2, input, build2) {
  const service = serviceOf(store2, input);
  if ([...service.environments.values()].some(({ buildSid }) => buildSid === build2.sid)) {
    throw new TwilioError(409, 20409, `Build ${build2.sid} is deployed`);
  }
  service.builds.delete(build2.sid);
}
function refuseTwice(versions) {
  const paths = versions.map(({ path }) => path);
  const twice = paths.find((path, index) => paths.indexOf(path) !== index);
  if (twice !== void 0) throw new TwilioError(400, 20001, `Two versions have the path ${twice}`);
}
function dependenciesOf(text = "[]") {
  try {
    const parsed2 = JSON.parse(/^"\[.*\]"$/s.test(text) ? text.slice(1, -1) : text);
    if (Array.isArray(parsed2)) return parsed2;
  } catch {
  }
  throw new TwilioError(400, 20001, "Dependencies must be a JSON list of {name, version}");
}

// emulator/serverless/resource-views.ts
function serviceUrl({ sid }) {
  return `https://serverless.twilio.com/v1/Services/${sid}`;
}
var iso = (at) => new Date(at).toISOString().replace(/\.\d+Z$/, "Z");
var dates = ({ createdAt, updatedAt }) => ({
  date_created: iso(createdAt),
  date_updated: iso(updatedAt ?? createdAt)
});
var linksOf = (url, names) => Object.fromEntries(Object.entries(names).map(([key, path]) => [key, `${url}/${path}`]));
var ResourceViews = class {
  #accountSid;
  constructor(accountSid) {
    this.#accountSid = accountSid;
  }
  service(service) {
    const url = serviceUrl(service);
    return {
      sid: service.sid,
      account_sid: this.#accountSid,
      friendly_name: service.friendlyName,
      unique_name: service.uniqueName,
      include_credentials: service.includeCredentials,
      ui_editable: service.uiEditable,
      domain_base: service.domainBase,
      ...dates(service),
      url,
      links: linksOf(url, {
        environments: "Environments",
        functions: "Functions",
        assets: "Assets",
        builds: "Builds"
      })
    };
  }
  environment(service, environment) {
    const url = `${serviceUrl(service)}/Environments/${environment.sid}`;
    return {
      ...this.#owned(service, environment.sid),
      build_sid: environment.buildSid,
      unique_name: environment.uniqueName,
      domain_suffix: environment.domainSuffix,
      domain_name: environment.domainName,
      ...dates(environment),
      url,
      links: linksOf(url, { variables: "Variables", deployments: "Deployments", logs: "Logs" })
    };
  }
  variable(service, environment, variable) {
    return {
      ...this.#owned(service, variable.sid),
      environment_sid: environment.sid,
      key: variable.key,
      value: variable.value,
      ...dates(variable),
      url: `${serviceUrl(service)}/Environments/${environment.sid}/Variables/${variable.sid}`
    };
  }
  deployment(service, environment, deployment) {
    return {
      ...this.#owned(service, deployment.sid),
      environment_sid: environment.sid,
      build_sid: deployment.buildSid,
      ...dates(deployment),
      url: `${serviceUrl(service)}/Environments/${environment.sid}/Deployments/${deployment.sid}`
    };
  }
  resource(service, kind, resource) {
    const url = `${serviceUrl(service)}/${collectionOf(kind)}/${resource.sid}`;
    return {
      ...this.#owned(service, resource.sid),
      friendly_name: resource.friendlyName,
      ...dates(resource),
      url,
      links: linksOf(url, { [`${kind}_versions`]: "Versions" })
    };
  }
  version(service, kind, version) {
    const url = `${serviceUrl(service)}/${collectionOf(kind)}/${version.resourceSid}/Versions/${version.sid}`;
    return {
      ...this.#owned(service, version.sid),
      [`${kind}_sid`]: version.resourceSid,
      path: version.path,
      visibility: version.visibility,
      date_created: iso(version.createdAt),
      url,
      ...kind === "function" && { links: linksOf(url, { function_version_content: "Content" }) }
    };
  }
  content(service, version) {
    return {
      ...this.#owned(service, version.sid),
      function_sid: version.resourceSid,
      content: version.content.toString(),
      url: `${serviceUrl(service)}/Functions/${version.resourceSid}/Versions/${version.sid}/Content`
    };
  }
  build(service, build2) {
    const url = `${serviceUrl(service)}/Builds/${build2.sid}`;
    return {
      ...this.#owned(service, build2.sid),
      status: "completed",
      asset_versions: build2.assetVersions.map((version) => this.version(service, "asset", version)),
      function_versions: build2.functionVersions.map((version) => this.version(service, "function", version)),
      dependencies: build2.dependencies,
      runtime: build2.runtime,
      ...dates(build2),
      url,
      links: linksOf(url, { build_status: "Status" })
    };
  }
  buildStatus(service, build2) {
    const url = `${serviceUrl(service)}/Builds/${build2.sid}/Status`;
    return { ...this.#owned(service, build2.sid), status: "completed", url };
  }
  #owned(service, sid) {
    return { sid, account_sid: this.#accountSid, service_sid: service.sid };
  }
};
function collectionOf(kind) {
  return kind === "function" ? "Functions" : "Assets";
}

// emulator/serverless/upload.ts
var import_busboy = __toESM(require("busboy"));
function readUpload(request) {
  return new Promise((resolve, reject2) => {
    const refuse = (why) => reject2(new TwilioError(400, 20001, why));
    const fields = {};
    let file;
    try {
      const parser2 = (0, import_busboy.default)({ headers: request.headers, defParamCharset: "utf8" });
      parser2.on("field", (name, value) => fields[name] = value);
      parser2.on("file", (_name, stream, { mimeType }) => {
        const chunks = [];
        stream.on("data", (chunk) => chunks.push(chunk));
        stream.on("end", () => file = { content: Buffer.concat(chunks), contentType: mimeType });
      });
      parser2.on(
        "close",
        () => file ? resolve({ fields, ...file }) : refuse("Missing required parameter Content")
      );
      parser2.on("error", (error) => refuse(String(error)));
      parser2.end(request.body);
    } catch (error) {
      refuse(String(error));
    }
  });
}

// emulator/serverless/resource-routes.ts
var [RESOURCE_SID, VERSION_SID] = ["ZH", "ZN"];
function resourceRoutes(store2, views, kind) {
  const all = (input) => serviceOf(store2, input)[kind === "function" ? "functions" : "assets"];
  const path = `/v1/Services/:service/${collectionOf(kind)}`;
  return [
    ...collectionRoutes({
      path,
      key: `${kind}s`,
      items: all,
      view: (input, resource) => views.resource(serviceOf(store2, input), kind, resource),
      create: (input) => {
        const friendlyName = required(input.form, "FriendlyName");
        const [sid, now] = [store2.sid(RESOURCE_SID), store2.now()];
        const resource = { sid, friendlyName, createdAt: now, updatedAt: now, versions: /* @__PURE__ */ new Map() };
        all(input).set(sid, resource);
        return resource;
      },
      update: (input, resource) => {
        resource.friendlyName = required(input.form, "FriendlyName");
        resource.updatedAt = store2.now();
      },
      remove: (input, resource) => all(input).delete(resource.sid)
    }),
    ...versionRoutes(store2, views, kind, path)
  ];
}
function versionRoutes(store2, views, kind, path) {
  const parent = (input) => {
    const all = serviceOf(store2, input)[kind === "function" ? "functions" : "assets"];
    return found(all.get(param(input, "resource")), input.request.path);
  };
  const routes = collectionRoutes({
    path: `${path}/:resource/Versions`,
    key: `${kind}_versions`,
    items: (input) => parent(input).versions,
    view: (input, version) => views.version(serviceOf(store2, input), kind, version),
    create: async (input) => addVersion(store2, parent(input), input)
  });
  if (kind === "asset") return routes;
  const content = (input) => {
    const version = found(parent(input).versions.get(param(input, "sid")), input.request.path);
    return { json: views.content(serviceOf(store2, input), version) };
  };
  return [...routes, { method: "GET", path: `${path}/:resource/Versions/:sid/Content`, run: content }];
}
async function addVersion(store2, resource, input) {
  const { fields, content, contentType } = await readUpload(input.request);
  const version = {
    sid: store2.sid(VERSION_SID),
    resourceSid: resource.sid,
    path: pathOf(fields["Path"]),
    visibility: visibilityOf(fields["Visibility"]),
    contentType,
    content,
    createdAt: store2.now()
  };
  resource.versions.set(version.sid, version);
  return version;
}
function pathOf(path = "") {
  if (/^\/?[^\s]+$/.test(path)) return path.startsWith("/") ? path : `/${path}`;
  throw new TwilioError(400, 20001, `Path "${path}" is not valid`);
}
function visibilityOf(visibility) {
  if (visibility === "public" || visibility === "protected" || visibility === "private") return visibility;
  throw new TwilioError(400, 20001, "Visibility must be public, protected or private");
}

// emulator/serverless/serverless-api.ts
function createServerlessApi(deps) {
  const store2 = new ServerlessStore(deps);
  const views = new ResourceViews(deps.accountSid);
  const handle = routed([
    ...serviceRoutes(store2, views),
    ...environmentRoutes(store2, views),
    ...variableRoutes(store2, views),
    ...deploymentRoutes(store2, views),
    ...resourceRoutes(store2, views, "function"),
    ...resourceRoutes(store2, views, "asset"),
    ...buildRoutes(store2, views),
    logRoute(store2, deps)
  ]);
  return { handle, store: store2 };
}
function serviceRoutes(store2, views) {
  const change = ({ form }, service) => {
    service.friendlyName = optional(form, "FriendlyName") ?? service.friendlyName;
    service.includeCredentials = flag(form, "IncludeCredentials") ?? service.includeCredentials;
    service.uiEditable = flag(form, "UiEditable") ?? service.uiEditable;
    service.updatedAt = store2.now();
  };
  return collectionRoutes({
    path: "/v1/Services",
    key: "services",
    items: (input) => withNames(store2, input),
    view: (_input, service) => views.service(service),
    create: ({ form }) => store2.addService(required(form, "UniqueName"), {
      friendlyName: required(form, "FriendlyName"),
      includeCredentials: flag(form, "IncludeCredentials") ?? true,
      uiEditable: flag(form, "UiEditable") ?? false
    }),
    update: change,
    remove: (_input, service) => store2.removeService(service)
  });
}
function withNames(store2, input) {
  const name = param(input, "sid");
  return name === "" ? store2.services : /* @__PURE__ */ new Map([[name, store2.service(name)]]);
}
function environmentRoutes(store2, views) {
  return collectionRoutes({
    path: "/v1/Services/:service/Environments",
    key: "environments",
    items: (input) => serviceOf(store2, input).environments,
    view: (input, environment) => views.environment(serviceOf(store2, input), environment),
    create: (input) => {
      const suffix = optional(input.form, "DomainSuffix") || null;
      return store2.addEnvironment(serviceOf(store2, input), required(input.form, "UniqueName"), suffix);
    },
    remove: (input, environment) => store2.removeEnvironment(serviceOf(store2, input), environment)
  });
}
function variableRoutes(store2, views) {
  const apply = (input) => store2.redeploy(serviceOf(store2, input), environmentOf(store2, input));
  return collectionRoutes({
    path: "/v1/Services/:service/Environments/:environment/Variables",
    key: "variables",
    items: (input) => environmentOf(store2, input).variables,
    view: (input, variable) => views.variable(serviceOf(store2, input), environmentOf(store2, input), variable),
    create: (input) => {
      const { variables } = environmentOf(store2, input);
      const [key, value] = [required(input.form, "Key"), required(input.form, "Value")];
      if ([...variables.values()].some((variable2) => variable2.key === key)) {
        throw new TwilioError(409, 20409, `Variable ${key} already exists`);
      }
      const variable = { sid: store2.sid("ZV"), key, value, createdAt: store2.now(), updatedAt: store2.now() };
      variables.set(variable.sid, variable);
      apply(input);
      return variable;
    },
    update: (input, variable) => {
      variable.key = optional(input.form, "Key") ?? variable.key;
      variable.value = optional(input.form, "Value") ?? variable.value;
      variable.updatedAt = store2.now();
      apply(input);
    },
    remove: (input, variable) => {
      environmentOf(store2, input).variables.delete(variable.sid);
      apply(input);
    }
  });
}
function deploymentRoutes(store2, views) {
  return collectionRoutes({
    path: "/v1/Services/:service/Environments/:environment/Deployments",
    key: "deployments",
    items: (input) => environmentOf(store2, input).deployments,
    view: (input, deployment) => views.deployment(serviceOf(store2, input), environmentOf(store2, input), deployment),
    create: (input) => {
      const service = serviceOf(store2, input);
      const build2 = found(service.builds.get(required(input.form, "BuildSid")), input.request.path);
      return store2.deploy(service, environmentOf(store2, input), build2);
    }
  });
}
function logRoute(store2, deps) {
  const run = (input) => {
    const [service, environment] = [serviceOf(store2, input), environmentOf(store2, input)];
    const entries = deps.logs().map((entry, index) => ({ ...entry, index }));
    const json2 = envelope(input, "logs", pageOf(entries.toReversed(), input, 100), (entry) => ({
      sid: `NO${entry.index.toString(16).padStart(32, "0")}`,
      account_sid: deps.accountSid,
      service_sid: service.sid,
      environment_sid: environment.sid,
      build_sid: environment.buildSid,
      function_sid: [...service.functions.values()].find(({ friendlyName }) => friendlyName === entry.path)?.sid ?? null,
      level: entry.level,
      message: entry.message,
      date_created: new Date(entry.at).toISOString()
    }));
    return { json: json2 };
  };
  return { method: "GET", path: "/v1/Services/:service/Environments/:environment/Logs", run };
}

// emulator/signalling/device-registry.ts
var DeviceRegistry = class {
  #devices = /* @__PURE__ */ new Map();
  /** Makes the device reachable at its address; a device with the same id is replaced. */
  add(device) {
    this.#devices.set(device.id, device);
  }
  /** Makes the device unreachable. A newer device that took its id over stays. */
  remove(device) {
    if (this.#devices.get(device.id) === device) this.#devices.delete(device.id);
  }
  /** The devices at `client:ana` or `+15551230000`, in the order in which they came. */
  find(address) {
    return this.list().filter((device) => device.address === address);
  }
  list() {
    return [...this.#devices.values()];
  }
};

// emulator/switch/call-queue.ts
var CallQueue = class {
  #clock;
  #spacingMs;
  #nextFreeAt = 0;
  /** `callsPerSecond` 0 lets every call through at once. */
  constructor(clock, callsPerSecond) {
    this.#clock = clock;
    this.#spacingMs = callsPerSecond > 0 ? 1e3 / callsPerSecond : 0;
  }
  /** Runs `start` at the next free moment; answers how long that is away, in milliseconds, and how to give up waiting. */
  enter(start) {
    const now = this.#clock.now();
    const at = Math.max(now, this.#nextFreeAt);
    this.#nextFreeAt = at + this.#spacingMs;
    return { waitMs: at - now, leave: this.#clock.after(at - now, start) };
  }
};

// emulator/twiml/document.ts
var import_fast_xml_parser = require("fast-xml-parser");

// emulator/twiml/twiml-error.ts
var TwimlError = class extends Error {
  name = "TwimlError";
  code;
  constructor(code, message) {
    super(message);
    this.code = code;
  }
};

// emulator/twiml/document.ts
var parser = new import_fast_xml_parser.XMLParser({
  preserveOrder: true,
  ignoreAttributes: false,
  attributeNamePrefix: "",
  parseTagValue: false,
  parseAttributeValue: false,
  trimValues: true,
  ignoreDeclaration: true,
  ignorePiTags: true,
  htmlEntities: true
});
function parseTwiml(xml) {
  const text = xml.trim();
  const validity = text === "" ? "The document is empty" : import_fast_xml_parser.XMLValidator.validate(text);
  if (validity !== true) {
    const reason = typeof validity === "string" ? validity : `${validity.err.msg} (line ${validity.err.line})`;
    throw new TwimlError(12100, `Document parse failure: ${reason}`);
  }
  const roots = elementsOf(parser.parse(text)).filter(
    (node) => typeof node !== "string"
  );
  const [root] = roots;
  if (roots.length !== 1 || root?.name !== "Response") {
    throw new TwimlError(12100, "Document parse failure: the root element must be <Response>");
  }
  const stray = root.children.find((child) => typeof child === "string");
  if (stray !== void 0)
    throw new TwimlError(12200, `Schema validation: text directly in <Response>: ${stray}`);
  return root.children;
}
function textOf(element) {
  return element.children.map((child) => typeof child === "string" ? child : textOf(child)).join(" ").trim();
}
function elementsIn(element) {
  return element.children.filter((child) => typeof child !== "string");
}
function elementsOf(nodes) {
  return nodes.map((node) => {
    const name = Object.keys(node).find((key) => key !== ":@") ?? "";
    if (name === "#text") return String(node[name]);
    const attributes = node[":@"] ?? {};
    return { name, attributes, children: elementsOf(node[name]) };
  });
}

// emulator/twiml/rules.ts
var schemaError = 12200;
var anything = { accepts: () => true, code: schemaError };
var method = { accepts: (value) => /^(GET|POST)$/i.test(value), code: schemaError };
function flag2(code = schemaError) {
  return { accepts: (value) => value === "true" || value === "false", code };
}
function count(code = schemaError) {
  return { accepts: (value) => /^\d+$/.test(value), code };
}
function oneOf(values, code = schemaError) {
  return { accepts: (value) => values.includes(value), code };
}
function checkElements(elements, allowed, strangerCode = schemaError) {
  for (const element of elements) {
    if (typeof element === "string") continue;
    const rule = Object.hasOwn(allowed, element.name) ? allowed[element.name] : void 0;
    if (!rule) throw new TwimlError(strangerCode, `<${element.name}> is not allowed here`);
    checkAttributes(element, rule);
    const words = element.children.some((child) => typeof child === "string");
    if (words && !rule.text) throw new TwimlError(schemaError, `<${element.name}> cannot hold text`);
    checkElements(element.children, rule.children ?? {});
  }
}
function checkAttributes(element, rule) {
  for (const [name, value] of Object.entries(element.attributes)) {
    const attribute = rule.attributes[name];
    if (attribute && !attribute.accepts(value)) {
      throw new TwimlError(attribute.code, `<${element.name}> has an invalid ${name}: "${value}"`);
    }
  }
}

// emulator/twiml/script.ts
async function runScript(first, grammar, host) {
  let page = first;
  while (page) {
    const step = await runPage(page, grammar, host);
    if (step === "end") return "end";
    page = step === "next" ? void 0 : await host.fetch(step);
    host.signal.throwIfAborted();
  }
  return "ran-out";
}
async function runPage(page, grammar, host) {
  const rules = Object.fromEntries(Object.entries(grammar.verbs).map(([name, verb]) => [name, verb.rule]));
  checkElements(page.elements, rules, grammar.strangerCode);
  for (const element of page.elements) {
    grammar.before?.(element, host);
    const step = await grammar.verbs[element.name]?.run(element, host, page);
    if (step && step !== "next") return step;
    host.signal.throwIfAborted();
  }
  return "next";
}
function resolveUrl(relative3, page) {
  if (!relative3 && page.url !== void 0) return page.url;
  try {
    return new URL(relative3 ?? "", page.url).href;
  } catch {
    throw new TwimlError(11100, `Invalid URL format: "${relative3 ?? ""}"`);
  }
}
function methodOf2(value, usual = "POST") {
  const upper = value?.toUpperCase();
  return upper === "GET" || upper === "POST" ? upper : usual;
}

// emulator/twiml/conference.ts
var conferenceRule = {
  attributes: {
    muted: flag2(13230),
    endConferenceOnExit: flag2(13231),
    startConferenceOnEnter: flag2(13232),
    waitUrl: anything,
    waitMethod: { ...method, code: 13234 },
    beep: oneOf(["true", "false", "onEnter", "onExit"], 13235),
    participantLabel: anything,
    maxParticipants: count(),
    region: anything,
    coach: anything,
    record: oneOf(["do-not-record", "record-from-start"], 13239),
    trim: oneOf(["trim-silence", "do-not-trim"]),
    jitterBufferSize: oneOf(["large", "medium", "small", "off"]),
    statusCallback: anything,
    statusCallbackMethod: method,
    statusCallbackEvent: anything,
    eventCallbackUrl: anything,
    recordingStatusCallback: anything,
    recordingStatusCallbackMethod: method
  },
  text: true
};
async function dialConference(noun, host, page) {
  await stayIn(host, host.parts.conferences.join(textOf(noun), host.call, joinOptions(noun, page)));
}
async function stayIn(host, participant) {
  const leave = () => {
    const { leaveReason: reason, kicked } = host.signal.reason;
    host.parts.conferences.leave(participant, { reason, kicked });
  };
  host.signal.addEventListener("abort", leave, { once: true });
  await participant.over.finally(() => host.signal.removeEventListener("abort", leave));
  host.signal.throwIfAborted();
}
function joinOptions(noun, page) {
  const {
    waitUrl,
    waitMethod,
    statusCallback,
    statusCallbackMethod,
    statusCallbackEvent = "",
    ...rest
  } = noun.attributes;
  const options = {
    label: rest.participantLabel,
    region: rest.region,
    callSidToCoach: rest.coach,
    coaching: rest.coach ? true : void 0,
    beep: rest.beep,
    muted: isTrue(rest.muted),
    startConferenceOnEnter: isTrue(rest.startConferenceOnEnter),
    endConferenceOnExit: isTrue(rest.endConferenceOnExit),
    maxParticipants: rest.maxParticipants === void 0 ? void 0 : Number(rest.maxParticipants),
    waitUrl: waitUrl ? resolveUrl(waitUrl, page) : waitUrl,
    waitMethod: methodOf2(waitMethod),
    conferenceStatusCallback: statusCallback ? resolveUrl(statusCallback, page) : void 0,
    conferenceStatusCallbackMethod: methodOf2(statusCallbackMethod),
    conferenceStatusCallbackEvents: statusCallbackEvent.split(/\s+/)
  };
  return Object.fromEntries(Object.entries(options).filter(([, value]) => value !== void 0));
}
function isTrue(value) {
  return value === void 0 ? void 0 : value === "true";
}

// emulator/switch/address.ts
function parseAddress(to) {
  const [address = "", query = ""] = to.split(/\?(.*)/s);
  const isClient = /^client:[^\s?]{1,121}$/.test(address);
  if (!isClient && !/^\+[1-9]\d{1,14}$/.test(to)) {
    throw new TwilioError(400, 21211, `The 'To' number ${to} is not a valid phone number.`);
  }
  return { to: isClient ? address : to, parameters: Object.fromEntries(new URLSearchParams(query)) };
}

// emulator/switch/interruption.ts
var Interrupted = class extends Error {
  name = "Interrupted";
  /** What a conference that the call was in is told. */
  leaveReason;
  kicked;
  constructor(leaveReason, kicked = false) {
    super(leaveReason);
    this.leaveReason = leaveReason;
    this.kicked = kicked;
  }
};
function until(signal, work) {
  return new Promise((resolve, reject2) => {
    const stop = () => reject2(signal.reason);
    if (signal.aborted) stop();
    signal.addEventListener("abort", stop, { once: true });
    void work.then(resolve, reject2).finally(() => signal.removeEventListener("abort", stop));
  });
}
function pause(clock, ms, signal) {
  let cancel = () => {
  };
  const over = new Promise((resolve) => {
    if (!signal.aborted) cancel = clock.after(ms, resolve);
  });
  return until(signal, over).finally(() => cancel());
}
function childSignal(parent) {
  const child = new AbortController();
  if (parent.aborted) child.abort(parent.reason);
  else
    parent.addEventListener("abort", () => child.abort(parent.reason), { once: true, signal: child.signal });
  return child;
}

// emulator/twiml/fetch-page.ts
var mostBytes = 64 * 1024;
async function fetchPage(webhooks, request, about) {
  const params = { ...about.params, ...request.params };
  const response = await webhooks.send({
    ...about,
    url: request.url,
    method: request.method,
    params,
    followRedirects: true
  });
  return {
    url: request.url.replace(/#.*$/s, ""),
    method: request.method,
    elements: readResponse(response, request.url)
  };
}
function readResponse(response, url) {
  const header = [response.headers["content-type"]].flat()[0] ?? "";
  const type = header.replace(/;.*$/s, "").trim().toLowerCase();
  if (type.startsWith("audio/")) return [{ name: "Play", attributes: { loop: "0" }, children: [url] }];
  if (Buffer.byteLength(response.body) > mostBytes)
    throw new TwimlError(11750, "TwiML response body too large");
  const text = response.body.toString();
  if (type === "text/plain") return [{ name: "Say", attributes: {}, children: [text] }];
  if (!["text/xml", "application/xml", "text/html"].includes(type)) {
    throw new TwimlError(12300, `Invalid Content-Type: ${type || "none given"}`);
  }
  return parseTwiml(text);
}

// emulator/twiml/pause.ts
var pause2 = {
  rule: { attributes: { length: count() } },
  async run(element, host) {
    await pause(host.clock, Number(element.attributes.length ?? 1) * 1e3, host.signal);
    return "next";
  }
};

// emulator/twiml/play.ts
var endless = 1e3;
var keyMs = 200;
var play = {
  rule: { attributes: { loop: count(), digits: anything }, text: true },
  async run(element, host, page) {
    const { digits, loop } = element.attributes;
    const clip2 = digits ? Promise.resolve({ kind: "tone", content: digits, durationMs: digits.length * keyMs }) : until(host.signal, host.clips.play(resolveUrl(textOf(element), page)));
    await playClip(host, clip2, loop);
    return "next";
  }
};
async function playClip(host, loading, loop = "1") {
  const clip2 = await loading.catch((error) => passOver(host, error));
  const times = Number(loop) === 0 ? endless : Math.min(Number(loop), endless);
  if (!clip2) return;
  for (let time = 0; time < times; time += 1) await host.sound.play(clip2, host.signal);
}
function passOver(host, error) {
  if (host.signal.aborted || !(error instanceof Error)) throw error;
  const errorCode = "code" in error && typeof error.code === "number" ? error.code : 11200;
  host.log.record({ kind: "twiml", errorCode, message: error.message, callSid: host.callSid });
  return void 0;
}

// emulator/twiml/redirect.ts
var redirect = {
  rule: { attributes: { method }, text: true },
  run: (element, _host, page) => Promise.resolve({ url: resolveUrl(textOf(element), page), method: methodOf2(element.attributes.method) })
};

// emulator/twiml/say.ts
var say = {
  rule: { attributes: { loop: count(), voice: anything, language: anything }, text: true },
  async run(element, host) {
    const { voice, language, loop } = element.attributes;
    const clip2 = until(host.signal, host.clips.say(wordsOf(element), { ...voiceOf(voice, language) }));
    await playClip(host, clip2, loop);
    return "next";
  }
};
function wordsOf(element) {
  return textOf(element).replaceAll(/\s+/g, " ");
}
function voiceOf(voice, language) {
  return { ...voice ? { voice } : {}, ...language ? { language } : {} };
}

// emulator/switch/music.ts
var musicGrammar = {
  verbs: { Play: play, Say: say, Pause: pause2, Redirect: redirect },
  strangerCode: 13238
};
var twiliosMusic = { kind: "play", content: "twilio:music", durationMs: 12e3 };
async function playMusic(parts, target, request) {
  const host = musicHost(parts, target);
  await runScript(await host.fetch(request), musicGrammar, host);
}
async function playTwiliosMusic(target) {
  for (; ; ) await target.sound.play(twiliosMusic, target.signal);
}
function musicHost(parts, target) {
  const { clock, clips, log, webhooks } = parts;
  const fetch2 = (next) => fetchPage(webhooks, next, target);
  return { clock, clips, log, fetch: fetch2, ...target };
}
function inlinePage(twiml) {
  return { method: "POST", elements: parseTwiml(twiml) };
}

// emulator/switch/voice-params.ts
function voiceParams(call) {
  return {
    ...call.extraParams,
    AccountSid: call.accountSid,
    ApiVersion: "2010-04-01",
    CallSid: call.sid,
    CallStatus: call.status,
    Called: call.to,
    Caller: call.from,
    Direction: call.direction,
    From: call.from,
    To: call.to,
    ...call.parentCallSid ? { ParentCallSid: call.parentCallSid } : {},
    ...call.direction === "inbound" && call.from.startsWith("+") ? { CallToken: callToken(call) } : {},
    ...place("Caller", call.from),
    ...place("Called", call.to),
    ...place("From", call.from),
    ...place("To", call.to)
  };
}
function rfc28222(at) {
  return new Date(at).toUTCString().replace("GMT", "+0000");
}
function place(side, address) {
  if (!address.startsWith("+")) return {};
  const country2 = address.startsWith("+1") ? "US" : "";
  return { [`${side}City`]: "", [`${side}State`]: "", [`${side}Zip`]: "", [`${side}Country`]: country2 };
}
function callToken(call) {
  return JSON.stringify({ parentCallInfoToken: Buffer.from(call.sid).toString("base64url") });
}

// emulator/switch/call-status.ts
var sipCodes = {
  completed: "200",
  busy: "486",
  "no-answer": "487",
  canceled: "487",
  failed: "404"
};
function tellCallStatus(parts, call, event) {
  const target = call.callback;
  if (!target) return;
  const sequence = call.callbackSequence;
  call.callbackSequence += 1;
  if (!target.events.has(event)) return;
  const params = {
    ...voiceParams(call),
    ...event === "initiated" ? { CallStatus: "initiated" } : {},
    ...event === "completed" ? endParams(call) : {},
    CallbackSource: "call-progress-events",
    SequenceNumber: String(sequence),
    Timestamp: rfc28222(parts.clock.now())
  };
  const webhook = {
    url: target.url,
    method: target.method,
    params,
    callSid: call.sid,
    followRedirects: false
  };
  void parts.webhooks.send(webhook).catch(() => void 0);
}
function endParams(call) {
  const { endedAt = 0, startedAt = endedAt } = call;
  const seconds = Math.ceil((endedAt - startedAt) / 1e3);
  const sip = call.direction === "inbound" ? void 0 : sipCodes[call.status];
  return {
    CallDuration: String(seconds),
    Duration: String(Math.ceil(seconds / 60)),
    ...sip ? { SipResponseCode: sip } : {}
  };
}

// emulator/switch/ringing.ts
var Ringing = class {
  #call;
  #ringing;
  #cancelTimer;
  #ended;
  #isOver = false;
  /** `ended` is told once how the ringing came out; an answering device is the call's by then. */
  constructor(parts, call, ring, ended) {
    this.#call = call;
    this.#ended = ended;
    this.#ringing = new Set(ring.devices);
    this.#cancelTimer = parts.clock.after(
      ring.seconds * 1e3 + parts.limits.extraRingMs,
      () => this.stop("no-answer")
    );
    for (const device of ring.devices) if (!this.#isOver) device.ring(this.#offer(device, ring.parameters));
  }
  /** Ends the ringing without an answer. */
  stop(how) {
    if (this.#isOver) return;
    for (const device of this.#ringing) device.stopRinging(this.#call.sid, how);
    this.#finish(how);
  }
  #offer(device, parameters) {
    const { sid, from, to, accountSid } = this.#call;
    const answer = () => this.#answer(device);
    return { callSid: sid, from, to, accountSid, parameters, answer, reject: () => this.#reject(device) };
  }
  #answer(device) {
    if (this.#isOver || !this.#ringing.delete(device)) return false;
    for (const other of this.#ringing) other.stopRinging(this.#call.sid, "answered-elsewhere");
    this.#call.device = device;
    this.#finish("answered");
    return true;
  }
  #reject(device) {
    if (this.#isOver || !this.#ringing.delete(device)) return;
    if (this.#ringing.size === 0) this.#finish("busy");
  }
  #finish(how) {
    this.#isOver = true;
    this.#cancelTimer();
    this.#ended(how);
  }
};

// emulator/switch/outbound.ts
var unregisteredMs = 200;
function placeCall(parts, call, placing) {
  setCallback(call, placing.callback ?? {});
  tellCallStatus(parts, call, "initiated");
  const devices = parts.devices.find(call.to);
  if (devices.length === 0) return unreachable(parts, call);
  const { ringSeconds: seconds, parameters } = placing;
  let ringing;
  call.endListeners.add(() => ringing?.stop("canceled"));
  parts.calls.ring(call);
  ringing = new Ringing(parts, call, { devices, seconds, parameters }, (how) => {
    if (how !== "answered") return parts.calls.end(call, { status: how });
    parts.calls.answer(call);
    placing.answered();
  });
}
function queueCall(parts, call, placing) {
  setCallback(call, placing.callback ?? {});
  const turn = parts.queue.enter(() => placeCall(parts, call, placing));
  call.queueTimeMs = turn.waitMs;
  call.endListeners.add(turn.leave);
}
function setCallback(call, request) {
  if (!request.statusCallback) return;
  const events = new Set(request.statusCallbackEvents ?? ["completed"]);
  call.callback = { url: request.statusCallback, method: request.statusCallbackMethod ?? "POST", events };
}
function unreachable(parts, call) {
  const status = call.to.startsWith("client:") ? "no-answer" : "failed";
  const cancel = parts.clock.after(unregisteredMs, () => parts.calls.end(call, { status }));
  call.endListeners.add(cancel);
}

// emulator/switch/ringback.ts
var ringback = { kind: "tone", content: "ringback", durationMs: 6e3 };
function ringBack(sound, signal) {
  const ring = async () => {
    for (; ; ) await sound.play(ringback, signal);
  };
  ring().catch(() => void 0);
}
function ringUntilAnswered(call) {
  const tone = new AbortController();
  const stop = () => tone.abort();
  call.answerListeners.add(stop);
  call.endListeners.add(stop);
  ringBack(call.sound, tone.signal);
}

// emulator/switch/dialled-legs.ts
async function dialLegs(host, legs, options) {
  const { parts, call } = host;
  const children = [];
  try {
    const winner = await until(host.signal, firstToAnswer(host, legs, options, children));
    if (!winner) return unanswered(children);
    if (options.limitSeconds !== void 0) parts.calls.limit(winner, options.limitSeconds);
    await until(host.signal, bridge(host, winner, options));
    const { startedAt = 0, endedAt = parts.clock.now() } = winner;
    const seconds = Math.ceil((endedAt - startedAt) / 1e3);
    return { status: "completed", callSid: winner.sid, seconds, bridged: true };
  } finally {
    unbridge(call);
    for (const child of children)
      if (!child.script || child.bridgeScript === child.script) parts.calls.end(child);
  }
}
function firstToAnswer(host, legs, options, children) {
  const { parts, call } = host;
  let ringing = legs.length;
  const stopTone = keepRinging(host);
  return new Promise((resolve) => {
    for (const leg of legs) {
      const from = options.callerId ?? call.from;
      const child = parts.calls.add(
        { from, to: leg.to, direction: "outbound-dial", parentCallSid: call.sid },
        "queued"
      );
      children.push(child);
      child.endListeners.add(() => (ringing -= 1) === 0 && resolve(void 0));
      const answered2 = () => {
        for (const other of children) if (other !== child) parts.calls.end(other);
        void whisper(host, child, leg).then(() => resolve(child));
      };
      placeCall(parts, child, { ...leg, ringSeconds: options.ringSeconds, answered: answered2 });
    }
  }).finally(stopTone);
}
function keepRinging(host) {
  const tone = new AbortController();
  ringBack(host.sound, tone.signal);
  host.signal.addEventListener("abort", () => tone.abort(), { once: true });
  return () => tone.abort();
}
async function whisper(host, child, leg) {
  if (!leg.whisper) return;
  const over = new AbortController();
  child.endListeners.add(() => over.abort());
  const target = { sound: child.sound, signal: over.signal, callSid: child.sid, params: voiceParams(child) };
  await playMusic(host.parts, target, leg.whisper).catch(() => void 0);
}
function bridge(host, child, options) {
  const { call, parts } = host;
  call.bridgedTo = child;
  child.bridgedTo = call;
  for (const { sid } of [call, child]) parts.changes.tell({ type: "hearing", callSid: sid });
  return new Promise((resolve) => {
    if (child.isOver) resolve();
    child.endListeners.add(resolve);
    const script = new AbortController();
    child.script = child.bridgeScript = script;
    script.signal.addEventListener("abort", () => resolve(), { once: true });
    if (options.hangUpOnStar) call.keyListeners.add((key) => key === "*" && resolve());
  });
}
function unbridge(call) {
  const child = call.bridgedTo;
  delete call.bridgedTo;
  if (child) delete child.bridgedTo;
}
function unanswered(children) {
  const statuses = children.map(({ status }) => status);
  const busy = statuses.includes("busy") ? "busy" : void 0;
  const noAnswer = statuses.includes("no-answer") ? "no-answer" : void 0;
  const last = children.at(-1);
  return { status: busy ?? noAnswer ?? "failed", ...last ? { callSid: last.sid } : {}, bridged: false };
}

// emulator/twiml/leg.ts
function callbackOf2(noun, page) {
  const { statusCallback, statusCallbackMethod, statusCallbackEvent } = noun.attributes;
  if (!statusCallback) return {};
  const events = statusCallbackEvent?.split(/\s+/);
  return {
    statusCallback: resolveUrl(statusCallback, page),
    statusCallbackMethod: methodOf2(statusCallbackMethod),
    ...events ? { statusCallbackEvents: events } : {}
  };
}
function whisperOf(noun, page) {
  const { url, method: method2 } = noun.attributes;
  return url ? { whisper: { url: resolveUrl(url, page), method: methodOf2(method2) } } : {};
}

// emulator/twiml/client.ts
var clientRule = {
  attributes: {
    url: anything,
    method,
    statusCallback: anything,
    statusCallbackMethod: method,
    statusCallbackEvent: anything
  },
  children: {
    Identity: { attributes: {}, text: true },
    Parameter: { attributes: { name: anything, value: anything } }
  },
  text: true
};
function clientLeg(noun, page) {
  const nested = elementsIn(noun);
  const identity = nested.find(({ name }) => name === "Identity");
  const parameters = nested.filter(({ name }) => name === "Parameter").map(({ attributes }) => [attributes.name ?? "", attributes.value ?? ""]);
  const words = noun.children.filter((child) => typeof child === "string").join("");
  return {
    to: `client:${identity ? textOf(identity) : words.trim()}`,
    parameters: Object.fromEntries(parameters),
    callback: callbackOf2(noun, page),
    ...whisperOf(noun, page)
  };
}

// emulator/twiml/number.ts
var numberRule = {
  attributes: {
    url: anything,
    method,
    sendDigits: anything,
    statusCallback: anything,
    statusCallbackMethod: method,
    statusCallbackEvent: anything
  },
  text: true
};
function numberLeg(noun, page) {
  const to = textOf(noun).replaceAll(/[\s().-]/g, "");
  if (!/^\+?[1-9]\d{1,14}$/.test(to)) throw new TwimlError(13223, `Dial: Invalid phone number format: ${to}`);
  const { sendDigits } = noun.attributes;
  return {
    to: to.startsWith("+") ? to : `+${to}`,
    parameters: {},
    callback: callbackOf2(noun, page),
    ...whisperOf(noun, page),
    ...sendDigits ? { sendDigits } : {}
  };
}

// emulator/twiml/dial.ts
var mostNouns = 10;
var dial = {
  rule: {
    attributes: {
      action: anything,
      method,
      timeout: count(13212),
      hangupOnStar: flag2(13213),
      callerId: anything,
      timeLimit: count(13216),
      answerOnBridge: flag2(),
      record: anything,
      ringTone: anything
    },
    children: { Conference: conferenceRule, Client: clientRule, Number: numberRule },
    text: true
  },
  async run(element, host, page) {
    const result = await dialNouns(element, host, page);
    const { action, method: verb } = element.attributes;
    if (action === void 0) return "next";
    return { url: resolveUrl(action, page), method: methodOf2(verb), params: resultParams(result) };
  }
};
async function dialNouns(element, host, page) {
  const nouns = elementsIn(element);
  const conference = nouns.find(({ name }) => name === "Conference");
  if (conference && nouns.length > 1)
    throw new TwimlError(13e3, "Conference noun cannot be mixed with other nouns");
  if (conference) return joinConference(conference, host, page);
  const { timeout = "30", timeLimit, hangupOnStar, callerId } = element.attributes;
  return dialLegs(host, legsOf(element, page), {
    ringSeconds: Number(timeout),
    hangUpOnStar: hangupOnStar === "true",
    ...timeLimit ? { limitSeconds: Number(timeLimit) } : {},
    ...callerId ? { callerId } : {}
  });
}
async function joinConference(noun, host, page) {
  try {
    await dialConference(noun, host, page);
    return { status: "answered" };
  } catch (error) {
    if (!(error instanceof TwilioError)) throw error;
    host.log.record({ kind: "twiml", errorCode: error.code, message: error.message, callSid: host.callSid });
    return { status: "failed" };
  }
}
function legsOf(element, page) {
  const nouns = elementsIn(element);
  if (nouns.length > mostNouns) throw new TwimlError(13215, `Dial: at most ${mostNouns} nouns`);
  if (nouns.length === 0) return [numberLeg(element, { ...page })];
  return nouns.map((noun) => noun.name === "Client" ? clientLeg(noun, page) : numberLeg(noun, page));
}
function resultParams(result) {
  return {
    DialCallStatus: result.status,
    ...result.callSid ? { DialCallSid: result.callSid } : {},
    ...result.seconds === void 0 ? {} : { DialCallDuration: String(result.seconds) },
    ...result.bridged === void 0 ? {} : { DialBridged: String(result.bridged) }
  };
}

// emulator/twiml/keys.ts
var KeyInput = class {
  done;
  #digits = "";
  #finish;
  #cancel = () => {
  };
  #call;
  #clock;
  #rules;
  /** `started` is told of the first key. */
  constructor(call, clock, rules, started) {
    this.#call = call;
    this.#clock = clock;
    this.#rules = rules;
    this.done = new Promise((resolve) => this.#finish = resolve);
    this.#started = started;
    call.keyListeners.add(this.#press);
  }
  #started;
  /** Starts the wait for the next key, where it does not run yet. */
  startWaiting() {
    this.#cancel();
    this.#cancel = this.#clock.after(this.#rules.timeoutMs, () => this.#finish(this.#digits));
  }
  close() {
    this.#cancel();
    this.#call.keyListeners.delete(this.#press);
  }
  #press = (key) => {
    this.#started();
    if (this.#rules.finishOnKey.includes(key)) return this.#finish(this.#digits);
    this.#digits += key;
    if (this.#digits.length >= this.#rules.most) return this.#finish(this.#digits);
    this.startWaiting();
  };
};

// emulator/twiml/gather.ts
var prompts = { Say: say, Play: play, Pause: pause2 };
var gather = {
  rule: {
    attributes: {
      action: anything,
      method,
      timeout: count(),
      finishOnKey: anything,
      numDigits: count(),
      actionOnEmptyResult: flag2(),
      input: anything
    },
    children: { Say: say.rule, Play: play.rule, Pause: pause2.rule }
  },
  async run(element, host, page) {
    const { action, method: verb, actionOnEmptyResult } = element.attributes;
    const digits = await gatherKeys(element, host, page);
    if (digits === "" && actionOnEmptyResult !== "true") return "next";
    return {
      url: resolveUrl(action, page),
      method: methodOf2(verb),
      params: { Digits: digits, msg: "Gather End" }
    };
  }
};
async function gatherKeys(element, host, page) {
  const { timeout = "5", finishOnKey = "#", numDigits } = element.attributes;
  const prompting = childSignal(host.signal);
  const rules = { finishOnKey, most: Number(numDigits ?? Infinity), timeoutMs: Number(timeout) * 1e3 };
  const input = new KeyInput(
    host.call,
    host.clock,
    rules,
    () => prompting.abort(new Interrupted("participant_hung_up"))
  );
  try {
    void prompt(element, { ...host, signal: prompting.signal }, page).then(
      () => input.startWaiting(),
      () => void 0
    );
    return await until(host.signal, input.done);
  } finally {
    prompting.abort(new Interrupted("participant_hung_up"));
    input.close();
  }
}
async function prompt(element, host, page) {
  for (const child of elementsIn(element))
    await prompts[child.name].run(child, host, page);
}

// emulator/twiml/hangup.ts
var hangup = {
  rule: { attributes: {} },
  run: () => Promise.resolve("end")
};

// emulator/twiml/record.ts
var anyKey = "1234567890*#";
var record = {
  rule: {
    attributes: {
      action: anything,
      method,
      timeout: count(),
      finishOnKey: anything,
      maxLength: count(),
      playBeep: flag2(),
      trim: oneOf(["trim-silence", "do-not-trim"]),
      recordingStatusCallback: anything,
      recordingStatusCallbackMethod: method,
      recordingStatusCallbackEvent: anything,
      transcribe: flag2(),
      transcribeCallback: anything
    }
  },
  async run(element, host, page) {
    const { action, method: verb, playBeep } = element.attributes;
    const beep = { kind: "tone", content: "beep", durationMs: 500 };
    if (playBeep !== "false") await host.sound.play(beep, host.signal);
    const { recording, digits } = await recordLeg(element, host, page);
    if (recording.durationMs === 0) return "next";
    const params = { ...recordingParams(recording), Digits: digits };
    const next = { url: resolveUrl(action, page), method: methodOf2(verb), params };
    if (digits !== "hangup") return next;
    await host.fetch(next).catch(() => void 0);
    return "end";
  }
};
async function recordLeg(element, host, page) {
  const { parts, call } = host;
  const startedAt = host.clock.now();
  const end = recordingEnd(element, host);
  const stop = parts.recorder?.record(call.sid, {
    ms: Number(element.attributes.timeout ?? 5) * 1e3,
    heard: end.silence
  });
  const digits = await end.reached;
  const { wav, durationMs } = await stop?.() ?? { durationMs: host.clock.now() - startedAt };
  const sid = parts.ids("RE");
  const about = {
    sid,
    accountSid: call.accountSid,
    callSid: call.sid,
    startedAt,
    source: "RecordVerb"
  };
  const recording = { ...about, durationMs, ...wav ? { wav } : {} };
  if (durationMs > 0) {
    parts.recordings.add(recording);
    tellRecorded(element, host, page, recording);
  }
  return { recording, digits };
}
function recordingEnd(element, host) {
  const { finishOnKey = anyKey, maxLength = "3600" } = element.attributes;
  const { call, clock, signal } = host;
  let silence2 = () => {
  };
  let clean = () => {
  };
  const ended = new Promise((resolve) => {
    silence2 = () => resolve("");
    const press = (key) => finishOnKey.includes(key) && resolve(key);
    call.keyListeners.add(press);
    const cancel = clock.after(Number(maxLength) * 1e3, silence2);
    clean = () => {
      cancel();
      call.keyListeners.delete(press);
    };
  });
  const reached = until(signal, ended).finally(() => clean()).catch((error) => {
    if (error instanceof Interrupted && call.isOver) return "hangup";
    throw error;
  });
  return { reached, silence: () => silence2() };
}
function recordingParams(recording) {
  const { accountSid, sid, durationMs } = recording;
  return {
    RecordingUrl: `https://api.twilio.com/2010-04-01/Accounts/${accountSid}/Recordings/${sid}`,
    RecordingSid: sid,
    RecordingDuration: String(Math.max(1, Math.round(durationMs / 1e3)))
  };
}
function tellRecorded(element, host, page, recording) {
  const { recordingStatusCallback: callback, recordingStatusCallbackMethod: verb } = element.attributes;
  if (!callback) return;
  const params = {
    ...recordingParams(recording),
    AccountSid: recording.accountSid,
    CallSid: recording.callSid,
    RecordingStatus: "completed",
    RecordingChannels: "1",
    RecordingTrack: "inbound",
    RecordingSource: recording.source,
    RecordingStartTime: rfc28222(recording.startedAt)
  };
  const webhook = { url: resolveUrl(callback, page), method: methodOf2(verb), params, followRedirects: false };
  void host.parts.webhooks.send({ ...webhook, callSid: recording.callSid }).catch(() => void 0);
}

// emulator/twiml/reject.ts
var reject = {
  rule: { attributes: { reason: oneOf(["rejected", "busy"]) } },
  run(element, { call, parts }) {
    const busy = element.attributes.reason === "busy";
    const error = { code: 31486, message: "The call was rejected" };
    if (call.startedAt === void 0) parts.calls.end(call, { status: busy ? "busy" : "no-answer", error });
    return Promise.resolve("end");
  }
};

// emulator/twiml/call-grammar.ts
var unanswered2 = /* @__PURE__ */ new Set(["Reject", "Pause", "Redirect"]);
var callGrammar = {
  verbs: {
    Say: say,
    Play: play,
    Pause: pause2,
    Redirect: redirect,
    Gather: gather,
    Hangup: hangup,
    Reject: reject,
    Record: record,
    Dial: dial
  },
  strangerCode: 12200,
  before: (element, host) => {
    if (!unanswered2.has(element.name)) host.parts.calls.answer(host.call);
  }
};

// emulator/switch/call-script.ts
function startScript(parts, call, start) {
  call.script?.abort(new Interrupted("participant_updated_via_api"));
  const script = new AbortController();
  call.script = script;
  const host = hostFor(parts, call, script.signal);
  const running = typeof start === "function" ? start(host) : runWithFallback(host, start);
  running.then(
    () => parts.calls.end(call),
    (error) => {
      if (error instanceof Interrupted || script.signal.aborted) return;
      parts.log.record({
        kind: "warning",
        message: String(error.stack ?? error),
        callSid: call.sid
      });
      parts.calls.end(call, { status: "failed" });
    }
  );
}
async function runWithFallback(host, start) {
  const { call } = host;
  let failedUrl = "url" in start ? start.url : "";
  const tracing = tracingHost(host, (url) => failedUrl = url);
  try {
    await runScript(
      "url" in start ? await tracing.fetch(start) : inlinePage(start.twiml),
      callGrammar,
      tracing
    );
  } catch (error) {
    const code = report(host, error, failedUrl);
    if (!call.fallback) return apologise(host);
    const params = { ErrorCode: String(code), ErrorUrl: failedUrl };
    await runFallback(host, { ...call.fallback, params });
  }
}
async function runFallback(host, fallback) {
  try {
    await runScript(await host.fetch(fallback), callGrammar, host);
  } catch (error) {
    report(host, error, fallback.url);
    await apologise(host);
  }
}
async function apologise(host) {
  host.parts.calls.answer(host.call);
  const words = "We are sorry, an application error has occurred. Goodbye.";
  const clip2 = await host.clips.say(words, {}).catch(() => void 0);
  if (clip2) await host.sound.play(clip2, host.signal);
}
function report(host, error, url) {
  const known = error instanceof Error && "code" in error && typeof error.code === "number";
  if (error instanceof Interrupted || host.signal.aborted || !known) throw error;
  const errorCode = error.code;
  host.log.record({ kind: "twiml", errorCode, message: error.message, url, callSid: host.call.sid });
  return errorCode;
}
function tracingHost(host, asked) {
  const fetch2 = (request) => {
    asked(request.url);
    return host.fetch(request);
  };
  return { ...host, fetch: fetch2 };
}
function hostFor(parts, call, signal) {
  const { clock, clips, log, webhooks } = parts;
  const fetch2 = (request) => fetchPage(webhooks, request, { params: voiceParams(call), callSid: call.sid, cookies: call.cookies });
  return { clock, clips, log, sound: call.sound, signal, callSid: call.sid, fetch: fetch2, call, parts };
}

// emulator/switch/call-requests.ts
var mostInlineTwiml = 4e3;
function createCall(parts, request) {
  const { to, parameters } = parseAddress(request.to);
  const start = scriptStart(parts, request);
  if (!start) throw new TwilioError(400, 21205, "Url parameter is required.");
  const call = parts.calls.add({ from: request.from, to, direction: "outbound-api" }, "queued");
  setFallback(call, request);
  const { timeout: ringSeconds = 60, timeLimit } = request;
  const answered2 = () => {
    if (timeLimit !== void 0) parts.calls.limit(call, timeLimit);
    startScript(parts, call, start);
  };
  queueCall(parts, call, { ringSeconds, parameters, callback: request, answered: answered2 });
  return call;
}
function updateCall(parts, call, update3) {
  if (call.isOver) throw new TwilioError(400, 21220, "Call is not in-progress. Cannot redirect.");
  const { statusCallback, statusCallbackMethod = "POST", timeLimit } = update3;
  if (statusCallback) {
    call.callback = { url: statusCallback, method: statusCallbackMethod, events: /* @__PURE__ */ new Set(["completed"]) };
  }
  if (timeLimit !== void 0) parts.calls.limit(call, timeLimit);
  if (update3.status) return endByRequest(parts, call, update3.status);
  const start = scriptStart(parts, update3);
  if (!start) return;
  if (call.startedAt === void 0)
    throw new TwilioError(400, 21220, "Call is not in-progress. Cannot redirect.");
  setFallback(call, update3);
  startScript(parts, call, start);
}
function createParticipant(parts, where, request) {
  const { to, parameters } = parseAddress(request.to);
  const place2 = () => parts.calls.add({ from: request.from, to, direction: "outbound-api" }, "queued");
  const participant = parts.conferences.expect(conferenceFor(parts, where), request, place2);
  const { call } = participant;
  call.endListeners.add(() => parts.conferences.leave(participant, { reason: "participant_add_failed" }));
  const join6 = (host) => {
    parts.conferences.admit(participant);
    return stayIn(host, participant);
  };
  const answered2 = () => {
    if (participant.hasLeft) return parts.calls.end(call);
    startScript(parts, call, join6);
  };
  queueCall(parts, call, { ringSeconds: request.timeout ?? 60, parameters, callback: request, answered: answered2 });
  return participant;
}
function conferenceFor(parts, where) {
  if (!/^CF[0-9a-f]{32}$/.test(where)) return where;
  const conference = parts.conferences.fetch(where);
  if (conference.status !== "completed") return conference;
  throw new TwilioError(400, 16022, "The conference is gone");
}
function endByRequest(parts, call, status) {
  if (status === "canceled" && call.startedAt !== void 0) return;
  if (call.status === "queued") delete call.callback;
  parts.calls.end(call);
}
function scriptStart(parts, source) {
  const { url, method: method2 = "POST", twiml, applicationSid } = source;
  if (twiml !== void 0) {
    if (twiml.length > mostInlineTwiml)
      throw new TwilioError(400, 21213, "Twiml is longer than 4000 characters.");
    return { twiml };
  }
  if (url) return { url, method: method2 };
  const application = applicationSid ? parts.applications.find(applicationSid) : void 0;
  if (!application?.voiceUrl) return void 0;
  return { url: application.voiceUrl, method: application.voiceMethod ?? "POST" };
}
function setFallback(call, { fallbackUrl: url, fallbackMethod: method2 = "POST" }) {
  if (url) call.fallback = { url, method: method2 };
}

// emulator/switch/call.ts
var Call = class {
  sid;
  accountSid;
  from;
  to;
  direction;
  parentCallSid;
  phoneNumberSid;
  createdAt;
  extraParams;
  status;
  updatedAt;
  startedAt;
  endedAt;
  queueTimeMs = 0;
  /** What TwiML plays to this leg; a conference has a sound of its own for it. */
  sound;
  cookies = /* @__PURE__ */ new Map();
  device;
  callback;
  callbackSequence = 0;
  fallback;
  /** Stops the script that runs on this leg. */
  script;
  participant;
  /** The `script` of a leg that does nothing but be joined with another. */
  bridgeScript;
  /** The leg that `<Dial>` joined this one with. */
  bridgedTo;
  keyListeners = /* @__PURE__ */ new Set();
  answerListeners = /* @__PURE__ */ new Set();
  /** Called once when the call is over; before its status callback is sent. */
  endListeners = /* @__PURE__ */ new Set();
  constructor(identity, status) {
    this.sid = identity.sid;
    this.accountSid = identity.accountSid;
    this.from = identity.from;
    this.to = identity.to;
    this.direction = identity.direction;
    this.createdAt = identity.createdAt;
    this.updatedAt = identity.createdAt;
    this.sound = identity.sound;
    this.extraParams = identity.extraParams ?? {};
    if (identity.parentCallSid) this.parentCallSid = identity.parentCallSid;
    if (identity.phoneNumberSid) this.phoneNumberSid = identity.phoneNumberSid;
    this.status = status;
  }
  get conferenceSid() {
    return this.participant?.conference.sid;
  }
  get isOver() {
    return this.endedAt !== void 0;
  }
};

// emulator/switch/sound.ts
var Sound = class {
  #current;
  #clock;
  #changed;
  constructor(clock, changed2) {
    this.#clock = clock;
    this.#changed = changed2;
  }
  get current() {
    return this.#current;
  }
  /** Plays a clip to its end. @throws Interrupted when the signal stops it */
  async play(clip2, signal) {
    if (signal.aborted) throw signal.reason;
    const playing = { clip: clip2, startedAt: this.#clock.now() };
    const finish = () => {
      if (this.#current === playing) this.#set(void 0);
    };
    this.#set(playing);
    signal.addEventListener("abort", finish, { once: true });
    try {
      await pause(this.#clock, clip2.durationMs, signal);
    } finally {
      signal.removeEventListener("abort", finish);
      finish();
    }
  }
  stop() {
    if (this.#current) this.#set(void 0);
  }
  #set(current) {
    this.#current = current;
    this.#changed();
  }
};

// emulator/switch/calls.ts
var Calls = class {
  #parts;
  #calls = /* @__PURE__ */ new Map();
  constructor(parts) {
    this.#parts = parts;
  }
  add(leg, status) {
    const { ids, clock, account, changes } = this.#parts;
    const sid = ids("CA");
    const sound = new Sound(clock, () => changes.tell({ type: "hearing", callSid: sid }));
    const call = new Call(
      { ...leg, sid, sound, accountSid: account.accountSid, createdAt: clock.now() },
      status
    );
    this.#calls.set(sid, call);
    changes.tell({ type: "call", call });
    return call;
  }
  find(sid) {
    return this.#calls.get(sid);
  }
  /** @throws TwilioError 20404 */
  fetch(sid) {
    const call = this.#calls.get(sid);
    if (!call) throw notFound(`/2010-04-01/Accounts/${this.#parts.account.accountSid}/Calls/${sid}.json`);
    return call;
  }
  /** Newest first. */
  list(filter) {
    return [...this.#calls.values()].filter((call) => matches(call, filter)).toReversed();
  }
  remove(sid) {
    if (!this.fetch(sid).isOver) throw new TwilioError(409, 20009, "A call in progress cannot be deleted");
    this.#calls.delete(sid);
  }
  ring(call) {
    this.#move(call, "ringing");
    tellCallStatus(this.#parts, call, "ringing");
  }
  /** The other end picked up; from now on the call costs, and may last as long as the limit says. */
  answer(call) {
    if (call.isOver || call.startedAt !== void 0) return;
    call.startedAt = this.#parts.clock.now();
    this.#move(call, "in-progress");
    this.limit(call, this.#parts.limits.callSeconds);
    for (const listener of call.answerListeners) listener();
    tellCallStatus(this.#parts, call, "answered");
  }
  /** Ends the call after this many seconds from now, if it lasts that long. */
  limit(call, seconds) {
    const cancel = this.#parts.clock.after(seconds * 1e3, () => this.end(call));
    call.endListeners.add(cancel);
  }
  /** Ends a call, whatever is going on in it. Its device is told unless it is the device that hung up. */
  end(call, how = {}) {
    if (call.isOver) return;
    call.endedAt = this.#parts.clock.now();
    this.#move(call, how.status ?? (call.startedAt === void 0 ? "canceled" : "completed"));
    call.script?.abort(
      new Interrupted(how.kicked ? "participant_updated_via_api" : "participant_hung_up", how.kicked)
    );
    for (const listener of call.endListeners) listener();
    if (!how.byDevice) call.device?.hangUp(call.sid, how.error);
    tellCallStatus(this.#parts, call, "completed");
    this.#parts.changes.tell({ type: "hearing", callSid: call.sid });
  }
  clear() {
    for (const call of this.#calls.values()) {
      delete call.callback;
      this.end(call);
    }
    this.#calls.clear();
  }
  #move(call, status) {
    call.status = status;
    call.updatedAt = this.#parts.clock.now();
    this.#parts.changes.tell({ type: "call", call });
  }
};
function matches(call, filter) {
  const { to, from, parentCallSid, status, startedAfter, startedBefore } = filter;
  if (to !== void 0 && call.to !== to) return false;
  if (from !== void 0 && call.from !== from) return false;
  if (parentCallSid !== void 0 && call.parentCallSid !== parentCallSid) return false;
  if (status !== void 0 && call.status !== status) return false;
  const at = call.startedAt ?? call.createdAt;
  return at >= (startedAfter ?? 0) && at <= (startedBefore ?? Infinity);
}

// emulator/switch/changes.ts
var Changes = class {
  #listeners = /* @__PURE__ */ new Set();
  tell(change) {
    for (const listener of this.#listeners) listener(change);
  }
  subscribe(listener) {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }
};

// emulator/switch/conference.ts
var Conference = class {
  sid;
  accountSid;
  friendlyName;
  createdAt;
  updatedAt;
  status = "init";
  region = "us1";
  endReason;
  callSidEnding;
  /** Fixed by the first participant; undefined where that one named none. */
  callback;
  hasFirstParticipant = false;
  sequence = 0;
  participants = /* @__PURE__ */ new Map();
  constructor(identity) {
    this.sid = identity.sid;
    this.accountSid = identity.accountSid;
    this.friendlyName = identity.friendlyName;
    this.createdAt = this.updatedAt = identity.createdAt;
  }
  /** Everyone in it, in the order they came; without those still being called. */
  get present() {
    return [...this.participants.values()].filter(({ hasJoined }) => hasJoined);
  }
  /** By CallSid or label. */
  find(who) {
    return this.participants.get(who) ?? [...this.participants.values()].find(({ label }) => label !== "" && label === who);
  }
};

// emulator/switch/conference-events.ts
function tellConference(parts, conference, event, more = {}) {
  conference.sequence += 1;
  const callback = conference.callback;
  if (!callback?.events.includes(event.kind)) return;
  const params = {
    ...more,
    AccountSid: conference.accountSid,
    ConferenceSid: conference.sid,
    FriendlyName: conference.friendlyName,
    SequenceNumber: String(conference.sequence),
    StatusCallbackEvent: event.name,
    Timestamp: rfc28222(parts.clock.now())
  };
  void parts.webhooks.send({ url: callback.url, method: callback.method, params, followRedirects: false }).catch(() => void 0);
}
function participantParams(participant) {
  return {
    CallSid: participant.callSid,
    Muted: String(participant.muted),
    Hold: String(participant.hold),
    Coaching: String(participant.coaching),
    ...participant.callSidToCoach ? { CallSidToCoach: participant.callSidToCoach } : {},
    EndConferenceOnExit: String(participant.endConferenceOnExit),
    StartConferenceOnEnter: String(participant.startConferenceOnEnter),
    ...participant.label ? { ParticipantLabel: participant.label } : {}
  };
}
var reasonsInWords = {
  conference_ended_via_api: "Conference ended via API",
  moderator_ended_conference: "Participant left because the moderator ended the conference",
  participant_updated_via_api: "Participant was updated via API",
  participant_hung_up: "Participant hung up",
  participant_add_failed: "Participant could not be added"
};
function leaveParams(participant, reason) {
  return {
    ...participantParams(participant),
    ParticipantCallStatus: participant.call.status,
    ReasonParticipantLeft: reason,
    Reason: reasonsInWords[reason]
  };
}
function endParams2(conference, last) {
  return {
    ...last ? { CallSidEndingConference: last.callSid } : {},
    ...last?.label ? { ParticipantLabelEndingConference: last.label } : {},
    Reason: (conference.endReason ?? "").replaceAll("-", " "),
    ReasonConferenceEnded: conference.endReason ?? ""
  };
}

// emulator/switch/participant.ts
var Participant = class {
  call;
  conference;
  options;
  startConferenceOnEnter;
  createdAt;
  updatedAt;
  endConferenceOnExit;
  muted;
  coaching;
  callSidToCoach;
  hold = false;
  beep;
  hasJoined = false;
  hasLeft = false;
  /** What plays to this leg alone: waiting music, hold music, announcements. */
  sound;
  /** Stops the music that runs. */
  music;
  /** Resolves once the leg is out of the conference. */
  over;
  /** Resolves `over`. */
  release;
  constructor(parts, conference, call, options) {
    this.call = call;
    this.conference = conference;
    this.options = options;
    this.createdAt = this.updatedAt = parts.clock.now();
    this.startConferenceOnEnter = options.startConferenceOnEnter ?? true;
    this.endConferenceOnExit = options.endConferenceOnExit ?? false;
    this.muted = options.muted ?? false;
    this.coaching = options.coaching ?? false;
    if (options.callSidToCoach) this.callSidToCoach = options.callSidToCoach;
    this.beep = options.beep ?? "true";
    this.sound = new Sound(parts.clock, () => parts.changes.tell({ type: "hearing", callSid: call.sid }));
    this.over = new Promise((resolve) => this.release = resolve);
  }
  get accountSid() {
    return this.call.accountSid;
  }
  get callSid() {
    return this.call.sid;
  }
  get conferenceSid() {
    return this.conference.sid;
  }
  get label() {
    return this.options.label ?? "";
  }
  get queueTimeMs() {
    return this.call.queueTimeMs;
  }
  get status() {
    if (this.hasLeft) return this.hasJoined ? "complete" : "failed";
    if (this.hasJoined) return "connected";
    return this.call.status === "queued" || this.call.status === "ringing" ? this.call.status : "connecting";
  }
};

// emulator/switch/participant-music.ts
function startMusic(parts, participant, source, failed = () => {
}) {
  stopMusic(participant);
  if (source.url === "") return;
  const music = new AbortController();
  participant.music = music;
  const target = targetFor(participant, music.signal);
  const { url, method: method2 } = source;
  const playing = url === void 0 ? playTwiliosMusic(target) : playMusic(parts, target, { url, method: method2 });
  playing.catch((error) => {
    if (error instanceof Interrupted || music.signal.aborted) return;
    reportFailure(parts, participant, error);
    failed();
  });
}
function stopMusic(participant) {
  participant.music?.abort(new Interrupted("participant_updated_via_api"));
  delete participant.music;
  participant.sound.stop();
}
async function announce(parts, participant, request) {
  const over = new AbortController();
  void participant.over.then(() => over.abort(new Interrupted("participant_hung_up")));
  await playMusic(parts, targetFor(participant, over.signal), request).catch((error) => {
    if (!(error instanceof Interrupted)) reportFailure(parts, participant, error);
  });
}
function targetFor(participant, signal) {
  const { sound, callSid, accountSid, conference } = participant;
  const params = { AccountSid: accountSid, ApiVersion: "2010-04-01", ConferenceSid: conference.sid };
  return { sound, signal, callSid, params: { ...params, FriendlyName: conference.friendlyName } };
}
function reportFailure(parts, participant, error) {
  const { code: errorCode = 11200, message } = error;
  parts.log.record({ kind: "twiml", errorCode, message, callSid: participant.callSid });
}

// emulator/switch/conferences.ts
var beepClip = { kind: "tone", content: "beep", durationMs: 400 };
var Conferences = class {
  #parts;
  #conferences = /* @__PURE__ */ new Map();
  /** The conference that a name means now. */
  #active = /* @__PURE__ */ new Map();
  constructor(parts) {
    this.#parts = parts;
  }
  active(friendlyName) {
    return this.#active.get(friendlyName);
  }
  /** @throws TwilioError 20404 */
  fetch(sid) {
    const conference = this.#conferences.get(sid);
    if (conference) return conference;
    throw notFound(`/2010-04-01/Accounts/${this.#parts.account.accountSid}/Conferences/${sid}.json`);
  }
  /** Newest first. */
  list(filter) {
    return [...this.#conferences.values()].filter((conference) => matches2(conference, filter)).toReversed();
  }
  /** The conference of that name that goes on, or a new one. */
  open(friendlyName) {
    const active = this.#active.get(friendlyName);
    if (active) return active;
    const { ids, account, clock } = this.#parts;
    const identity = { sid: ids("CF"), accountSid: account.accountSid, friendlyName, createdAt: clock.now() };
    const conference = new Conference(identity);
    this.#conferences.set(conference.sid, conference);
    this.#active.set(friendlyName, conference);
    this.#changed(conference);
    return conference;
  }
  /** Makes room, in a conference or under a name, for a leg that `place` is about to call. @throws TwilioError 16020, 16024, 16026 */
  expect(conference, options, place2) {
    const known = typeof conference === "string" ? this.#active.get(conference) : conference;
    this.#mayEnter(known, options, { invalid: 16024, taken: 16026 });
    const call = place2();
    return this.#add(typeof conference === "string" ? this.open(conference) : conference, call, options);
  }
  /** Lets a leg in. @throws TwilioError 16020 full, 16023 or 16025 for its label */
  join(name, call, options) {
    const active = this.#active.get(name);
    this.#mayEnter(active, options, { invalid: 16023, taken: 16025 });
    const participant = this.#add(active ?? this.open(name), call, options);
    this.admit(participant);
    return participant;
  }
  /** The leg is on the line: it joins, and the conference starts if this was what it waited for. */
  admit(participant) {
    const { conference, call, options } = participant;
    participant.hasJoined = true;
    call.participant = participant;
    if (!conference.hasFirstParticipant) fixByFirst(conference, options);
    tellConference(
      this.#parts,
      conference,
      { kind: "join", name: "participant-join" },
      participantParams(participant)
    );
    if (conference.status === "init") {
      this.#wait(participant);
      this.#startIfReady(conference);
    } else if (participant.beep === "true" || participant.beep === "onEnter") this.#beep(conference);
    this.#changed(conference, participant);
  }
  /** A leg goes, whatever the reason. Repeating it does nothing. */
  leave(participant, leaving) {
    if (participant.hasLeft) return;
    const { conference } = participant;
    this.#release(participant, leaving.reason);
    const ends = participant.hasJoined && participant.endConferenceOnExit;
    const ending = leaving.kicked ? "kicked" : "left";
    if (ends) this.end(conference, `participant-with-end-conference-on-exit-${ending}`, participant);
    else if (conference.participants.size === 0)
      this.end(conference, `last-participant-${ending}`, participant);
    else if (participant.beep === "true" || participant.beep === "onExit") this.#beep(conference);
    this.#changed(conference);
  }
  /** Ends a conference for all who are in it. */
  end(conference, reason, last) {
    if (conference.status === "completed") return;
    conference.status = "completed";
    conference.endReason = reason;
    if (last) conference.callSidEnding = last.callSid;
    this.#active.delete(conference.friendlyName);
    const others = reason === "conference-ended-via-api" ? "conference_ended_via_api" : "moderator_ended_conference";
    for (const participant of conference.participants.values()) this.#release(participant, others);
    tellConference(
      this.#parts,
      conference,
      { kind: "end", name: "conference-end" },
      endParams2(conference, last)
    );
    this.#changed(conference);
  }
  clear() {
    for (const conference of this.#conferences.values()) delete conference.callback;
    for (const conference of this.#active.values()) this.end(conference, "conference-ended-via-api");
    this.#conferences.clear();
  }
  #add(conference, call, options) {
    const participant = new Participant(this.#parts, conference, call, options);
    conference.participants.set(call.sid, participant);
    return participant;
  }
  #release(participant, reason) {
    const { conference, call } = participant;
    participant.hasLeft = true;
    stopMusic(participant);
    conference.participants.delete(call.sid);
    if (call.participant === participant) delete call.participant;
    tellConference(
      this.#parts,
      conference,
      { kind: "leave", name: "participant-leave" },
      leaveParams(participant, reason)
    );
    this.#parts.changes.tell({ type: "participant", participant });
    this.#parts.changes.tell({ type: "hearing", callSid: call.sid });
    participant.release();
  }
  /** Music until the conference starts. Where it cannot be had, the leg falls through to what follows its Dial. */
  #wait(participant) {
    const { waitUrl: url, waitMethod: method2 = "POST" } = participant.options;
    const fallThrough = () => {
      if (participant.conference.status === "init")
        this.leave(participant, { reason: "participant_add_failed" });
    };
    startMusic(this.#parts, participant, { url, method: method2 }, fallThrough);
  }
  #startIfReady(conference) {
    const { present } = conference;
    if (present.length < 2 || !present.some(({ startConferenceOnEnter }) => startConferenceOnEnter)) return;
    conference.status = "in-progress";
    for (const participant of present) stopMusic(participant);
    tellConference(this.#parts, conference, { kind: "start", name: "conference-start" });
  }
  #mayEnter(conference, options, codes) {
    const { label } = options;
    if (label !== void 0 && !isValidLabel(label)) {
      throw new TwilioError(
        400,
        codes.invalid,
        `Participant label invalid: max 128 chars, not a CallSid, no '/'`
      );
    }
    if (label && conference?.find(label)) {
      throw new TwilioError(400, codes.taken, "Participant label is in use by another participant");
    }
    if (conference && conference.participants.size >= (options.maxParticipants ?? 250)) {
      throw new TwilioError(400, 16020, "The conference is full");
    }
  }
  #beep(conference) {
    for (const { sound, over } of conference.present) {
      const stop = new AbortController();
      void over.then(() => stop.abort());
      if (!sound.current) void sound.play(beepClip, stop.signal).catch(() => void 0);
    }
  }
  #changed(conference, participant) {
    const { changes, clock } = this.#parts;
    conference.updatedAt = clock.now();
    changes.tell({ type: "conference", conference });
    if (participant) changes.tell({ type: "participant", participant });
    for (const { callSid } of conference.present) changes.tell({ type: "hearing", callSid });
  }
};
function fixByFirst(conference, options) {
  conference.hasFirstParticipant = true;
  if (options.region) conference.region = options.region;
  const { conferenceStatusCallback: url, conferenceStatusCallbackMethod: method2 = "POST" } = options;
  if (url) conference.callback = { url, method: method2, events: options.conferenceStatusCallbackEvents ?? [] };
}
function isValidLabel(label) {
  return label.length <= 128 && !/^CA[0-9a-f]{32}$/.test(label) && !/\/|%2f/i.test(label);
}
function matches2(conference, filter) {
  const { friendlyName, status, createdAfter = 0, createdBefore = Infinity } = filter;
  if (friendlyName !== void 0 && conference.friendlyName !== friendlyName) return false;
  if (status !== void 0 && conference.status !== status) return false;
  return conference.createdAt >= createdAfter && conference.createdAt <= createdBefore;
}

// emulator/switch/hearing.ts
var silence = { voices: [] };
function hearingOf(call) {
  if (call.isOver) return silence;
  if (call.participant) return inConference(call.participant);
  const { bridgedTo } = call;
  return hears(call.sound, bridgedTo ? [bridgedTo.sid] : []);
}
function inConference(participant) {
  const { conference, hold: hold2, sound } = participant;
  if (conference.status !== "in-progress" || hold2) return hears(sound, []);
  const audible = conference.present.filter((other) => isHeardBy(other, participant));
  return hears(
    sound,
    audible.map(({ callSid }) => callSid)
  );
}
function isHeardBy(speaker, listener) {
  if (speaker === listener || speaker.muted || speaker.hold) return false;
  return !speaker.coaching || speaker.callSidToCoach === listener.callSid;
}
function hears(sound, voices) {
  return sound.current ? { clip: sound.current, voices } : { voices };
}

// emulator/switch/inbound.ts
function dialIn(parts, device, to) {
  const number = parts.numbers.find(to);
  if (!number) throw new TwilioError(404, 21215, `No number of this account is ${to}`);
  const application = number.voiceApplicationSid ? parts.applications.find(number.voiceApplicationSid) : void 0;
  const leg = { from: device.address, to, direction: "inbound", phoneNumberSid: number.sid };
  return begin(parts, parts.calls.add(leg, "ringing"), device, application ?? number);
}
function connectClient(parts, device, applicationSid, params) {
  const application = parts.applications.find(applicationSid);
  if (!application) throw new TwilioError(404, 21201, `There is no TwiML application ${applicationSid}`);
  const extraParams = { ...params, ApplicationSid: applicationSid };
  const leg = { from: device.address, to: params.To ?? "", direction: "inbound", extraParams };
  return begin(parts, parts.calls.add(leg, "ringing"), device, application);
}
function begin(parts, call, device, handler) {
  call.device = device;
  const {
    voiceUrl: url,
    voiceMethod: method2 = "POST",
    voiceFallbackUrl,
    voiceFallbackMethod = "POST"
  } = handler;
  const { statusCallback, statusCallbackMethod = "POST" } = handler;
  if (voiceFallbackUrl) call.fallback = { url: voiceFallbackUrl, method: voiceFallbackMethod };
  if (statusCallback) {
    call.callback = { url: statusCallback, method: statusCallbackMethod, events: /* @__PURE__ */ new Set(["completed"]) };
  }
  ringUntilAnswered(call);
  startScript(parts, call, url ? { url, method: method2 } : { twiml: "<Response><Reject/></Response>" });
  return call;
}

// emulator/switch/participant-requests.ts
function listParticipants(conference, filter) {
  return [...conference.participants.values()].filter(
    ({ muted, hold: hold2, coaching }) => muted === (filter.muted ?? muted) && hold2 === (filter.hold ?? hold2) && coaching === (filter.coaching ?? coaching)
  );
}
function fetchParticipant(conference, who) {
  const participant = conference.find(who);
  if (participant) return participant;
  throw notFound(
    `/2010-04-01/Accounts/${conference.accountSid}/Conferences/${conference.sid}/Participants/${who}.json`
  );
}
function updateParticipant(parts, participant, update3) {
  mustRun(participant.conference);
  if (update3.muted !== void 0) setMuted(parts, participant, update3.muted);
  if (update3.hold !== void 0) setHold(parts, participant, update3.hold, update3);
  modify(parts, participant, update3);
  const { announceUrl: url, announceMethod: method2 = "POST" } = update3;
  if (url) void announceTo(parts, participant.conference, [participant], { url, method: method2 });
  changed(parts, participant);
}
function removeParticipant(parts, participant) {
  mustRun(participant.conference);
  if (participant.hasJoined)
    parts.conferences.leave(participant, { reason: "participant_updated_via_api", kicked: true });
  else parts.calls.end(participant.call, { kicked: true });
}
function updateConference(parts, conference, update3) {
  const { announceUrl: url, announceMethod: method2 = "POST" } = update3;
  if (url) {
    mustRun(conference);
    void announceTo(parts, conference, conference.present, { url, method: method2 });
  }
  if (update3.status === "completed") parts.conferences.end(conference, "conference-ended-via-api");
}
function mustRun(conference) {
  if (conference.status === "in-progress") return;
  throw new TwilioError(400, 16099, "The conference is not in progress");
}
function setMuted(parts, participant, muted) {
  if (participant.muted === muted) return;
  participant.muted = muted;
  tell(parts, participant, "mute", muted ? "participant-mute" : "participant-unmute");
}
function setHold(parts, participant, hold2, update3) {
  const wasHeld = participant.hold;
  participant.hold = hold2;
  if (hold2) startMusic(parts, participant, { url: update3.holdUrl, method: update3.holdMethod ?? "GET" });
  else stopMusic(participant);
  if (wasHeld !== hold2) tell(parts, participant, "hold", hold2 ? "participant-hold" : "participant-unhold");
}
function modify(parts, participant, update3) {
  const { endConferenceOnExit, coaching, callSidToCoach, beepOnExit } = update3;
  const someoneHeld = participant.conference.present.some(({ hold: hold2 }) => hold2);
  if (endConferenceOnExit !== void 0 && !someoneHeld)
    participant.endConferenceOnExit = endConferenceOnExit;
  if (coaching !== void 0) participant.coaching = coaching;
  if (callSidToCoach !== void 0) participant.callSidToCoach = callSidToCoach;
  if (beepOnExit !== void 0) participant.beep = beepOnExit ? "onExit" : "false";
  const touched = endConferenceOnExit !== void 0 || coaching !== void 0 || callSidToCoach !== void 0;
  if (touched) tell(parts, participant, "modify", "participant-modify");
}
async function announceTo(parts, conference, listeners, request) {
  await Promise.all(listeners.map((participant) => announce(parts, participant, request)));
  tellConference(
    parts,
    conference,
    { kind: "announcement", name: "announcement-end" },
    { AnnounceUrl: request.url }
  );
}
function tell(parts, participant, kind, name) {
  tellConference(parts, participant.conference, { kind, name }, participantParams(participant));
}
function changed(parts, participant) {
  participant.updatedAt = parts.clock.now();
  parts.changes.tell({ type: "participant", participant });
  for (const { callSid } of participant.conference.present) parts.changes.tell({ type: "hearing", callSid });
}

// emulator/switch/recordings.ts
var Recordings = class {
  #recordings = /* @__PURE__ */ new Map();
  add(recording) {
    this.#recordings.set(recording.sid, recording);
  }
  /** @throws TwilioError 20404 */
  fetch(sid) {
    const recording = this.#recordings.get(sid);
    if (!recording) throw notFound(`/Recordings/${sid}.json`);
    return recording;
  }
  /** Newest first. */
  list(callSid) {
    const all = [...this.#recordings.values()].toReversed();
    return callSid === void 0 ? all : all.filter((recording) => recording.callSid === callSid);
  }
  remove(sid) {
    this.fetch(sid);
    this.#recordings.delete(sid);
  }
  clear() {
    this.#recordings.clear();
  }
};

// emulator/switch/switch.ts
var keyPauseMs = 500;
var Switch = class {
  #parts;
  constructor(deps) {
    const limits = { callsPerSecond: 1, extraRingMs: 0, callSeconds: 14400, ...deps.limits };
    const parts = { ids: randomIds, ...deps, limits, changes: new Changes() };
    this.#parts = Object.assign(parts, {
      calls: new Calls(parts),
      conferences: new Conferences(parts),
      recordings: new Recordings(),
      queue: new CallQueue(deps.clock, limits.callsPerSecond)
    });
  }
  /** A phone outside dials one of the account's numbers. @throws TwilioError 21215 when nobody has that number */
  dial(device, to) {
    return dialIn(this.#parts, device, to);
  }
  /**
   * A page with the Voice SDK connects: the TwiML application is asked, with `params` merged into the request.
   * @throws TwilioError 21201 for an unknown application
   */
  connect(device, applicationSid, params) {
    return connectClient(this.#parts, device, applicationSid, params);
  }
  /** Resolves once the call is answered; rejects when it ends before. */
  answered(callSid) {
    const call = this.#parts.calls.fetch(callSid);
    return new Promise((resolve, reject2) => {
      if (call.startedAt !== void 0) resolve();
      call.answerListeners.add(resolve);
      const gone = () => reject2(new Error(`The call ended as ${call.status} before it was answered`));
      call.endListeners.add(gone);
      if (call.isOver) gone();
    });
  }
  /** The device hung up. Nothing happens when the call is over or unknown. */
  hangUp(callSid) {
    const call = this.#parts.calls.find(callSid);
    if (call) this.#parts.calls.end(call, { byDevice: true });
  }
  /** The device pressed keys: `0-9`, `*`, `#`; `w` waits half a second. */
  pressKeys(callSid, digits) {
    const call = this.#parts.calls.find(callSid);
    if (call) void this.#press(call, digits);
  }
  /** https://www.twilio.com/docs/voice/api/call-resource @throws TwilioError */
  createCall(request) {
    return createCall(this.#parts, request);
  }
  /** @throws TwilioError 20404, or 21220 when the call is over */
  updateCall(sid, update3) {
    const call = this.#parts.calls.fetch(sid);
    updateCall(this.#parts, call, update3);
    return call;
  }
  /** @throws TwilioError 20404 */
  fetchCall(sid) {
    return this.#parts.calls.fetch(sid);
  }
  /** Newest first. */
  listCalls(filter = {}) {
    return this.#parts.calls.list(filter);
  }
  /** Forgets a call that is over. @throws TwilioError 20404, 20009 while it runs */
  deleteCall(sid) {
    this.#parts.calls.remove(sid);
  }
  /** @throws TwilioError 20404 */
  fetchConference(sid) {
    return this.#parts.conferences.fetch(sid);
  }
  /** Newest first. */
  listConferences(filter = {}) {
    return this.#parts.conferences.list(filter);
  }
  /** @throws TwilioError 20404, 16099 */
  updateConference(sid, update3) {
    const conference = this.#parts.conferences.fetch(sid);
    updateConference(this.#parts, conference, update3);
    return conference;
  }
  /** `conference` is a SID or a friendly name. @throws TwilioError 16022, 16020, 16024, 16026, 21211 */
  createParticipant(conference, request) {
    return createParticipant(this.#parts, conference, request);
  }
  /** `who` is a CallSid or a label, here and below. @throws TwilioError 20404 */
  fetchParticipant(conferenceSid, who) {
    return fetchParticipant(this.#parts.conferences.fetch(conferenceSid), who);
  }
  /** @throws TwilioError 20404 */
  listParticipants(conferenceSid, filter = {}) {
    return listParticipants(this.#parts.conferences.fetch(conferenceSid), filter);
  }
  /** @throws TwilioError 20404, 16099 */
  updateParticipant(conferenceSid, who, update3) {
    const participant = fetchParticipant(this.#parts.conferences.fetch(conferenceSid), who);
    updateParticipant(this.#parts, participant, update3);
    return participant;
  }
  /** Puts a participant out of the conference. @throws TwilioError 20404, 16099 */
  deleteParticipant(conferenceSid, who) {
    removeParticipant(this.#parts, fetchParticipant(this.#parts.conferences.fetch(conferenceSid), who));
  }
  /** @throws TwilioError 20404 */
  fetchRecording(sid) {
    return this.#parts.recordings.fetch(sid);
  }
  /** Newest first. */
  listRecordings(callSid) {
    return this.#parts.recordings.list(callSid);
  }
  /** @throws TwilioError 20404 */
  deleteRecording(sid) {
    this.#parts.recordings.remove(sid);
  }
  /** What this leg hears now; undefined for a call that is over or unknown. */
  hearing(callSid) {
    const call = this.#parts.calls.find(callSid);
    return call && !call.isOver ? hearingOf(call) : void 0;
  }
  /** The device at the far end of a call. */
  deviceOf(callSid) {
    return this.#parts.calls.find(callSid)?.device;
  }
  /** Tells of every change; the returned function ends it. */
  subscribe(listener) {
    return this.#parts.changes.subscribe(listener);
  }
  /** Hangs up every call and forgets all calls, conferences and recordings, without a status callback. */
  reset() {
    this.#parts.conferences.clear();
    this.#parts.calls.clear();
    this.#parts.recordings.clear();
  }
  async #press(call, digits) {
    for (const key of digits) {
      if (key === "w") await sleep(this.#parts.clock, keyPauseMs);
      else for (const listener of call.keyListeners) listener(key);
    }
  }
};

// emulator/sync/item-pages.ts
function itemPage(object, query) {
  const sign2 = query.order === "desc" ? -1 : 1;
  const compare = (a, b) => a === b ? 0 : a < b ? -sign2 : sign2;
  const asKey = (text) => object.kind === "list" ? Number(text) : text;
  const start = query.token ?? query.from;
  const least = query.token === void 0 && query.bounds === "exclusive" ? 1 : 0;
  const items = [...object.items.values()].filter((item) => start === void 0 || compare(item.key, asKey(start)) >= least).toSorted((a, b) => compare(a.key, b.key));
  const after = items[query.pageSize];
  return { items: items.slice(0, query.pageSize), next: after ? String(after.key) : null };
}

// emulator/sync/service-routes.ts
var SERVICES_URL = "https://sync.twilio.com/v1/Services";
function serviceRoutes2({ store: store2, accountSid }) {
  const path = "/v1/Services";
  const shown = (service) => serialize9(service, accountSid);
  return [
    {
      method: "POST",
      path,
      run: ({ form }) => ({ status: 201, json: shown(store2.createService(settings(form))) })
    },
    {
      method: "GET",
      path,
      run: (input) => ({
        json: envelope(input, "services", pageOf([...store2.services.values()], input, 100), shown)
      })
    },
    {
      method: "GET",
      path: `${path}/:service`,
      run: (input) => ({ json: shown(store2.service(param(input, "service"))) })
    },
    {
      method: "POST",
      path: `${path}/:service`,
      run: (input) => {
        const service = store2.service(param(input, "service"));
        store2.updateService(service, settings(input.form));
        return { json: shown(service) };
      }
    },
    {
      method: "DELETE",
      path: `${path}/:service`,
      run: (input) => {
        store2.removeService(store2.service(param(input, "service")));
        return { status: 204 };
      }
    }
  ];
}
function settings(form) {
  return given({
    friendlyName: optional(form, "FriendlyName"),
    webhookUrl: optional(form, "WebhookUrl"),
    aclEnabled: flag(form, "AclEnabled"),
    webhooksFromRestEnabled: flag(form, "WebhooksFromRestEnabled"),
    reachabilityWebhooksEnabled: flag(form, "ReachabilityWebhooksEnabled"),
    reachabilityDebouncingEnabled: flag(form, "ReachabilityDebouncingEnabled"),
    reachabilityDebouncingWindow: whole(form, "ReachabilityDebouncingWindow", 1e3, 3e4)
  });
}
function serialize9(service, accountSid) {
  const url = `${SERVICES_URL}/${service.sid}`;
  return {
    sid: service.sid,
    unique_name: service.uniqueName,
    account_sid: accountSid,
    friendly_name: service.friendlyName,
    date_created: new Date(service.dateCreated).toISOString(),
    date_updated: new Date(service.dateUpdated).toISOString(),
    url,
    webhook_url: service.webhookUrl,
    webhooks_from_rest_enabled: service.webhooksFromRestEnabled,
    reachability_webhooks_enabled: service.reachabilityWebhooksEnabled,
    acl_enabled: service.aclEnabled,
    reachability_debouncing_enabled: service.reachabilityDebouncingEnabled,
    reachability_debouncing_window: service.reachabilityDebouncingWindow,
    links: {
      documents: `${url}/Documents`,
      lists: `${url}/Lists`,
      maps: `${url}/Maps`,
      streams: `${url}/Streams`
    }
  };
}

// emulator/sync/object-routes.ts
var COLLECTION = { document: "Documents", list: "Lists", map: "Maps" };
var LONGEST_TTL_S = 31536e3;
function objectRoutes(deps, kind) {
  const path = `/v1/Services/:service/${COLLECTION[kind]}`;
  const reply = (object, status = 200) => replyWith(object, deps.accountSid, status);
  return [
    { method: "POST", path, run: (input) => reply(create2(deps, kind, input), 201) },
    { method: "GET", path, run: (input) => ({ json: listed(deps, kind, input) }) },
    { method: "GET", path: `${path}/:object`, run: (input) => reply(objectOf(deps, kind, input)) },
    { method: "POST", path: `${path}/:object`, run: (input) => reply(update(deps, kind, input)) },
    {
      method: "DELETE",
      path: `${path}/:object`,
      run: (input) => {
        deps.store.remove(objectOf(deps, kind, input));
        return { status: 204 };
      }
    }
  ];
}
function objectOf({ store: store2 }, kind, input) {
  return store2.object(store2.service(param(input, "service")).sid, kind, param(input, "object"));
}
function ttlOf(form, ...names) {
  return names.map((name) => whole(form, name, 0, LONGEST_TTL_S, 54002)).find((ttl) => ttl !== void 0);
}
function ifMatch(input) {
  return input.request.headers["if-match"];
}
function objectUrl({ kind, serviceSid, sid }) {
  return `${SERVICES_URL}/${serviceSid}/${COLLECTION[kind]}/${sid}`;
}
function create2({ store: store2 }, kind, input) {
  const service = store2.service(param(input, "service"));
  const data = kind === "document" ? json(input.form, "Data") ?? {} : void 0;
  const ttl = ttlOf(input.form, "Ttl", "CollectionTtl");
  return store2.create(service.sid, kind, optional(input.form, "UniqueName") ?? null, data, { ttl });
}
function update(deps, kind, input) {
  const object = objectOf(deps, kind, input);
  const ttl = ttlOf(input.form, "Ttl", "CollectionTtl");
  const data = json(input.form, "Data");
  const options = { ttl, ifMatch: ifMatch(input) };
  if (kind === "document")
    deps.store.updateDocument(object, data === void 0 ? object.data : data, options);
  else deps.store.setExpiry(object, ttl);
  return object;
}
function listed(deps, kind, input) {
  const objects = deps.store.objects(deps.store.service(param(input, "service")).sid, kind);
  const shown = (object) => serialize10(object, deps.accountSid);
  return envelope(input, COLLECTION[kind].toLowerCase(), pageOf(objects, input, 100), shown);
}
function replyWith(object, accountSid, status) {
  return {
    status,
    json: serialize10(object, accountSid),
    headers: { etag: `"${object.revision.toString(16)}"` }
  };
}
function serialize10(object, accountSid) {
  const url = objectUrl(object);
  return {
    sid: object.sid,
    unique_name: object.uniqueName,
    account_sid: accountSid,
    service_sid: object.serviceSid,
    url,
    links: {
      ...object.kind !== "document" && { items: `${url}/Items` },
      permissions: `${url}/Permissions`
    },
    revision: object.revision.toString(16),
    ...object.kind === "document" && { data: object.data },
    date_expires: isoOrNull(object.dateExpires),
    date_created: isoOrNull(object.dateCreated),
    date_updated: isoOrNull(object.dateUpdated),
    created_by: object.createdBy
  };
}
function isoOrNull(at) {
  return at === null ? null : new Date(at).toISOString();
}

// emulator/sync/item-routes.ts
function itemRoutes(deps, kind) {
  const path = `/v1/Services/:service/${COLLECTION[kind]}/:object/Items`;
  const reply = (input, act, status = 200) => {
    const object = objectOf(deps, kind, input);
    const item = act(object);
    const headers = { etag: `"${item.revision.toString(16)}"` };
    return { status, headers, json: serialize11(object, item, deps.accountSid) };
  };
  const { store: store2 } = deps;
  return [
    { method: "POST", path, run: (input) => reply(input, (object) => create3(deps, object, input), 201) },
    {
      method: "GET",
      path,
      run: (input) => ({ json: listed2(objectOf(deps, kind, input), input, deps.accountSid) })
    },
    {
      method: "GET",
      path: `${path}/:key`,
      run: (input) => reply(input, (object) => store2.item(object, param(input, "key")))
    },
    {
      method: "POST",
      path: `${path}/:key`,
      run: (input) => reply(input, (object) => update2(deps, object, input))
    },
    {
      method: "DELETE",
      path: `${path}/:key`,
      run: (input) => {
        store2.removeItem(objectOf(deps, kind, input), param(input, "key"), { ifMatch: ifMatch(input) });
        return { status: 204 };
      }
    }
  ];
}
function create3({ store: store2 }, object, { form }) {
  const key = object.kind === "map" ? required(form, "Key") : void 0;
  required(form, "Data");
  const item = store2.addItem(object, key, json(form, "Data"), { ttl: ttlOf(form, "ItemTtl", "Ttl") });
  store2.setExpiry(object, ttlOf(form, "CollectionTtl"));
  return item;
}
function update2({ store: store2 }, object, input) {
  const { form } = input;
  const known = store2.item(object, param(input, "key"));
  const data = form.has("Data") ? json(form, "Data") : known.data;
  const ttl = ttlOf(form, "ItemTtl", "Ttl");
  const item = store2.updateItem(object, known.key, data, { ttl, ifMatch: ifMatch(input) });
  store2.setExpiry(object, ttlOf(form, "CollectionTtl"));
  return item;
}
function listed2(object, input, accountSid) {
  const { form } = input;
  const pageSize = whole(form, "PageSize", 1, 1e3) ?? 50;
  if (pageSize > 100) throw new TwilioError(400, 20001, "PageSize must be at most 100");
  const page = itemPage(object, {
    order: form.get("Order") ?? "asc",
    from: optional(form, "From"),
    bounds: form.get("Bounds") ?? "inclusive",
    pageSize,
    token: optional(form, "PageToken")
  });
  const url = (changes) => `https://${input.request.host}${pageUri(input, changes)}`;
  const number = Number(form.get("Page") ?? 0);
  const next = page.next === null ? null : url({ PageSize: pageSize, Page: number + 1, PageToken: page.next });
  return {
    meta: {
      page: number,
      page_size: pageSize,
      first_page_url: url({ PageSize: pageSize, Page: 0 }),
      previous_page_url: null,
      url: url({}),
      next_page_url: next,
      key: "items"
    },
    items: page.items.map((item) => serialize11(object, item, accountSid))
  };
}
function serialize11(object, item, accountSid) {
  const own = object.kind === "list" ? { index: item.key } : { key: item.key };
  return {
    ...own,
    account_sid: accountSid,
    service_sid: object.serviceSid,
    [`${object.kind}_sid`]: object.sid,
    url: `${objectUrl(object)}/Items/${encodeURIComponent(item.key)}`,
    revision: item.revision.toString(16),
    data: item.data,
    date_expires: isoOrNull(item.dateExpires),
    date_created: isoOrNull(item.dateCreated),
    date_updated: isoOrNull(item.dateUpdated),
    created_by: item.createdBy
  };
}

// emulator/sync/permission-routes.ts
function permissionRoutes(deps, kind) {
  const path = `/v1/Services/:service/${COLLECTION[kind]}/:object/Permissions`;
  const shown = (object, identity) => serialize12(object, identity, deps.accountSid);
  return [
    {
      method: "GET",
      path,
      run: (input) => {
        const object = objectOf(deps, kind, input);
        const page = pageOf([...object.permissions.keys()], input, 100);
        return { json: envelope(input, "permissions", page, (identity) => shown(object, identity)) };
      }
    },
    {
      method: "GET",
      path: `${path}/:identity`,
      run: (input) => ({ json: shown(objectOf(deps, kind, input), param(input, "identity")) })
    },
    {
      method: "POST",
      path: `${path}/:identity`,
      run: (input) => {
        const object = objectOf(deps, kind, input);
        object.permissions.set(param(input, "identity"), permissionOf(input));
        return { json: shown(object, param(input, "identity")) };
      }
    },
    {
      method: "DELETE",
      path: `${path}/:identity`,
      run: (input) => {
        const known = objectOf(deps, kind, input).permissions.delete(param(input, "identity"));
        if (!known) throw notFound(input.request.path);
        return { status: 204 };
      }
    }
  ];
}
function permissionOf({ form }) {
  const read = flag(form, "Read");
  const write = flag(form, "Write");
  const manage = flag(form, "Manage");
  if (read === void 0 || write === void 0 || manage === void 0) {
    throw new TwilioError(400, 20001, "Read, Write and Manage are required");
  }
  return { read, write, manage };
}
function serialize12(object, identity, accountSid) {
  const permission = object.permissions.get(identity);
  const url = `${objectUrl(object)}/Permissions/${encodeURIComponent(identity)}`;
  if (!permission) throw notFound(new URL(url).pathname);
  return {
    account_sid: accountSid,
    service_sid: object.serviceSid,
    [`${object.kind}_sid`]: object.sid,
    identity,
    ...permission,
    url
  };
}

// emulator/sync/api.ts
var KINDS = ["document", "list", "map"];
function createSyncApi(store2, accountSid) {
  const deps = { store: store2, accountSid };
  return routed([
    ...serviceRoutes2(deps),
    ...KINDS.flatMap((kind) => [...objectRoutes(deps, kind), ...permissionRoutes(deps, kind)]),
    ...itemRoutes(deps, "list"),
    ...itemRoutes(deps, "map")
  ]);
}

// emulator/sync/write-rate.ts
var BURST_S = 10;
var WriteRate = class {
  #clock;
  #enforced;
  #objects = /* @__PURE__ */ new Map();
  constructor(clock, enforced) {
    this.#clock = clock;
    this.#enforced = enforced;
  }
  /** Writes so far and the most within one second, by object SID. */
  figures() {
    return this.#objects;
  }
  /** @throws TwilioError 429 (54009) beyond the limit, where limits are enforced */
  count(sid, bytes) {
    const now = this.#clock.now();
    const entry = this.#objects.get(sid) ?? { total: 0, second: 0, inSecond: 0, peak: 0, debt: 0, at: now };
    this.#objects.set(sid, entry);
    const perSecond = bytes >= 10 * 1024 ? 2 : 20;
    const debt = Math.max(0, entry.debt - (now - entry.at) / 1e3 * perSecond) + 1;
    if (this.#enforced && debt > perSecond * BURST_S)
      throw new TwilioError(429, 54009, "Rate limit exceeded");
    const second = Math.floor(now / 1e3);
    const inSecond = second === entry.second ? entry.inSecond + 1 : 1;
    Object.assign(entry, {
      debt,
      at: now,
      second,
      inSecond,
      total: entry.total + 1,
      peak: Math.max(entry.peak, inSecond)
    });
  }
};

// emulator/sync/store.ts
var LETTERS = { document: "ET", list: "ES", map: "MP" };
var MISSING = { document: 54100, list: 54150, map: 54200 };
var MISSING_ITEM = { document: 54100, list: 54151, map: 54201 };
var MISMATCH = { document: 54103, list: 54155, map: 54205 };
var LARGEST_BYTES = 16 * 1024;
var LONGEST_TIMER_MS = 2 ** 31 - 1;
var KEPT_EVENTS = 2e3;
var SyncStore = class {
  services = /* @__PURE__ */ new Map();
  writes;
  #clock;
  #sids;
  #objects = /* @__PURE__ */ new Map();
  #named = /* @__PURE__ */ new Map();
  #generations = /* @__PURE__ */ new Map();
  #expiries = /* @__PURE__ */ new Map();
  #listeners = /* @__PURE__ */ new Set();
  constructor({ clock, sids = new SidSource(), enforceLimits = false }) {
    this.#clock = clock;
    this.#sids = sids;
    this.writes = new WriteRate(clock, enforceLimits);
  }
  /** Tells of every change after it happened; the returned function ends it. */
  onChange(listener) {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }
  /** Stops every expiry timer. */
  close() {
    for (const cancel of this.#expiries.values()) cancel();
    this.#expiries.clear();
  }
  createService(settings2 = {}) {
    const now = this.#clock.now();
    const sid = settings2.sid ?? this.#sids.next("IS");
    const service = { ...SERVICE_DEFAULTS, dateCreated: now, dateUpdated: now, ...settings2, sid };
    this.services.set(sid, service);
    return service;
  }
  /** By SID, by unique name, or `default`, which exists from the first time it is asked for. */
  service(ref) {
    const found2 = [...this.services.values()].find(
      ({ sid, uniqueName }) => sid === ref || uniqueName === ref
    );
    if (found2) return found2;
    if (ref === "default") return this.createService({ uniqueName: "default", friendlyName: "Default" });
    throw new TwilioError(404, 20404, `The requested resource /Services/${ref} was not found`);
  }
  updateService(service, changes) {
    Object.assign(service, changes, { dateUpdated: this.#clock.now() });
  }
  removeService(service) {
    for (const object of this.objects(service.sid)) this.remove(object);
    this.services.delete(service.sid);
  }
  objects(serviceSid, kind) {
    return [...this.#objects.values()].filter(
      (object) => object.serviceSid === serviceSid && (!kind || object.kind === kind)
    );
  }
  find(serviceSid, kind, ref) {
    const object = this.#objects.get(this.#named.get(`${serviceSid}/${kind}/${ref}`) ?? ref);
    return object?.serviceSid === serviceSid && object.kind === kind ? object : void 0;
  }
  /** @throws TwilioError 404 */
  object(serviceSid, kind, ref) {
    const found2 = this.find(serviceSid, kind, ref);
    if (!found2) throw new TwilioError(404, MISSING[kind], `${kind} was not found`);
    return found2;
  }
  /** @throws TwilioError 409 (54301) when the unique name is taken */
  create(serviceSid, kind, uniqueName, data, options = {}) {
    if (uniqueName !== null && this.find(serviceSid, kind, uniqueName)) {
      throw new TwilioError(409, 54301, "Unique name already exists");
    }
    checkSize(data);
    const now = this.#clock.now();
    const object = {
      kind,
      serviceSid,
      uniqueName,
      data,
      sid: this.#sidFor(serviceSid, kind, uniqueName),
      revision: 0,
      lastEventId: now * 1e3,
      nextIndex: 0,
      dateCreated: now,
      dateUpdated: now,
      dateExpires: null,
      createdBy: options.by ?? "system",
      items: /* @__PURE__ */ new Map(),
      permissions: /* @__PURE__ */ new Map(),
      events: []
    };
    this.#objects.set(object.sid, object);
    if (uniqueName !== null) this.#named.set(`${serviceSid}/${kind}/${uniqueName}`, object.sid);
    this.setExpiry(object, options.ttl);
    return object;
  }
  /** @throws TwilioError 412 on another revision, 429 beyond the write rate */
  updateDocument(object, data, options = {}) {
    this.#admit(object, object.revision, data, options);
    object.data = data;
    this.setExpiry(object, options.ttl);
    this.#emit(object, "document_updated", { data });
  }
  remove(object) {
    for (const item of object.items.values()) this.#cancelExpiry(item);
    this.#cancelExpiry(object);
    this.#objects.delete(object.sid);
    this.#named.delete(`${object.serviceSid}/${object.kind}/${object.uniqueName}`);
    this.#emit(object, `${object.kind}_removed`, {});
  }
  /** Sets how long an object or item of it lives: seconds from now, 0 for ever, undefined to leave it. */
  setExpiry(object, ttl, item) {
    if (ttl === void 0) return;
    const target = item ?? object;
    this.#cancelExpiry(target);
    target.dateExpires = ttl === 0 ? null : this.#clock.now() + ttl * 1e3;
    if (ttl > 0) this.#await(object, target, item);
  }
  /** @throws TwilioError 404 */
  item(object, key) {
    const item = object.items.get(object.kind === "list" ? Number(key) : key);
    if (!item) throw new TwilioError(404, MISSING_ITEM[object.kind], "Item not found");
    return item;
  }
  /** Adds to a map under `key`, or to the end of a list. @throws TwilioError 409 (54208) when the key is taken */
  addItem(object, key, data, options = {}) {
    const at = object.kind === "list" ? object.nextIndex : key ?? "";
    if (object.items.has(at))
      throw new TwilioError(409, 54208, "An item with given key already exists in the map");
    this.#admit(object, -1, data, options);
    object.nextIndex += 1;
    const now = this.#clock.now();
    const item = {
      key: at,
      data,
      revision: 0,
      dateCreated: now,
      dateUpdated: now,
      dateExpires: null,
      createdBy: options.by ?? "system"
    };
    object.items.set(at, item);
    this.setExpiry(object, options.ttl, item);
    this.#emit(object, `${object.kind}_item_added`, { item });
    return item;
  }
  /** @throws TwilioError 404, 412 or 429 */
  updateItem(object, key, data, options = {}) {
    const item = this.item(object, key);
    this.#admit(object, item.revision, data, options);
    item.data = data;
    item.revision += 1;
    item.dateUpdated = this.#clock.now();
    this.setExpiry(object, options.ttl, item);
    this.#emit(object, `${object.kind}_item_updated`, { item });
    return item;
  }
  /** @throws TwilioError 404, 412 or 429 */
  removeItem(object, key, options = {}) {
    const item = this.item(object, key);
    this.#admit(object, item.revision, null, options);
    this.#dropItem(object, item);
  }
  #dropItem(object, item) {
    this.#cancelExpiry(item);
    object.items.delete(item.key);
    this.#emit(object, `${object.kind}_item_removed`, { item });
  }
  #admit(object, revision, data, options) {
    if (options.ifMatch !== void 0 && revisionOf(options.ifMatch) !== revision) {
      const message = "The revision of the object does not match the expected revision";
      throw new TwilioError(412, MISMATCH[object.kind], message);
    }
    this.writes.count(object.sid, checkSize(data));
  }
  #emit(object, type, rest) {
    const at = this.#clock.now();
    object.revision += 1;
    object.dateUpdated = at;
    object.lastEventId = Math.max(object.lastEventId + 1, at * 1e3);
    const item = rest.item && { item: { ...rest.item } };
    const event = { id: object.lastEventId, type, at, object, revision: object.revision, ...rest, ...item };
    object.events.push(event);
    if (object.events.length > KEPT_EVENTS) object.events.shift();
    for (const listener of this.#listeners) listener(event);
  }
  #sidFor(serviceSid, kind, uniqueName) {
    if (uniqueName === null) return this.#sids.next(LETTERS[kind]);
    const words = `${serviceSid}/${kind}/${uniqueName}`;
    const generation = (this.#generations.get(words) ?? 0) + 1;
    this.#generations.set(words, generation);
    return sidOf(LETTERS[kind], `${words}/${generation}`);
  }
  #await(object, target, item) {
    const left = (target.dateExpires ?? 0) - this.#clock.now();
    const due = () => {
      if (left > LONGEST_TIMER_MS) this.#await(object, target, item);
      else if (item) this.#dropItem(object, item);
      else this.remove(object);
    };
    this.#expiries.set(target, this.#clock.after(Math.min(left, LONGEST_TIMER_MS), due));
  }
  #cancelExpiry(target) {
    this.#expiries.get(target)?.();
    this.#expiries.delete(target);
  }
};
var SERVICE_DEFAULTS = {
  uniqueName: null,
  friendlyName: null,
  webhookUrl: null,
  webhooksFromRestEnabled: false,
  reachabilityWebhooksEnabled: false,
  reachabilityDebouncingEnabled: false,
  reachabilityDebouncingWindow: 5e3,
  aclEnabled: false
};
function revisionOf(tag) {
  const bare = tag.replaceAll(/^W\/|"/g, "");
  return bare === "-1" ? -1 : Number.parseInt(bare, 16);
}
function checkSize(data) {
  const bytes = Buffer.byteLength(JSON.stringify(data ?? null));
  if (bytes > LARGEST_BYTES) throw new TwilioError(413, 54006, "Request entity too large");
  return bytes;
}

// emulator/signature.ts
var import_node_crypto6 = require("node:crypto");
function signature(authToken, url, params = {}) {
  const pairs = Object.keys(params).toSorted();
  const signed = pairs.reduce((text, key) => text + key + params[key], url);
  return (0, import_node_crypto6.createHmac)("sha1", authToken).update(signed, "utf8").digest("base64");
}

// emulator/delivery-rules.ts
function readRules(url) {
  const fragment = new URLSearchParams(/#(.*)$/s.exec(url)?.[1] ?? "");
  const policy = (fragment.get("rp") ?? "ct").split(",");
  return {
    retries: bounded(fragment.get("rc"), 1, 0, 5),
    readMs: bounded(fragment.get("rt"), 15e3, 100, 15e3),
    totalMs: bounded(fragment.get("tt"), 15e3, 100, 15e3),
    retryOn: (kind) => policy.includes(kind) || policy.includes("all")
  };
}
function bounded(text, usual, least, most) {
  const value = text === null ? Number.NaN : Number(text);
  return Number.isFinite(value) ? Math.min(most, Math.max(least, value)) : usual;
}

// emulator/webhooks.ts
var WebhookError = class extends Error {
  name = "WebhookError";
  code;
  constructor(code, message, options) {
    super(message, options);
    this.code = code;
  }
};
var maxRedirects = 10;
var WebhookSender = class {
  #deps;
  constructor(deps) {
    this.#deps = deps;
  }
  /**
   * Sends one request, tried again as far as Twilio's rules or the URL's `#rc=..&rp=..` fragment say.
   * @throws WebhookError 11205 without a connection, 11200 for a time-out or a status that is no success
   */
  async send(webhook) {
    const rules = readRules(webhook.url);
    const deadline = this.#deps.clock.now() + rules.totalMs;
    for (let attempt = 0; ; attempt += 1) {
      const outcome = await this.#follow(webhook, rules, deadline).catch(asWebhookError);
      const failure = failureOf(outcome, webhook.followRedirects);
      if (!failure) return outcome;
      const again = attempt < rules.retries && rules.retryOn(failure.cause);
      if (!again || this.#deps.clock.now() >= deadline) throw failure;
    }
  }
  async #follow(webhook, rules, deadline) {
    let next = webhook;
    for (let hops = 0; hops <= maxRedirects; hops += 1) {
      const response = await this.#sendOnce(next, Math.min(rules.readMs, deadline - this.#deps.clock.now()));
      const location = redirectOf(response);
      if (!location || !webhook.followRedirects) return response;
      const keepsMethod = response.status === 307 || response.status === 308;
      next = { ...next, url: new URL(location, next.url).href, method: keepsMethod ? next.method : "GET" };
    }
    throw new WebhookError(11215, "Too many HTTP redirects");
  }
  /** One request with its fault, its time limit and its line in the log. */
  async #sendOnce(webhook, timeoutMs) {
    const { clock, log, faults } = this.#deps;
    const request = compose(webhook, this.#deps.account.authToken);
    const startedAt = clock.now();
    const path = request.url.replace(/^https?:\/\/[^/]+/, "");
    const fault = faults?.strike("webhook", `${webhook.method} ${path} ${request.body}`);
    const entry = {
      kind: "webhook",
      method: webhook.method,
      url: request.url,
      request: request.body
    };
    const about = { ...entry, ...webhook.callSid ? { callSid: webhook.callSid } : {} };
    try {
      const response = await this.#within(timeoutMs, this.#withFault(fault, request, timeoutMs));
      const text = response.body.toString().slice(0, 4e3);
      log.record({ ...about, status: response.status, durationMs: clock.now() - startedAt, response: text });
      keepCookies(webhook.cookies, response);
      return response;
    } catch (error) {
      const { code, message } = asWebhookError(error);
      log.record({ ...about, errorCode: code, message, durationMs: clock.now() - startedAt });
      throw error;
    }
  }
  async #withFault(fault, request, timeoutMs) {
    const send = () => this.#deps.http(request.url, { ...request, timeoutMs });
    if (!fault) return send();
    if (fault.do === "delay") {
      await sleep(this.#deps.clock, fault.ms);
      return send();
    }
    if (fault.do === "repeat") {
      for (let extra = 1; extra < fault.times; extra += 1) void send().catch(() => void 0);
      return send();
    }
    if ("after" in fault && fault.after) await send();
    if (fault.do === "answer") return { status: fault.status, headers: {}, body: "" };
    return new Promise(() => void 0);
  }
  /** Rejects as a read time-out after `ms` of the clock's time. */
  #within(ms, work) {
    return new Promise((resolve, reject2) => {
      const cancel = this.#deps.clock.after(
        ms,
        () => reject2(new WebhookError(11200, "The server did not answer in time", { cause: "rt" }))
      );
      void work.then(resolve, reject2).finally(cancel);
    });
  }
};
function compose(webhook, authToken) {
  const { method: method2, params, cookies } = webhook;
  const form = new URLSearchParams(params).toString();
  const bare = webhook.url.replace(/#.*$/s, "");
  const url = method2 === "GET" && form ? bare + (bare.includes("?") ? "&" : "?") + form : bare;
  const headers = {
    accept: "*/*",
    "user-agent": "TwilioProxy/1.1",
    "x-twilio-signature": signature(authToken, url, method2 === "POST" ? params : {})
  };
  if (method2 === "POST") headers["content-type"] = "application/x-www-form-urlencoded; charset=UTF-8";
  if (cookies?.size) headers.cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join("; ");
  return { url, method: method2, headers, body: method2 === "POST" ? form : "" };
}
function keepCookies(jar, response) {
  const header = response.headers["set-cookie"];
  for (const cookie of header === void 0 ? [] : [header].flat()) {
    const [, name, value] = /^([^=;]+)=([^;]*)/.exec(cookie) ?? [];
    if (name !== void 0 && value !== void 0) jar?.set(name.trim(), value);
  }
}
function redirectOf(response) {
  const location = response.headers.location;
  return response.status >= 300 && response.status < 400 ? [location].flat()[0] : void 0;
}
function asWebhookError(error) {
  if (error instanceof WebhookError) return error;
  const { code, syscall, message } = error;
  if (code === "ETIMEDOUT" && syscall !== "connect") return new WebhookError(11200, message, { cause: "rt" });
  return new WebhookError(11205, `HTTP connection failure: ${message}`, { cause: "ct" });
}
function failureOf(outcome, redirectsAllowed) {
  if (outcome instanceof WebhookError) return outcome;
  if (outcome.status < 300) return void 0;
  if (outcome.status < 400 && !redirectsAllowed)
    return new WebhookError(16010, "Status callbacks are not redirected");
  const cause = outcome.status >= 500 ? "5xx" : "4xx";
  return new WebhookError(11200, `Got HTTP ${outcome.status} response`, { cause });
}

// emulator/twilio.ts
function createLocalTwilio(options) {
  const state = createState(options);
  const { clock, account, sids, functions, numbers, applications, sync } = state;
  const exchange = createExchange(options, state);
  const target = functions;
  const logs = () => functions.logs();
  const serverless = createServerlessApi({ clock, sids, accountSid: account.accountSid, target, logs });
  const hosts = {
    "api.twilio.com": createApi({ account, clock, sids, numbers, applications, exchange }),
    "sync.twilio.com": createSyncApi(sync, account.accountSid),
    "iam.twilio.com": createIamApi(account),
    "pricing.twilio.com": createPricingApi(),
    "trusthub.twilio.com": createTrustHubApi(account.accountSid),
    "voice.twilio.com": createVoiceApi(),
    "serverless.twilio.com": serverless.handle,
    "serverless-upload.twilio.com": serverless.handle
  };
  const rest = createRest({ ...state, hosts });
  state.door.open(rest);
  return { ...state, exchange, serverless, rest };
}
function createState(options) {
  const { clock, account } = options;
  const sids = new SidSource(options.seed);
  const base = { clock, account, log: new EventLog(clock), faults: new Faults(options.random) };
  const door = new RestDoor();
  const functions = new FunctionsHost({
    ...base,
    ...options.functionsRest === "in-process" && { rest: inProcessRest(door.handle, clock) },
    ...options.functionGlobals && { globals: options.functionGlobals }
  });
  const http = outgoingHttp(functions);
  return {
    ...base,
    sids,
    door,
    functions,
    http,
    webhooks: new WebhookSender({ ...base, http }),
    clips: options.clips(http, base.log),
    sync: new SyncStore({ clock, sids, enforceLimits: options.enforceSyncLimits ?? false }),
    numbers: new NumberTable({ clock, sids }),
    applications: new ApplicationTable({ clock, sids }),
    devices: new DeviceRegistry()
  };
}
function createExchange(options, state) {
  return new Switch({
    ...state,
    ...options.recorder && { recorder: options.recorder },
    ...options.limits && { limits: options.limits },
    ...options.ids && { ids: options.ids }
  });
}
var RestDoor = class {
  #rest;
  open(rest) {
    this.#rest = rest;
  }
  handle = async (request) => {
    if (!this.#rest) throw new Error("The REST API is not open yet.");
    return this.#rest(request);
  };
};

// emulator/virtual-clock.ts
async function settlePromises() {
  for (let turn = 0; turn < 3; turn += 1) await new Promise((resolve) => void setImmediate(resolve));
}
var VirtualClock = class {
  #now;
  #order = 0;
  #settle;
  /** Sorted by time, the next one last. */
  #timers = [];
  /** `settle` resolves once the work started so far waits for nothing but this clock. */
  constructor(start = Date.UTC(2026, 0, 5, 9), settle = settlePromises) {
    this.#now = start;
    this.#settle = settle;
  }
  now() {
    return this.#now;
  }
  after(ms, task) {
    const timer = { at: this.#now + Math.max(0, ms), order: this.#order++, task };
    this.#timers.splice(this.#place(timer), 0, timer);
    return () => this.#remove(timer);
  }
  /** Lets `ms` milliseconds pass. */
  async advance(ms) {
    await this.#runUntil(this.#now + ms);
  }
  /** Lets time pass until no timer is left, at most `limitMs` milliseconds. */
  async runUntilIdle(limitMs = 864e5) {
    const end = this.#now + limitMs;
    for (; ; ) {
      await this.#settle();
      const next = this.#timers.at(-1);
      if (!next || next.at > end) return;
      await this.#runUntil(next.at);
    }
  }
  /** When the next timer fires, if there is one. */
  nextAt() {
    return this.#timers.at(-1)?.at;
  }
  async #runUntil(end) {
    await this.#settle();
    for (let next = this.#timers.at(-1); next && next.at <= end; next = this.#timers.at(-1)) {
      this.#timers.pop();
      this.#now = next.at;
      next.task();
      await this.#settle();
    }
    this.#now = end;
  }
  /** The index at which a new timer belongs: before every one that fires sooner or was made earlier for its time. */
  #place(timer) {
    let low = 0;
    let high = this.#timers.length;
    while (low < high) {
      const middle = low + high >> 1;
      if ((this.#timers[middle]?.at ?? 0) > timer.at) low = middle + 1;
      else high = middle;
    }
    return low;
  }
  #remove(timer) {
    const index = this.#timers.indexOf(timer);
    if (index >= 0) this.#timers.splice(index, 1);
  }
};

// tools/provision/sync-objects.ts
var MAPS = ["agents", "waiting", "accounts", "voicemails"];
async function ensureSyncObjects(client, serviceSid) {
  const service = client.sync.v1.services(serviceSid);
  await Promise.all(MAPS.map((uniqueName) => service.syncMaps.create({ uniqueName }).catch(ignoreExisting)));
}
function ignoreExisting(error) {
  if (error.status !== 409) throw error;
}

// simulation/chance.ts
var Chance = class {
  #state;
  constructor(...words) {
    this.#state = hashOf(words.join("/"));
  }
  /** From 0 up to, not including, 1 (mulberry32). */
  next = () => {
    this.#state = this.#state + 1831565813 | 0;
    let mixed = Math.imul(this.#state ^ this.#state >>> 15, 1 | this.#state);
    mixed = mixed + Math.imul(mixed ^ mixed >>> 7, 61 | mixed) ^ mixed;
    return ((mixed ^ mixed >>> 14) >>> 0) / 4294967296;
  };
  happens(probability) {
    return this.next() < probability;
  }
  /** Whole milliseconds between two numbers of seconds. */
  milliseconds(fromSeconds, toSeconds) {
    return Math.round((fromSeconds + this.next() * (toSeconds - fromSeconds)) * 1e3);
  }
  /** Whole milliseconds, most often short and now and then long. */
  waiting(meanSeconds) {
    return Math.round(-Math.log(1 - this.next()) * meanSeconds * 1e3);
  }
  whole(from, to) {
    return from + Math.floor(this.next() * (to - from + 1));
  }
  pick(list) {
    return list[Math.floor(this.next() * list.length)];
  }
  /** One of the names, each as likely as its weight says. */
  weighted(weights) {
    const entries = Object.entries(weights);
    let left = this.next() * entries.reduce((sum, [, weight]) => sum + weight, 0);
    for (const [name, weight] of entries) if ((left -= weight) < 0) return name;
    return entries.at(-1)[0];
  }
};
function hashOf(text) {
  let hash = 2166136261;
  for (let index = 0; index < text.length; index += 1) {
    hash = Math.imul(hash ^ text.charCodeAt(index), 16777619);
  }
  return hash;
}

// simulation/function-globals.ts
var crypto = __toESM(require("node:crypto"));
var import_node_module2 = require("node:module");
var import_node_path5 = require("node:path");
function functionGlobals(chance, warm) {
  const own = (0, import_node_module2.createRequire)((0, import_node_path5.join)(__dirname, "../package.json"));
  const promptCrypto = { ...crypto, scrypt: promptScrypt };
  return {
    Math: Object.create(Math, { random: { value: chance.next } }),
    crypto: { subtle: { importKey, sign, verify } },
    require: (name) => warm.require(name) ?? (/^(node:)?crypto$/.test(name) ? promptCrypto : own(name))
  };
}
function promptScrypt(...given2) {
  const done = given2.at(-1);
  done(null, crypto.scryptSync(...given2.slice(0, -1)));
}
function importKey(_format, secret, _how, _extractable, usages) {
  const algorithm = { name: "HMAC", hash: { name: "SHA-256" } };
  return Promise.resolve({ [Symbol.toStringTag]: "CryptoKey", type: "secret", algorithm, usages, secret });
}
function sign(_algorithm, key, data) {
  return Promise.resolve(hmac(key, data));
}
function verify(_algorithm, key, signature2, data) {
  return Promise.resolve(hmac(key, data).equals(signature2));
}
function hmac({ secret }, data) {
  return crypto.createHmac("sha256", secret).update(data).digest();
}

// simulation/world.ts
var NUMBER = "+15550001000";
var MESSAGE_MS = 8e3;
var SETTINGS = {
  RING_SECONDS: "15",
  LONGEST_WAIT_SECONDS: "180",
  WRAP_UP_SECONDS: "15",
  RECALL_SECONDS: "20"
};
var SECRETS = {
  API_KEY_SID: `SK${"2".repeat(32)}`,
  API_KEY_SECRET: "an-api-key-secret-of-simulations",
  SESSION_SECRET: "a-session-secret-for-simulations-only-012345"
};
async function createWorld(options) {
  const { seed, warm, people, afterStep } = options;
  const account = { accountSid: `AC${"1".repeat(32)}`, authToken: "token", apiKeys: /* @__PURE__ */ new Map() };
  const clock = new VirtualClock(void 0, async () => {
    await new Promise((resolve) => void setImmediate(resolve));
    afterStep();
  });
  const recorded = /* @__PURE__ */ new Set();
  const local = createLocalTwilio({
    clock,
    account,
    seed,
    ids: seededIds(seed),
    random: new Chance(seed, "faults").next,
    clips: () => ({ play: async (url) => played(url), say: async (words) => clip("say", words, 3e3) }),
    recorder: recorderOn(clock, recorded),
    limits: { callsPerSecond: 10 },
    functionsRest: "in-process",
    functionGlobals: functionGlobals(new Chance(seed, "functions"), warm)
  });
  const service = await provision(local, account, clock, people);
  return { ...install(local, service, options), clock, recorded };
}
function install(local, service, { warm }) {
  const domain = warm.build.domainName;
  const application = point(local, domain);
  const variables = { SYNC_SERVICE_SID: service, TWIML_APP_SID: application, ...SECRETS, ...SETTINGS };
  local.functions.deploy({ ...warm.build, variables });
  const entries = (kind, name) => [...local.sync.find(service, kind, name)?.items.values() ?? []].map(({ data }) => data);
  return {
    local,
    service,
    application,
    domain,
    entries,
    endAsked: /* @__PURE__ */ new Set(),
    rung: /* @__PURE__ */ new Map(),
    document: (call) => local.sync.find(service, "document", `call-${call}`)?.data,
    agents: () => entries("map", "agents")
  };
}
async function provision(local, account, clock, people) {
  const httpClient = inProcessRest(local.rest, clock)({});
  const client = (0, import_twilio.default)(account.accountSid, account.authToken, { httpClient });
  const { sid: service } = await client.sync.v1.services.create({ aclEnabled: true });
  await ensureSyncObjects(client, service);
  for (const id of people) addPerson(local, service, id);
  return service;
}
var passcodeOf = (id) => `${id}-passcode`;
function addPerson(local, service, id) {
  const salt = Buffer.from(id);
  const key = (0, import_node_crypto7.scryptSync)(passcodeOf(id), salt, 32, { N: 2, r: 1, p: 1 });
  const hash = ["scrypt", 2, 1, 1, salt.toString("base64"), key.toString("base64")].join("$");
  const who = { id, name: id, role: "agent" };
  const account = { ...who, hash, disabled: false, epoch: 1, wrongTries: 0, lockedUntil: 0 };
  local.sync.addItem(local.sync.object(service, "map", "accounts"), id, account);
  const presence = { ...who, presence: "offline", since: 0, idleSince: 0, seenAt: 0 };
  local.sync.addItem(local.sync.object(service, "map", "agents"), id, presence);
}
function point(local, domain) {
  const voiceUrl = `https://${domain}/voice/incoming`;
  const statusCallback = `https://${domain}/voice/call-status`;
  const fallback = {
    voiceFallbackUrl: `https://${domain}/fallback.xml`,
    voiceFallbackMethod: "GET"
  };
  local.numbers.buy(NUMBER, { voiceUrl, statusCallback, ...fallback });
  return local.applications.create({ friendlyName: "page", voiceUrl: `https://${domain}/voice/rejoin` }).sid;
}
function played(url) {
  return clip("play", url, url.includes("music-short") ? 3e3 : 12e3);
}
function clip(kind, content, durationMs) {
  return { kind, content, durationMs };
}
function recorderOn(clock, recorded) {
  return {
    record: (callSid, silence2) => {
      const startedAt = clock.now();
      const cancel = clock.after(MESSAGE_MS, () => silence2?.heard());
      return async () => {
        cancel();
        recorded.add(callSid);
        return { durationMs: clock.now() - startedAt };
      };
    }
  };
}

// simulation/caller.ts
var USUAL_SECONDS = 70;
var Caller = class {
  constructor(world, chance, index) {
    this.world = world;
    this.chance = chance;
    this.id = `caller-${index}`;
    this.address = `+1555${String(1e6 + index)}`;
  }
  world;
  chance;
  id;
  address;
  call;
  /** The customer themselves ended the call. */
  hungUp = false;
  isOver = false;
  dial() {
    this.call = this.world.local.exchange.dial(this, NUMBER).sid;
    const stays = this.chance.happens(0.1) ? this.chance.milliseconds(0.2, 8) : 3e3 + this.chance.waiting(USUAL_SECONDS);
    this.world.clock.after(stays, () => this.leave());
  }
  leave() {
    if (this.isOver || this.call === void 0) return;
    this.hungUp = true;
    this.isOver = true;
    this.world.local.exchange.hangUp(this.call);
  }
  hangUp() {
    this.isOver = true;
  }
  ring(offer) {
    offer.reject();
  }
  stopRinging() {
  }
};

// src/core/legs.ts
function legOf(call, id) {
  return call.legs.find((leg) => leg.id === id);
}
function agentLeg(call, agent) {
  return call.legs.findLast((leg) => agentOf(leg) === agent);
}
function onLine(call) {
  return call.legs.filter((leg) => leg.state === "on");
}
function offered(call) {
  return call.legs.filter((leg) => leg.state !== "on");
}
function agentOf(leg) {
  return leg?.party.kind === "agent" ? leg.party.agent : void 0;
}
function knowsAgent(call, agent) {
  return agentLeg(call, agent) !== void 0 || call.rescue?.keeps?.agent === agent || keptPlace(call, agent) !== void 0;
}
function keptPlace(call, agent) {
  return call.kept?.find((each) => each.agent === agent);
}

// src/core/phase.ts
function phaseOf(call) {
  if (call.ending) return "ended";
  if (call.phase === "voicemail") return "voicemail";
  return onLine(call).length > 0 ? phaseOnLine(call) : phaseAlone(call);
}
function phaseOnLine(call) {
  if (call.transfer?.kind === "consult") return "consulting";
  return onLine(call).length > 1 ? "conferencing" : "talking";
}
function phaseAlone(call) {
  if (call.transfer) return "transferring";
  if (call.rescue) return "rescuing";
  return offered(call).length > 0 ? "ringing" : "waiting";
}

// src/core/invariants.ts
var DOCUMENT_LIMIT = 4096;
function violations(call, agents = []) {
  return [
    ...neverAlone(call),
    ...oneAgentOneCall(call, agents),
    ...endIsClean(call, agents),
    ...oneOwnerOneTransfer(call),
    ...privacy(call),
    ...bounded2(call)
  ];
}
function transitionViolations(before, after) {
  if (!before.ending) return [];
  const isSame = JSON.stringify(before.ending) === JSON.stringify(after.ending) && after.phase === "ended";
  return isSame ? [] : ["I6: the end changed"];
}
function broken(condition, promise) {
  return condition ? [promise] : [];
}
function neverAlone(call) {
  const isOpen = !call.ending && call.phase !== "voicemail";
  const wasWithAgent = call.formerOwner !== void 0 || call.rescue !== void 0;
  const isWithSomebody = onLine(call).some((leg) => !leg.held);
  const hearsMusic = call.customer.hold !== void 0 || !wasWithAgent;
  return broken(isOpen && !isWithSomebody && !hearsMusic, "I1: the customer is alone in silence");
}
function oneAgentOneCall(call, agents) {
  const ids = call.legs.flatMap((leg) => agentOf(leg) ?? []);
  const stolen = agents.some((agent) => ids.includes(agent.id) && agent.call !== call.id);
  return [
    ...broken(new Set(ids).size !== ids.length, "I3: an agent has two legs"),
    ...broken(stolen, "I3: an agent on the line is not claimed for the call")
  ];
}
function endIsClean(call, agents) {
  const claimed = agents.some((agent) => agent.call === call.id && !knowsAgent(call, agent.id));
  return [
    ...broken(call.ending !== void 0 && call.legs.length > 0, "I4: a leg outlived the call"),
    ...broken(claimed, "I4: an agent is claimed whom the call does not know"),
    ...broken(call.phase !== phaseOf(call), "I8: the phase is not what the state says")
  ];
}
function oneOwnerOneTransfer(call) {
  const { transfer: transfer2 } = call;
  const owner = legOf(call, call.owner);
  const isOwned = owner?.state === "on";
  const initiatorIsGone = transfer2 !== void 0 && transfer2.kind !== "blind" && !legOf(call, transfer2.initiator);
  return [
    ...broken(onLine(call).length > 0 && !isOwned, "I5: nobody on the line owns the call"),
    ...broken(onLine(call).length === 0 && call.owner !== void 0, "I5: the owner is not on the line"),
    ...broken(transfer2 !== void 0 && !legOf(call, transfer2.target), "I5: the transfer has no target"),
    ...broken(initiatorIsGone, "I5: the transfer has no initiator")
  ];
}
function privacy(call) {
  const { transfer: transfer2 } = call;
  if (transfer2?.kind !== "consult" || transfer2.state !== "open") return [];
  const target = legOf(call, transfer2.target);
  const isHeard = call.customer.hold === void 0 && target?.held === false;
  return broken(isHeard, "I7: the customer hears the consult");
}
function bounded2(call) {
  return broken(
    new TextEncoder().encode(JSON.stringify(call)).length > DOCUMENT_LIMIT,
    "the document is over 4 KB"
  );
}

// simulation/truth.ts
var Rooms = class {
  constructor(world) {
    this.world = world;
    world.local.exchange.subscribe((change) => this.#note(change));
  }
  world;
  changed = /* @__PURE__ */ new Set();
  /** The customer's call of each other leg that was ever seen in a room. */
  legs = /* @__PURE__ */ new Map();
  #names = /* @__PURE__ */ new Map();
  #rooms = /* @__PURE__ */ new Map();
  /** The truth about a call now. */
  of(call) {
    const { exchange } = this.world.local;
    const { status } = exchange.fetchCall(call);
    const room = this.#rooms.get(call);
    const present = room && room.status !== "completed" ? exchange.listParticipants(room.sid) : [];
    const hearing = exchange.hearing(call);
    return {
      customerIsOn: status === "in-progress",
      customerIsOver: status !== "in-progress" && status !== "ringing",
      customer: present.find(({ callSid }) => callSid === call),
      others: present.filter(({ callSid }) => callSid !== call),
      hearsClip: hearing?.clip !== void 0,
      voices: hearing?.voices ?? []
    };
  }
  forget(call) {
    this.#rooms.delete(call);
  }
  #note(change) {
    if (change.type === "conference") this.#noteRoom(change.conference);
    else if (change.type === "participant") this.#noteParticipant(change.participant);
    else this.changed.add(change.type === "call" ? change.call.sid : change.callSid);
  }
  #noteRoom(room) {
    this.#names.set(room.sid, room.friendlyName);
    if (room.status !== "completed" || this.#rooms.get(room.friendlyName) === room)
      this.#rooms.set(room.friendlyName, room);
    this.changed.add(room.friendlyName);
  }
  #noteParticipant({ callSid, conferenceSid }) {
    const call = this.#names.get(conferenceSid);
    if (call === void 0) return;
    if (callSid !== call) this.legs.set(callSid, call);
    this.changed.add(call);
  }
};

// simulation/watch.ts
var Watch = class {
  constructor(bounds, now) {
    this.bounds = bounds;
    this.now = now;
  }
  bounds;
  now;
  #doubts = /* @__PURE__ */ new Map();
  /** How long each has lasted at most, in milliseconds, when it was put right in time. */
  longest = /* @__PURE__ */ new Map();
  /** `what` is what is wrong, or undefined when all is well. */
  note(promise, call, what, subject = "") {
    const key = `${promise}/${call}/${subject}`;
    const doubt = this.#doubts.get(key);
    if (what === void 0) {
      if (doubt) this.#settled(key, doubt);
    } else if (!doubt) this.#doubts.set(key, { promise, call, what, since: this.now() });
  }
  /** What has lasted longer than its bound. */
  breach() {
    const at = this.now();
    for (const { promise, call, what, since } of this.#doubts.values()) {
      const forMs = at - since;
      if (forMs > this.bounds[promise] || this.bounds[promise] === 0)
        return { promise, call, what, at, forMs };
    }
    return void 0;
  }
  #settled(key, { promise, since }) {
    this.#doubts.delete(key);
    const forMs = this.now() - since;
    this.longest.set(promise, Math.max(this.longest.get(promise) ?? 0, forMs));
  }
};

// simulation/checks.ts
var PLAN_EVERY_MS = 2e3;
var Checks = class {
  watch;
  #rooms;
  #scene;
  #stored = /* @__PURE__ */ new Map();
  #callers = /* @__PURE__ */ new Map();
  #closed = /* @__PURE__ */ new Set();
  #plansAt = 0;
  steps = 0;
  constructor(scene, bounds) {
    this.#scene = scene;
    this.watch = new Watch(bounds, () => scene.world.clock.now());
    this.#rooms = new Rooms(scene.world);
    scene.world.local.sync.onChange(({ object, type }) => {
      if (type === "document_updated") this.#noteDocument(object.data);
      else if (object.uniqueName === "agents" || object.uniqueName === "waiting") this.#agentsChanged = true;
    });
  }
  #agentsChanged = false;
  /** Looks at all that has changed since the last step. @returns a promise broken for too long */
  afterStep() {
    this.steps += 1;
    for (const call of this.#rooms.changed) this.#check(call);
    this.#rooms.changed.clear();
    this.#checkLines();
    if (this.#agentsChanged) this.#checkClaims();
    const now = this.#scene.world.clock.now();
    if (now >= this.#plansAt) {
      this.#plansAt = now + PLAN_EVERY_MS;
      this.#checkPlans();
    }
    return this.watch.breach();
  }
  #noteDocument(next) {
    const before = this.#stored.get(next.id);
    this.#stored.set(next.id, next);
    this.#rooms.changed.add(next.id);
    this.#agentsChanged = true;
    const [broken2] = violations(next);
    this.watch.note("I5 state", next.id, broken2);
    const [changed2] = before ? transitionViolations(before, next) : [];
    this.watch.note("I6 ended changed", next.id, changed2);
    this.#checkTwoCalls(next);
  }
  #checkTwoCalls(call) {
    for (const { id } of this.#scene.persons) {
      const others = [...this.#stored.values()].filter((other) => other.id !== call.id && isOn(other, id));
      const what = isOn(call, id) && others.length > 0 ? `${id} is on ${others.length + 1} calls.` : void 0;
      this.watch.note("I3 two calls", "", what, id);
    }
  }
  #check(id) {
    const caller = this.#callerOf(id);
    if (!caller) {
      const call = this.#rooms.legs.get(id);
      if (call !== void 0) this.#checkRoom(call);
      return;
    }
    this.#checkRoom(id);
  }
  #callerOf(call) {
    const known = this.#callers.get(call) ?? this.#scene.callers.find((each) => each.call === call);
    if (known) this.#callers.set(call, known);
    return known;
  }
  #checkRoom(id) {
    const truth = this.#rooms.of(id);
    const stored = this.#scene.world.document(id);
    const note = (promise, what) => this.watch.note(promise, id, what);
    note("I1 alone", stored?.phase === "voicemail" && !truth.customer ? void 0 : aloneness(truth));
    note("I2 ended", this.#wrongEnd(id, truth, stored));
    note("I7 private", stored && leak(truth, stored));
    note(
      "I8 shown",
      stored && !stored.ending && !truth.customerIsOver ? difference(truth, stored) : void 0
    );
    note("I4 legs", this.#leftOver(id, truth));
    note(
      "I4 not ended",
      truth.customerIsOver && stored && !stored.ending ? "The call is over, the document is not." : void 0
    );
    if (truth.customerIsOver) this.#closed.add(id);
  }
  #wrongEnd(id, truth, stored) {
    const { endAsked, recorded } = this.#scene.world;
    const mayEnd = this.#callerOf(id)?.hungUp || endAsked.has(id) || recorded.has(id);
    if (mayEnd) return void 0;
    if (truth.customerIsOver) return "The call ended though nobody ended it.";
    return stored?.ending ? `The call was ended (${stored.ending.why}) though nobody ended it.` : void 0;
  }
  /** Legs that outlive their call: on a living page, or in a room without its customer. */
  #leftOver(id, truth) {
    if (!truth.customerIsOver) return void 0;
    const leg = this.#scene.persons.find(
      ({ page }) => page?.line?.call === id || page?.offer?.parameters["call"] === id
    );
    if (leg) return `${leg.id} is still on it.`;
    return truth.others.length > 0 ? "Somebody is still in the room." : void 0;
  }
  /** Pages change without the switch: who is on what. */
  #checkLines() {
    for (const { id, rungWhileBusy } of this.#scene.persons) {
      this.watch.note(
        "I3 rung busy",
        rungWhileBusy ?? "",
        rungWhileBusy && `${id} was rung while on a call, or twice for one leg.`,
        id
      );
    }
  }
  #checkClaims() {
    this.#agentsChanged = false;
    const { world } = this.#scene;
    for (const agent of world.agents()) this.#checkClaim(agent);
    for (const id of this.#closed) this.watch.note("I4 legs", id, this.#leftOver(id, this.#rooms.of(id)));
    const waiting = new Set(world.entries("map", "waiting").map(({ call }) => call));
    for (const id of this.#closed)
      this.watch.note("I4 queue", id, waiting.has(id) ? "Still in the queue." : void 0);
  }
  #checkClaim({ id, call }) {
    for (const over of this.#closed) {
      this.watch.note("I4 claims", over, call === over ? `${id} is still claimed for it.` : void 0, id);
    }
    const before = this.#claims.get(id);
    if (before !== void 0 && before !== call) this.watch.note("I8 claimed", before, void 0, id);
    if (call === void 0) return void this.#claims.delete(id);
    this.#claims.set(id, call);
    const stored = this.#scene.world.document(call);
    const isUnknown = stored && !stored.ending && !knowsAgent(stored, id);
    this.watch.note(
      "I8 claimed",
      call,
      isUnknown ? `${id} is claimed for it, and it does not know them.` : void 0,
      id
    );
  }
  #claims = /* @__PURE__ */ new Map();
  /** A waiting customer has a plan: an agent who is free is offered them. */
  #checkPlans() {
    const { world, persons, callers } = this.#scene;
    const agents = world.agents().filter((agent) => agent.presence === "available" && agent.call === void 0);
    const free = agents.filter(({ id }) => persons.some((person) => person.id === id && person.isReady));
    const waiting = callers.filter(({ call, isOver }) => {
      const stored = call === void 0 || isOver ? void 0 : world.document(call);
      return stored && !stored.ending && stored.phase !== "voicemail" && stored.legs.length === 0 && stored.customer.joined;
    });
    const isUnserved = waiting.length > 0 && free.length >= waiting.length;
    const what = isUnserved ? `${free.map(({ id }) => id).join()} free, and a customer waits.` : void 0;
    for (const { call } of callers) {
      if (call !== void 0)
        this.watch.note("I1 no plan", call, waiting.some((each) => each.call === call) ? what : void 0);
    }
  }
};
function isOn(call, agent) {
  return !call.ending && call.legs.some(({ party }) => party.kind === "agent" && party.agent === agent);
}
function aloneness({ customerIsOn, customer, others, hearsClip }) {
  if (!customerIsOn || hearsClip) return void 0;
  if (!customer) return "The customer hears nothing, outside of any room.";
  if (customer.hold) return "The customer is on hold and hears nothing.";
  return others.some(({ hold: hold2 }) => !hold2) ? void 0 : "The customer is alone in the room and hears nothing.";
}
function leak({ customer, others, voices }, { transfer: transfer2, legs }) {
  if (transfer2?.kind !== "consult" || transfer2.state !== "open" || !customer) return void 0;
  const sidOf2 = (leg) => legs.find(({ id }) => id === leg)?.sid ?? "";
  const target = others.find(({ callSid }) => callSid === sidOf2(transfer2.target));
  if (!target || target.hold) return void 0;
  return voices.includes(sidOf2(transfer2.initiator)) || voices.includes(target.callSid) ? "The customer hears the agents\u2019 private word." : void 0;
}
function difference({ customer, others }, stored) {
  if (stored.phase === "voicemail") return void 0;
  const shown = stored.legs.filter(({ state }) => state === "on").map(({ sid }) => sid ?? "");
  const there = others.map(({ callSid }) => callSid);
  const missing = shown.filter((sid) => !there.includes(sid));
  const unknown = there.filter((sid) => !shown.includes(sid));
  if (missing.length > 0) return `Shown on the line, but not in the room: ${missing.join()}.`;
  if (unknown.length > 0) return `In the room, but not shown on the line: ${unknown.join()}.`;
  if (customer && customer.hold !== (stored.customer.hold !== void 0))
    return "The customer\u2019s hold is not as shown.";
  if (customer && customer.muted !== stored.customer.muted) return "The customer\u2019s mute is not as shown.";
  const odd = stored.legs.find(
    (leg) => others.some((each) => each.callSid === leg.sid && (each.hold !== leg.held || each.muted !== leg.muted))
  );
  return odd && `${odd.id}\u2019s hold or mute is not as shown.`;
}

// simulation/faults.ts
var FAULT_KINDS = ["webhooks", "rest", "sync", "outage", "kills"];
var CALLBACKS = "/voice/(call-status|conference-event)";
var RULES = {
  webhooks: [
    { at: "webhook", match: CALLBACKS, probability: 0.03, action: { do: "drop" } },
    { at: "webhook", match: "/voice/", probability: 0.04, action: { do: "repeat", times: 2 } },
    { at: "webhook", match: CALLBACKS, probability: 0.06, action: { do: "delay", ms: 400 } },
    { at: "webhook", match: CALLBACKS, probability: 0.04, action: { do: "delay", ms: 5e3 } }
  ],
  rest: [
    { at: "rest", probability: 0.03, action: { do: "answer", status: 429 } },
    { at: "rest", probability: 0.02, action: { do: "answer", status: 503 } },
    { at: "rest", probability: 0.02, action: { do: "answer", status: 503, after: true } },
    { at: "rest", probability: 0.01, action: { do: "hang" } },
    { at: "rest", probability: 0.01, action: { do: "hang", after: true } },
    { at: "rest", probability: 0.03, action: { do: "delay", ms: 1500 } }
  ],
  sync: [
    { at: "sync", match: "^POST", probability: 0.02, action: { do: "answer", status: 412, code: 54103 } },
    { at: "sync", probability: 0.01, action: { do: "answer", status: 429 } },
    { at: "sync", probability: 0.01, action: { do: "answer", status: 503 } },
    { at: "sync", probability: 0.01, action: { do: "answer", status: 503, after: true } },
    { at: "sync", probability: 4e-3, action: { do: "hang" } },
    { at: "sync", probability: 4e-3, action: { do: "hang", after: true } },
    { at: "sync", probability: 0.02, action: { do: "delay", ms: 300 } }
  ],
  outage: [],
  kills: [1, 2, 3, 4].map((requests) => {
    return {
      at: "function",
      match: "/(voice|api/(call|transfer))/",
      probability: 8e-3,
      action: { do: "kill", requests }
    };
  })
};
var SYNC_IS_DOWN = { at: "sync", action: { do: "answer", status: 503 } };
var OUTAGE_SECONDS = [6, 20];
function unleash(world, chance, kinds, endAt) {
  const { clock, local } = world;
  const usual = kinds.flatMap((kind) => RULES[kind]);
  const length = endAt - clock.now();
  local.faults.set(usual);
  clock.after(length, () => local.faults.set([]));
  if (!kinds.includes("outage")) return;
  for (let count2 = 0; count2 < 2; count2 += 1) {
    const from = chance.next() * length * 0.8;
    clock.after(from, () => local.faults.set([SYNC_IS_DOWN, ...usual]));
    clock.after(
      Math.min(from + chance.milliseconds(...OUTAGE_SECONDS), length),
      () => local.faults.set(clock.now() < endAt ? usual : [])
    );
  }
}

// simulation/figures.ts
function noFigures() {
  return {
    calls: 0,
    scenes: 0,
    steps: 0,
    virtualSeconds: 0,
    talked: 0,
    rescues: 0,
    voicemails: 0,
    rejoins: 0,
    invocations: 0,
    syncWrites: 0,
    restRequests: 0,
    largestDocument: 0,
    longest: {},
    transfers: {},
    invocationsByPath: {},
    peakWrites: {}
  };
}
var Counter = class {
  constructor(world) {
    this.world = world;
    world.local.sync.onChange(({ object, type }) => {
      if (type === "document_updated") this.#note(object.data);
    });
    world.local.log.subscribe(({ kind }) => {
      if (kind === "rest") this.figures.restRequests += 1;
    });
  }
  world;
  figures = noFigures();
  #before = /* @__PURE__ */ new Map();
  /** All that can be told at the end. */
  finish(calls, steps, virtualSeconds) {
    const { local } = this.world;
    const counts2 = local.functions.counts();
    const writes = local.sync.writes.figures();
    Object.assign(this.figures, { calls, steps, virtualSeconds, scenes: 1, invocationsByPath: counts2 });
    this.figures.invocations = Object.values(counts2).reduce((sum, count2) => sum + count2, 0);
    for (const object of local.sync.objects(this.world.service)) {
      const { total = 0, peak = 0 } = writes.get(object.sid) ?? {};
      const holds = (object.uniqueName ?? "").replace(/-CA.*$/, "");
      this.figures.syncWrites += total;
      this.figures.peakWrites[holds] = Math.max(this.figures.peakWrites[holds] ?? 0, peak);
    }
    return this.figures;
  }
  #note(call) {
    const before = this.#before.get(call.id);
    const { figures } = this;
    this.#before.set(call.id, call);
    figures.largestDocument = Math.max(figures.largestDocument, JSON.stringify(call).length);
    if (call.rescue && !before?.rescue) figures.rescues += 1;
    if (call.phase === "voicemail" && before?.phase !== "voicemail") figures.voicemails += 1;
    if (call.owner !== void 0 && before?.owner === void 0 && before?.formerOwner === void 0)
      figures.talked += 1;
    figures.rejoins += call.legs.filter(
      ({ id, why }) => why === "rejoin" && !before?.legs.some((leg) => leg.id === id)
    ).length;
    this.#noteTransfer(before, call);
  }
  #noteTransfer(before, { transfer: transfer2, lastTransfer }) {
    const ended = before?.transfer;
    if (!ended || transfer2?.target === ended.target) return;
    const result = lastTransfer && lastTransfer.at >= ended.since ? lastTransfer.result : ended.kind === "add" ? "joined" : "merged or ended";
    const name = `${ended.kind} ${result}`;
    this.figures.transfers[name] = (this.figures.transfers[name] ?? 0) + 1;
  }
};

// simulation/outside-phone.ts
var OutsidePhone = class {
  constructor(world, chance, address) {
    this.world = world;
    this.chance = chance;
    this.address = address;
    this.id = `outside-${address}`;
  }
  world;
  chance;
  address;
  id;
  #ringing;
  register() {
    this.world.local.devices.add(this);
  }
  ring(offer) {
    const { clock } = this.world;
    this.#ringing = offer.callSid;
    const does = this.chance.weighted({ answer: 7, reject: 1, ignore: 2 });
    if (does === "ignore") return;
    clock.after(this.chance.milliseconds(1, 6), () => {
      if (this.#ringing !== offer.callSid) return;
      this.#ringing = void 0;
      if (does === "reject") offer.reject();
      else if (offer.answer()) this.#talk(offer.callSid);
    });
  }
  stopRinging() {
    this.#ringing = void 0;
  }
  hangUp() {
  }
  #talk(callSid) {
    this.world.clock.after(this.chance.milliseconds(5, 60), () => this.world.local.exchange.hangUp(callSid));
  }
};

// simulation/deeds.ts
function chooseDeed(chance, call, agent, colleagues) {
  const own = call.legs.findLast(({ party }) => party.kind === "agent" && party.agent === agent);
  if (call.ending || own?.state !== "on") return void 0;
  if (call.transfer?.initiator === own.id) return ofTransfer(chance, call.transfer.state);
  if (call.transfer) return chance.happens(0.06) ? plain("call/end") : void 0;
  if (call.customer.hold === "hold" && chance.happens(0.6)) return hold("customer", false);
  return chance.happens(0.55) ? ofCall(chance, call, own, colleagues) : void 0;
}
function ofTransfer(chance, state) {
  const ringing = { wait: 60, complete: 15, cancel: 15, swap: 3, merge: 3, end: 2 };
  const open = { wait: 15, complete: 40, swap: 20, merge: 12, cancel: 12, end: 2 };
  const does = chance.weighted(state === "open" ? open : ringing);
  if (does === "wait") return void 0;
  return plain(does === "end" ? "call/end" : `transfer/${does}`);
}
function ofCall(chance, call, own, colleagues) {
  const isMany = call.legs.filter(({ state }) => state === "on").length > 1;
  const others = isMany ? { complete: 15, remove: 8, holdLeg: 6 } : {};
  const does = chance.weighted({ transfer: 55, end: 12, hold: 8, mute: 5, ...others });
  const party = chance.pick(call.legs)?.id ?? own.id;
  switch (does) {
    case "transfer":
      return { path: "transfer/start", body: transfer(chance, colleagues) };
    case "hold":
      return hold("customer", true);
    case "holdLeg":
      return hold(party, chance.happens(0.5));
    case "mute":
      return {
        path: "call/mute",
        body: { party: chance.happens(0.5) ? party : "customer", on: chance.happens(0.5) }
      };
    case "remove":
      return { path: "call/remove", body: { party } };
    case "complete":
      return plain("transfer/complete");
    case "end":
      return plain("call/end");
    default:
      return does;
  }
}
function transfer(chance, colleagues) {
  const kind = chance.weighted({ consult: 50, add: 25, blind: 25 });
  const to = chance.weighted({ agent: 55, anyone: 30, outside: 15 });
  const agent = chance.happens(0.03) ? "nobody" : chance.pick(colleagues);
  const entry = chance.pick(DIRECTORY)?.id;
  const target = {
    anyone: { kind: "anyone" },
    agent: { kind: "agent", agent },
    outside: { kind: "outside", entry }
  }[to];
  return { kind, target, ...chance.happens(0.4) && { note: "A refund. ".repeat(chance.whole(1, 27)) } };
}
function hold(party, on) {
  return { path: "call/hold", body: { party, on } };
}
function plain(path) {
  return { path, body: {} };
}

// simulation/page.ts
var Page = class {
  constructor(world, agent, serial, jar, events) {
    this.world = world;
    this.agent = agent;
    this.jar = jar;
    this.events = events;
    this.id = `${agent}-${serial}`;
    this.address = `client:${agent}`;
  }
  world;
  agent;
  jar;
  events;
  id;
  address;
  line;
  /** An offer that rings here. */
  offer;
  isOpen = true;
  isRegistered = false;
  #requests = 0;
  register() {
    if (!this.isOpen) return;
    this.isRegistered = true;
    this.world.local.devices.add(this);
  }
  unregister() {
    this.isRegistered = false;
    this.world.local.devices.remove(this);
    this.offer = void 0;
  }
  ring(offer) {
    if (this.#isDialledAgain(offer)) return this.events.rangWhileBusy(offer);
    if (this.line) return this.#isComingBack(this.line, offer) ? void 0 : this.events.rangWhileBusy(offer);
    if (this.offer) return;
    this.offer = offer;
    this.events.rang(offer);
  }
  /** A recall crosses with the agent's own click on Rejoin, which the service does not know of yet. */
  #isComingBack({ sid, call }, { parameters }) {
    const isKnown = this.world.document(call)?.legs.some((leg) => leg.sid === sid);
    return parameters["call"] === call && !isKnown;
  }
  /** One leg is one phone call, whatever goes wrong. */
  #isDialledAgain({ callSid, parameters }) {
    const leg = `${parameters["call"]}/${parameters["leg"]}`;
    const first = this.world.rung.get(leg) ?? callSid;
    this.world.rung.set(leg, first);
    return first !== callSid;
  }
  stopRinging(callSid) {
    if (this.offer?.callSid === callSid) this.offer = void 0;
  }
  hangUp(callSid) {
    if (this.line?.sid !== callSid) return;
    this.line = void 0;
    if (this.isOpen) this.events.lineClosed();
  }
  answer() {
    const { offer } = this;
    this.offer = void 0;
    if (!offer?.answer()) return false;
    this.line = { sid: offer.callSid, call: offer.parameters["call"] ?? "" };
    return true;
  }
  reject() {
    this.offer?.reject();
    this.offer = void 0;
  }
  /** Connects again into a call that this agent is a party of. */
  rejoin(call) {
    if (this.line || !this.isOpen) return;
    const { sid } = this.world.local.exchange.connect(this, this.world.application, { call });
    this.line = { sid, call };
  }
  /** The leg ends without a word to the service. */
  disconnect() {
    const { line } = this;
    this.line = void 0;
    if (line) this.world.local.exchange.hangUp(line.sid);
  }
  /** The page is gone. Its leg lives on until somebody ends it. @returns the leg */
  close() {
    const { line } = this;
    this.isOpen = false;
    this.unregister();
    this.line = void 0;
    return line;
  }
  /** A key for a click: the same click sent twice has the same. */
  key() {
    this.#requests += 1;
    return `${this.id}-click-${this.#requests}`;
  }
  /** Asks the service, with the session's cookie. */
  async ask(path, body = {}) {
    const text = JSON.stringify(body);
    const response = await this.world.local.functions.handle({
      method: "POST",
      host: this.world.domain,
      path: `/api/${path}`,
      query: new URLSearchParams(),
      rawQuery: "",
      headers: {
        "content-type": "application/json",
        "content-length": String(text.length),
        "sec-fetch-site": "same-origin",
        ...this.jar.cookie && { cookie: this.jar.cookie }
      },
      body: Buffer.from(text)
    });
    const [set] = [response.headers["set-cookie"] ?? []].flat();
    if (set) this.jar.cookie = set.split(";")[0] ?? "";
    return { status: response.status, body: parsed(String(response.body)) };
  }
};
function parsed(text) {
  try {
    return JSON.parse(text);
  } catch {
    return void 0;
  }
}

// simulation/person.ts
var BEAT_MS = 2e4;
var DECLINE_REASONS = ["Lunch.", "Not my field.", void 0];
var Person = class {
  constructor(world, chance, id, colleagues) {
    this.world = world;
    this.chance = chance;
    this.id = id;
    this.colleagues = colleagues;
  }
  world;
  chance;
  id;
  colleagues;
  page;
  /** The customer's call that rang here although this agent was on another. */
  rungWhileBusy;
  #jar = { cookie: "" };
  #pages = 0;
  #isBusyAsking = false;
  /** A call would ring here, and be answered. */
  get isReady() {
    const { page } = this;
    return page !== void 0 && page.isOpen && page.isRegistered && !page.line && !page.offer;
  }
  /** Comes to work: signs in and is available. */
  async arrive() {
    const page = this.#open();
    const signedIn = await page.ask("session/start", { agent: this.id, passcode: passcodeOf(this.id) });
    if (signedIn.status !== 200) return this.#tryAgain(() => this.arrive());
    await this.#beAvailable(page);
    this.#beatForEver(page);
  }
  /** Opens the page anew, as after a reload: takes up what the service says. */
  async comeBack() {
    const page = this.#open();
    const desk = await page.ask("desk");
    if (!page.isOpen) return;
    if (desk.status === 401) return this.arrive();
    this.#beatForEver(page);
    const { me, call } = desk.body ?? {};
    if (me?.presence === "offline") await this.#beAvailable(page);
    else page.register();
    if (call && mayRejoin(call, this.id) && this.chance.happens(0.9)) {
      this.#later(0.5, 4, page, () => page.rejoin(call.id));
      this.#later(5, 9, page, () => this.#think(page));
    }
  }
  #open() {
    this.page?.close();
    this.#pages += 1;
    const page = new Page(this.world, this.id, this.#pages, this.#jar, {
      rang: (offer) => this.#react(page, offer),
      rangWhileBusy: ({ parameters }) => this.rungWhileBusy = parameters["call"],
      lineClosed: () => this.#wrapUp(page)
    });
    this.page = page;
    return page;
  }
  async #beAvailable(page) {
    const reply = await page.ask("presence/set", { presence: "available" });
    if (reply.status === 200 || reply.status === 409) page.register();
    else this.#tryAgain(() => this.#beAvailable(page));
  }
  #tryAgain(what) {
    this.world.clock.after(this.chance.milliseconds(2, 6), () => void what());
  }
  #beatForEver(page) {
    const again = () => {
      if (!page.isOpen) return;
      void page.ask("presence/beat", { call: page.line?.call ?? null }).then((reply) => this.#look(page, reply));
      this.world.clock.after(BEAT_MS, again);
    };
    this.world.clock.after(this.chance.milliseconds(0, 20), again);
  }
  /** Sees how the own presence is, and sets it right where it is one's own to set. */
  #look(page, { status, body }) {
    if (status === 401 && page.isOpen) return void this.arrive();
    const me = body?.me;
    if (me?.presence !== "away" && me?.presence !== "offline") return;
    this.#later(1, 12, page, () => void (page.line ?? this.#beAvailable(page)));
  }
  #react(page, offer) {
    const does = this.chance.weighted({ answer: 78, reject: 5, decline: 6, ignore: 7, crash: 2, reload: 2 });
    if (does === "ignore") return;
    this.#later(0.5, 7, page, () => {
      if (page.offer !== offer) return;
      if (does === "answer") this.#answer(page);
      else if (does === "reject") page.reject();
      else if (does === "crash") this.#crash(page);
      else if (does === "reload") this.#reload(page);
      else void this.#decline(page, offer);
    });
  }
  #answer(page) {
    if (page.answer()) this.#later(1, 8, page, () => this.#think(page));
  }
  async #decline(page, offer) {
    const reason = this.chance.pick(DECLINE_REASONS);
    const call = offer.parameters["call"];
    await page.ask("call/decline", { call, key: page.key(), ...reason && { reason } });
    if (page.offer === offer) page.reject();
  }
  /** On the line: does something from time to time. */
  #think(page) {
    const { line } = page;
    if (!line) return;
    this.#later(1.5, 9, page, () => this.#think(page));
    if (this.#isBusyAsking) return;
    const does = this.chance.weighted({ crash: 2, reload: 2, disconnect: 1, click: 95 });
    if (does === "crash") return this.#crash(page);
    if (does === "reload") return this.#reload(page);
    if (does === "disconnect") return page.disconnect();
    const call = this.world.document(line.call);
    const deed = call && chooseDeed(this.chance, call, this.id, this.colleagues);
    if (deed) void this.#click(page, line.call, deed.path, deed.body);
  }
  async #click(page, call, path, body) {
    if (path === "call/end") this.world.endAsked.add(call);
    const asked = { ...body, call, key: page.key() };
    this.#isBusyAsking = true;
    const twice = this.chance.happens(0.06) ? page.ask(path, asked) : void 0;
    const reply = await page.ask(path, asked);
    await twice;
    if (reply.status >= 500 && this.chance.happens(0.7)) await page.ask(path, asked);
    this.#isBusyAsking = false;
  }
  /** The browser dies: its leg at once, or only when Twilio misses its sound. */
  #crash(page) {
    const line = page.close();
    const dies = () => line && this.world.local.exchange.hangUp(line.sid);
    if (this.chance.happens(0.5)) dies();
    else this.world.clock.after(this.chance.milliseconds(4, 15), dies);
    this.#return(this.chance.happens(0.7) ? [2, 15] : [30, 120]);
  }
  /** The page says goodbye, ends its leg and comes back. */
  #reload(page) {
    if (this.chance.happens(0.8)) void page.ask("presence/gone");
    const line = page.close();
    if (line) this.world.local.exchange.hangUp(line.sid);
    this.#return([1, 4]);
  }
  #return([from, to]) {
    this.#isBusyAsking = false;
    const gone = this.page;
    this.world.clock.after(this.chance.milliseconds(from, to), () => {
      if (this.page === gone) void this.comeBack();
    });
  }
  /** After a call: on to the next, or out for a while. */
  #wrapUp(page) {
    const does = this.chance.weighted({ available: 5, wait: 4, off: 1 });
    if (does === "wait") return;
    this.#later(1, 12, page, () => {
      if (page.line || page.offer) return;
      if (does === "available") return void this.#beAvailable(page);
      void page.ask("presence/set", { presence: this.chance.happens(0.5) ? "away" : "offline" });
    });
  }
  #later(from, to, page, what) {
    this.world.clock.after(this.chance.milliseconds(from, to), () => page.isOpen && what());
  }
};
function mayRejoin(call, agent) {
  const leg = call.legs.findLast(({ party }) => party.kind === "agent" && party.agent === agent);
  if (!leg) return call.phase === "rescuing" && call.rescue?.first.includes(agent) === true;
  return leg.state !== "dialling" && leg.state !== "ringing";
}

// simulation/promises.ts
var CALM = {
  "I1 alone": 5,
  "I1 no plan": 25,
  "I2 ended": 0,
  "I3 two calls": 10,
  "I3 rung busy": 0,
  "I4 legs": 10,
  "I4 claims": 10,
  "I4 queue": 10,
  "I4 not ended": 10,
  "I5 state": 0,
  "I6 ended changed": 0,
  "I7 private": 0,
  "I8 shown": 10,
  "I8 claimed": 10
};
var AT_THE_NEXT_BEAT = {
  "I1 alone": 60,
  "I1 no plan": 60,
  "I3 two calls": 60,
  "I4 legs": 60,
  "I4 claims": 120,
  "I4 queue": 120,
  "I4 not ended": 120,
  "I7 private": 30,
  "I8 shown": 60,
  "I8 claimed": 120
};
var UNNOTICED = { "I4 not ended": Infinity };
var TROUBLED = {
  // What both of two lost webhooks would have told comes out when a page next says that it lives.
  webhooks: { ...AT_THE_NEXT_BEAT, ...UNNOTICED },
  rest: {
    ...AT_THE_NEXT_BEAT,
    "I1 alone": 12,
    "I7 private": 12,
    "I8 shown": 30,
    "I4 legs": 30,
    "I1 no plan": 40
  },
  sync: { ...AT_THE_NEXT_BEAT, ...UNNOTICED },
  outage: { ...AT_THE_NEXT_BEAT, ...UNNOTICED, "I1 alone": 90, "I1 no plan": 90 },
  kills: { ...AT_THE_NEXT_BEAT, ...UNNOTICED }
};
function boundsWith(kinds) {
  const entries = Object.entries(CALM).map(([name, calm]) => {
    const troubled = kinds.map((kind) => TROUBLED[kind][name] ?? calm);
    return [name, Math.max(calm, ...troubled) * 1e3];
  });
  return Object.fromEntries(entries);
}

// simulation/scene.ts
var NAMES2 = "ana ben chika dev eli fay gus hana ivo jun kai lea max noa".split(" ");
var TAIL_MS = 30 * 6e4;
var AFTER_LAST_MS = 9e4;
function describeScene(seed, index, given2 = {}) {
  const chance = new Chance(seed, index, "scene");
  const people = chance.whole(3, 8);
  const usual = { calls: 40, people, faults: drawFaults(chance), callEverySeconds: Math.round(70 / people) };
  return { seed, index, ...usual, ...given2 };
}
function drawFaults(chance) {
  const draw = chance.next();
  const one = chance.pick(FAULT_KINDS);
  return draw < 1 / 3 || one === void 0 ? [] : draw < 2 / 3 ? [one] : FAULT_KINDS;
}
async function playScene(warm, options) {
  const seed = `${options.seed}/${options.index}`;
  const people = namesOf(options.people);
  let failure;
  let checks;
  const afterStep = () => {
    const breach = failure ? void 0 : checks?.afterStep();
    if (breach) failure = failureOf2(world, breach, checks?.steps ?? 0);
  };
  const world = await createWorld({ seed, warm, people, afterStep });
  const digest = digestOf(world);
  const counter = new Counter(world);
  const persons = people.map((id) => new Person(world, new Chance(seed, id), id, people));
  const callers = castCallers(world, seed, options);
  for (const { number } of DIRECTORY) new OutsidePhone(world, new Chance(seed, number), number).register();
  checks = new Checks(
    { world, callers: callers.map(({ caller }) => caller), persons },
    boundsWith(options.faults)
  );
  const startedAt = world.clock.now();
  const lastAt = schedule(world, persons, callers);
  unleash(world, new Chance(seed, "troubles"), options.faults, lastAt + AFTER_LAST_MS);
  await playOut(world, callers, lastAt, () => failure !== void 0);
  world.local.sync.close();
  const figures = counter.finish(
    callers.length,
    checks.steps,
    Math.round((world.clock.now() - startedAt) / 1e3)
  );
  figures.longest = Object.fromEntries(checks.watch.longest);
  return { options, figures, digest: digest(), ...failure && { failure } };
}
function namesOf(count2) {
  return Array.from({ length: count2 }, (_, index) => NAMES2[index] ?? `agent${index}`);
}
function castCallers(world, seed, { calls, callEverySeconds, only }) {
  const pace = new Chance(seed, "pace");
  let atMs = 5e3;
  const all = Array.from({ length: calls }, (_, index) => {
    atMs += pace.waiting(callEverySeconds);
    return { caller: new Caller(world, new Chance(seed, "caller", index), index), atMs, index };
  });
  return only ? all.filter(({ index }) => only.includes(index)) : all;
}
function schedule(world, persons, callers) {
  persons.forEach((person, index) => world.clock.after(100 + index * 700, () => void person.arrive()));
  for (const { caller, atMs } of callers) world.clock.after(atMs, () => caller.dial());
  return world.clock.now() + Math.max(0, ...callers.map(({ atMs }) => atMs));
}
async function playOut(world, callers, lastAt, hasFailed) {
  const end = lastAt + TAIL_MS;
  let quietAt;
  while (!hasFailed() && world.clock.now() < end) {
    const isOver = world.clock.now() > lastAt && callers.every(({ caller }) => caller.isOver);
    quietAt = isOver ? quietAt ?? world.clock.now() : void 0;
    if (quietAt !== void 0 && world.clock.now() > Math.max(quietAt, lastAt) + AFTER_LAST_MS + 3e4)
      return;
    await world.clock.advance(hasFailed() ? 0 : 1e3);
  }
}
function digestOf(world) {
  const hash = (0, import_node_crypto8.createHash)("sha256");
  world.local.log.subscribe(({ at, kind, method: method2 = "", url = "", status = 0, request = "" }) => {
    hash.update(`${at} ${kind} ${method2} ${url} ${status} ${request}
`);
  });
  return () => hash.digest("hex").slice(0, 16);
}
function failureOf2(world, breach, step) {
  const items = world.entries(
    "list",
    `timeline-${breach.call}`
  );
  const timeline = items.map(({ at, sentences }) => `${clockTime(at)} ${sentences.join(" ")}`);
  const about = world.local.log.list().filter(({ url = "", request = "", callSid }) => {
    return callSid === breach.call || url.includes(breach.call) || request.includes(breach.call);
  });
  const wire = about.slice(-60).map(({ at, kind, method: method2 = "", url = "", status = "", request = "", message = "" }) => {
    return `${clockTime(at)} ${kind} ${method2} ${url} ${status} ${request.slice(0, 300)} ${message}`;
  });
  return { ...breach, step, timeline, wire };
}
function clockTime(at) {
  return new Date(at).toISOString().slice(11, 23);
}

// ../c1.ts
var counts = /* @__PURE__ */ new Map();
var orig = EventLog.prototype.record;
EventLog.prototype.record = function(e) {
  if (e.kind === "rest") {
    const k = `${e.status >= 400 ? e.status + " " : ""}${e.method} ${e.url.replace(/\?.*/, "").replace(/(call|timeline)-CA\w+/g, "$1-*").replace(/recent-\w+/, "recent-*").replace(/[A-Z]{2}[0-9a-f]{32}/g, "*").replace(/(MapItems|Items)\/[^/?]+/, "$1/x").replace("Maps/agents/Items/x", "Maps/agents/Items/x")}`;
    counts.set(k, (counts.get(k) ?? 0) + 1);
  } else if (e.kind === "function") {
    const k = "fn " + (e.method ? e.url.replace(/\?.*/, "") : "log " + e.message.slice(0, 60));
    counts.set(k, (counts.get(k) ?? 0) + 1);
  } else {
    counts.set("kind " + e.kind, (counts.get("kind " + e.kind) ?? 0) + 1);
  }
  return orig.call(this, e);
};
async function main2() {
  const built = await buildForSimulation();
  const warm = await loadForSimulation(built.folder);
  for (let i = 0; i < Number(process.argv[2] ?? 5); i++) {
    const t = process.cpuUsage();
    const r = await playScene(warm, describeScene(7, i));
    const u = process.cpuUsage(t);
    console.log(i, r.options.faults.join(), r.options.people, r.figures.steps, ((u.user + u.system) / 1e3 / 40).toFixed(1), "ms/call", r.digest, Math.round(process.memoryUsage().heapUsed / 1e6), "MB");
  }
  const n = 40 * Number(process.argv[2] ?? 5);
  for (const [k, v] of [...counts].sort((a, b) => b[1] - a[1]).slice(0, 70)) console.log((v / n).toFixed(2), k);
  built.remove();
}
void main2();
