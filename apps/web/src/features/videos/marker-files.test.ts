import { describe, expect, it } from 'vitest';
import { fileFormats, readFile, writeFile, type FileFormat, type TimedText } from './marker-files';

const texts: TimedText[] = [
  { title: 'Storm & <calm> = 1; #2\\', startSeconds: 75.5, endSeconds: 90.25, tags: ['Sea', 'Night'], performers: ['Ada Lake'] },
  { title: 'Arrival', startSeconds: 0, endSeconds: null, tags: [], performers: [] },
];

describe('files of markers', () => {
  it.each(Object.keys(fileFormats) as FileFormat[])('come back from %s as they went, in their order', (format) => {
    const back = readFile(writeFile(format, texts, 3600));
    expect(back?.map(({ title, startSeconds }) => [title, startSeconds])).toEqual([
      ['Arrival', 0],
      ['Storm & <calm> = 1; #2\\', 75.5],
    ]);
    expect(back?.[1]?.endSeconds).toBe(90.25);
    // Only JSON keeps that there is no end; chapters end where the next begins.
    expect(back?.[0]?.endSeconds).toBe(format === 'json' ? null : 75.5);
  });

  it('keep tags and performers in JSON', () => {
    expect(readFile(writeFile('json', texts, 60))?.[1]).toMatchObject({ tags: ['Sea', 'Night'], performers: ['Ada Lake'] });
  });

  it('are written as WebVTT that players read', () => {
    expect(writeFile('vtt', texts, 3725)).toBe(
      'WEBVTT\n\n1\n00:00:00.000 --> 00:01:15.500\nArrival\n\n2\n00:01:15.500 --> 00:01:30.250\nStorm &amp; &lt;calm&gt; = 1; #2\\\n',
    );
  });

  it('are read as others write them', () => {
    expect(
      readFile('\uFEFFWEBVTT\r\n\r\nNOTE by hand\r\n\r\n00:05.000 --> 00:09.000 align:start\r\n<v Ada>Hello</v>\r\nthere\r\n'),
    ).toEqual([{ title: 'Hello there', startSeconds: 5, endSeconds: 9, tags: [], performers: [] }]);
    const metadata = ';FFMETADATA1\ntitle=Film\n[CHAPTER]\nTIMEBASE=1/90000\nSTART=450000\nEND=900000\ntitle=a\\=b\n[STREAM]\ntitle=no\n';
    expect(readFile(metadata)).toEqual([{ title: 'a=b', startSeconds: 5, endSeconds: 10, tags: [], performers: [] }]);
  });

  it('that are none of these are refused', () => {
    expect(readFile('1\n00:00:01,000 --> 00:00:02,000\nText')).toBeNull();
    expect(readFile('{"markers": [{"title": "x", "startSeconds": -1}]}')).toBeNull();
  });
});
