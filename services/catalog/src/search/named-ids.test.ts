import { http } from '@reelm/contracts';
import { expect, it } from 'vitest';
import { namedIds } from './named-ids.js';

const [one, two, three, file] = [1, 2, 3, 4].map((n) => `01990000-0000-7000-8000-00000000000${n}`);

it('finds the videos and files that a body names, however deep', () => {
  expect(namedIds(http.createMarker, { videoId: one, tagIds: [two] })).toEqual({ video: [one], file: [] });
  expect(
    namedIds(http.bulkEditGalleries, { target: { ids: [three] }, change: { set: { videoIds: [one] }, add: { videoIds: [two] } } }),
  ).toEqual({
    video: [one, two],
    file: [],
  });
  expect(namedIds(http.createVideoPart, { fileId: file, startSeconds: 1 })).toEqual({ video: [], file: [file] });
});

it('knows that videos are merged from others by another name', () => {
  expect(namedIds(http.mergeVideos, { from: [one, two] }).video).toEqual([one, two]);
  expect(namedIds(http.mergeTags, { from: [one, two] }).video).toEqual([]);
});

it('leaves alone what is no id, custom values and bytes', () => {
  const none = { video: [], file: [] };
  expect(namedIds(http.createMarker, { videoId: 'constructor', constructor: [one], custom: { videoId: one } })).toEqual(none);
  for (const body of [undefined, null, 'text', Buffer.from('bytes')]) expect(namedIds(http.createMarker, body)).toEqual(none);
});
