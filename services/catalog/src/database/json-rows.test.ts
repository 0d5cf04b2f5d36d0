import { expect, test } from 'vitest';
import { jsonRows } from './json-rows.js';

test.each([
  ['plain'],
  ['a "quoted" \\ path'],
  ['été 東京 🎬'],
  // Only looks like an escape.
  ['\\u0000'],
])('keeps %j', (text) => {
  expect(JSON.parse(jsonRows([{ text, nothing: null }]))).toEqual([{ text, nothing: null }]);
});

test.each([
  ['a\0b', 'ab'],
  ['a\ud800b', 'a\ufffdb'],
  ['\udfff', '\ufffd'],
])('makes of %j what the database takes', (text, taken) => {
  expect(JSON.parse(jsonRows([{ inner: [text] }]))).toEqual([{ inner: [taken] }]);
});
