import { hash } from 'node:crypto';

const variantNibble = (byte: number): number => (byte & 0x3f) | 0x80;
const versionNibble = (byte: number): number => (byte & 0x0f) | 0x70;

/**
 * The id of the video that is made for a file: time-ordered like the file's own id, and always the same, so that events replayed after a
 * lost projection rebuild it under the addresses that people have kept.
 */
export function videoIdFor(fileId: string): string {
  const time = Buffer.from(fileId.replaceAll('-', ''), 'hex').subarray(0, 6);
  const rest = hash('sha256', `video:${fileId.toLowerCase()}`, 'buffer').subarray(0, 10);
  rest.writeUInt8(versionNibble(rest.readUInt8(0)), 0);
  rest.writeUInt8(variantNibble(rest.readUInt8(2)), 2);
  const hex = Buffer.concat([time, rest]).toString('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}
