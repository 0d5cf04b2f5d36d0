import { expect, test } from 'vitest';
import { parseOptions, requireLibraries } from './options.js';
import { StartError } from './start-error.js';

const parse = (args: string[], env: Record<string, string> = {}) => parseOptions(args, { INIT_CWD: '/home/me', ...env }, '/opt/reelm');

test('without options Reelm listens on 3000 and keeps its data in the checkout', () => {
  expect(parse([])).toEqual({
    dataDirectory: '/opt/reelm/data',
    host: '0.0.0.0',
    port: 3000,
    libraries: [],
    insistOnLibraries: false,
    verbose: false,
    help: false,
  });
});

test('flags win over the environment', () => {
  const env = { REELM_DATA: '/env', REELM_PORT: '4000', REELM_LIBRARIES: '/env/a:/env/b', REELM_HOST: '127.0.0.2' };
  expect(parse([], env)).toMatchObject({
    dataDirectory: '/env',
    port: 4000,
    libraries: ['/env/a', '/env/b'],
    insistOnLibraries: false,
    host: '127.0.0.2',
  });
  const args = ['--data', '/flag', '--port=5000', '--library', '/flag/a', '--library', '/flag/b:c', '--host', '127.0.0.3'];
  expect(parse(args, env)).toMatchObject({
    dataDirectory: '/flag',
    port: 5000,
    libraries: ['/flag/a', '/flag/b:c'],
    insistOnLibraries: true,
    host: '127.0.0.3',
  });
});

test('relative paths start where the user called npm', () => {
  expect(parse(['--data', 'd', '--library', '../films'])).toMatchObject({ dataDirectory: '/home/me/d', libraries: ['/home/films'] });
});

test('an empty variable counts as unset', () => {
  expect(parse([], { REELM_DATA: '', REELM_PORT: '', REELM_LIBRARIES: '', REELM_HOST: '' })).toMatchObject({
    dataDirectory: '/opt/reelm/data',
    port: 3000,
    libraries: [],
  });
});

test.each([
  [['--port', '0'], '--port should be a port between 1 and 65535, not "0"'],
  [['--port', '70000'], '--port should be a port'],
  [['--port', '80a'], '--port should be a port'],
  [['--prot', '80'], "Unknown option '--prot'"],
  [['films'], 'Unexpected argument'],
])('%j is refused by name', (args, message) => {
  expect(() => parse(args)).toThrow(StartError);
  expect(() => parse(args)).toThrow(message);
});

test('a bad variable is named', () => {
  expect(() => parse([], { REELM_PORT: 'http' })).toThrow('REELM_PORT should be a port');
});

test('a library that is missing or no folder is refused with its path', () => {
  expect(() => requireLibraries(['/no/such/folder'])).toThrow('The library folder /no/such/folder does not exist');
  expect(() => requireLibraries([process.execPath])).toThrow(`${process.execPath} is not a folder`);
  expect(() => requireLibraries(['/'])).not.toThrow();
});
