import { expect, it } from 'vitest';
import { answers } from './find-settings';

const blur = { title: 'Blur pictures', help: 'Nothing can be made out.', words: 'discreet privacy' };

it.each(['', '  ', 'blur', 'PICT bl', 'priv', 'made out'])('finds it by %j', (typed) => expect(answers(blur, typed)).toBe(true));
it.each(['lur', 'blur theme', 'x'])('does not find it by %j', (typed) => expect(answers(blur, typed)).toBe(false));
