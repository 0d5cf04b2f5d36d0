import { PassThrough, Readable } from 'node:stream';
import { expect, it } from 'vitest';
import { readPassword } from './password-prompt.js';

const told = (prompt: PassThrough) => String(prompt.read() ?? '');

it.each([
  ['a line', 'a good password\nand more\n', 'a good password'],
  ['a line without an end', 'a good password', 'a good password'],
  ['nothing', '', undefined],
])('reads %s', async (_, sent, password) => {
  const prompt = new PassThrough();
  expect(await readPassword(Readable.from(sent === '' ? [] : [sent]), prompt)).toBe(password);
  expect(told(prompt)).toBe('');
});

it('asks a terminal, which shows nothing of what is typed', async () => {
  const prompt = new PassThrough();
  const keyboard = Object.assign(new PassThrough(), { isTTY: true });
  const password = readPassword(keyboard, prompt);
  keyboard.write('a good password\r');
  expect(await password).toBe('a good password');
  expect(told(prompt)).toBe('New password: \n');
});

it('ends with Ctrl-C', async () => {
  const keyboard = Object.assign(new PassThrough(), { isTTY: true });
  const password = readPassword(keyboard, new PassThrough());
  keyboard.write('half\u0003');
  expect(await password).toBeUndefined();
});
