import { expect, it } from 'vitest';
import { dropOf, PacketTable } from './packet-table.js';

/** A film whose time stamps begin at 10 s: keyframes at 0, 2 and 4 s, the second with two frames before it that are stored behind it. */
function table(): PacketTable {
  const packets = new PacketTable(10);
  const picture = ['10.0,K_', '11.0,__', '10.5,__', '12.0,K_', '11.5,__', '11.8,__', '13.0,__', '14.0,K_', '15.0,__'];
  const text = [...picture.map((line) => `0,${line}`), ...Array.from({ length: 12 }, (_, at) => `1,${10 + at / 2},K_,`)].join('\n');
  packets.push(text.slice(0, 17));
  packets.push(text.slice(17));
  packets.end();
  return packets;
}

it('packets of the picture go from keyframe to keyframe, without those that cannot be decoded there', () => {
  const packets = table();
  expect(packets.picture(0, { startSeconds: 0, endSeconds: 2 })).toEqual({ from: 0, skipped: 0, until: 3 });
  expect(packets.picture(0, { startSeconds: 2, endSeconds: 4 })).toEqual({ from: 3, skipped: 2, until: 7 });
  expect(packets.picture(0, { startSeconds: 4, endSeconds: 6 })).toEqual({ from: 7, skipped: 0, until: null });
});

it('packets of sound are those that begin there', () => {
  const packets = table();
  expect(packets.within(1, { startSeconds: 2, endSeconds: 4 }, false)).toEqual({ from: 4, skipped: 0, until: 8 });
  expect(packets.within(1, { startSeconds: 4, endSeconds: 5 }, true)).toEqual({ from: 8, skipped: 0, until: null });
  expect(packets.within(7, { startSeconds: 4, endSeconds: 5 }, false)).toEqual({ from: 0, skipped: 0, until: null });
});

it('are dropped by number', () => {
  expect(dropOf({ from: 0, skipped: 0, until: null })).toBeNull();
  expect(dropOf({ from: 3, skipped: 2, until: 7 })).toBe('noise=drop=lt(n\\,3)+between(n\\,4\\,5)+gte(n\\,7)');
});
