/** Pictures of 8 bits a channel: red, green, blue, row by row from the top. */
export interface Picture {
  width: number;
  height: number;
  rgb: Uint8Array;
}

const headerBytes = 54;

/** Reads a bitmap of 24 bits a pixel as ffmpeg writes it; null for anything else, or one that is cut off. */
export function readBmp(file: Buffer): Picture | null {
  if (file.length < headerBytes || file.toString('latin1', 0, 2) !== 'BM' || file.readUInt16LE(28) !== 24) return null;
  const pixels = file.readUInt32LE(10);
  const [width, height] = [file.readInt32LE(18), file.readInt32LE(22)];
  const rowBytes = Math.ceil((width * 3) / 4) * 4;
  if (width < 1 || height < 1 || file.length < pixels + rowBytes * height) return null;
  const rgb = new Uint8Array(width * height * 3);
  for (let y = 0; y < height; y += 1) {
    // The last row comes first, and blue before red.
    const row = pixels + (height - 1 - y) * rowBytes;
    for (let x = 0; x < width; x += 1) {
      const [from, to] = [row + x * 3, (y * width + x) * 3];
      rgb[to] = file[from + 2] ?? 0;
      rgb[to + 1] = file[from + 1] ?? 0;
      rgb[to + 2] = file[from] ?? 0;
    }
  }
  return { width, height, rgb };
}
