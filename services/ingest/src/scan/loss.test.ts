import { describe, expect, it } from 'vitest';
import { isSuspicious } from './loss.js';

describe('isSuspicious', () => {
  it('lets small libraries lose up to 20 files, large ones up to 30 percent', () => {
    expect(isSuspicious({ known: 21, gone: 20, emptied: 0 })).toBe(false);
    expect(isSuspicious({ known: 21, gone: 21, emptied: 0 })).toBe(true);
    expect(isSuspicious({ known: 1_000, gone: 300, emptied: 0 })).toBe(false);
    expect(isSuspicious({ known: 1_000, gone: 301, emptied: 0 })).toBe(true);
  });

  it('asks sooner where whole folders are empty but still there', () => {
    expect(isSuspicious({ known: 1_000, gone: 0, emptied: 20 })).toBe(false);
    expect(isSuspicious({ known: 1_000, gone: 0, emptied: 21 })).toBe(true);
    expect(isSuspicious({ known: 0, gone: 0, emptied: 0 })).toBe(false);
  });
});
