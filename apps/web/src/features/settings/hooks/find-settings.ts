interface Findable {
  title: string;
  help?: string;
  words?: string;
}

/** Whether a setting answers what was typed: each word begins a word of its texts. */
export function answers({ title, help = '', words = '' }: Findable, typed: string): boolean {
  const wanted = typed.toLowerCase().split(/\s+/).filter(Boolean);
  const offered = `${title} ${help} ${words}`.toLowerCase().split(/[^\p{L}\p{N}]+/u);
  return wanted.every((word) => offered.some((other) => other.startsWith(word)));
}
