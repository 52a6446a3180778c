import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { stripVTControlCharacters } from 'node:util';
import { doctor } from '../../tools/doctor.ts';
import { connect } from '../../delivery/login.ts';
import type { Surroundings, Tool } from '../../tools/terminal/surroundings.ts';
import { teardown } from '../../tools/teardown.ts';

const folder = mkdtempSync(join(tmpdir(), 'colors-'));
afterAll(() => rmSync(folder, { recursive: true }));

interface Screens {
  readonly output: boolean;
  readonly errors: boolean;
}

/** Runs a command that has no credentials, and tells which of its streams got colours. */
async function coloredBy(tool: Tool, screens: Screens, environment: Surroundings['environment'] = {}) {
  const output = Object.assign(new PassThrough(), { isTTY: screens.output });
  const errors = Object.assign(new PassThrough(), { isTTY: screens.errors });
  const stopped = new AbortController().signal;
  await tool([], { folder, environment, input: new PassThrough(), output, errors, connect, stopped });
  const hasColors = (stream: PassThrough): boolean => {
    // Clearing a line is no colour.
    const text = String(stream.read() ?? '').replaceAll('\u001B[2K', '');
    return text !== stripVTControlCharacters(text);
  };
  return { output: hasColors(output), errors: hasColors(errors) };
}

test.each([true, false])('results are coloured when they go to a terminal (%s)', async (output) => {
  expect(await coloredBy(doctor, { output, errors: !output })).toEqual({ output, errors: false });
});

test.each([true, false])('errors are coloured when they themselves go to a terminal (%s)', async (errors) => {
  expect(await coloredBy(teardown, { output: !errors, errors })).toEqual({ output: false, errors });
});

test.each([
  ['NO_COLOR=1', { NO_COLOR: '1', FORCE_COLOR: '1' }, true, false],
  ['an empty NO_COLOR, which says nothing', { NO_COLOR: '' }, true, true],
  ['FORCE_COLOR=1', { FORCE_COLOR: '1' }, false, true],
  ['FORCE_COLOR=0', { FORCE_COLOR: '0' }, true, false],
  ['a terminal that shows none', { TERM: 'dumb' }, true, false],
  ['a build server', { CI: 'true' }, false, false],
])('%s', async (_name, environment, isTerminal, colored) => {
  const screens = { output: isTerminal, errors: isTerminal };
  expect(await coloredBy(doctor, screens, environment)).toEqual({ output: colored, errors: false });
  expect(await coloredBy(teardown, screens, environment)).toEqual({ output: false, errors: colored });
});
