/** Volume, as this browser had it last. Without storage nothing is remembered and nothing breaks. */
const key = 'reelm-sound';

export interface Sound {
  volume: number;
  muted: boolean;
}

export function rememberedSound(): Sound {
  const [volume, muted] = read().split('/');
  const value = Number(volume);
  return { volume: volume && value >= 0 && value <= 1 ? value : 1, muted: muted === 'muted' };
}

export function rememberSound({ volume, muted }: Sound): void {
  try {
    localStorage.setItem(key, `${volume}/${muted ? 'muted' : ''}`);
  } catch {
    // Full or forbidden: not worth a word to the user.
  }
}

function read(): string {
  try {
    return localStorage.getItem(key) ?? '';
  } catch {
    return '';
  }
}
