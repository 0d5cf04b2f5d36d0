import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { ChangeCollector } from './change-collector.js';

describe('ChangeCollector', () => {
  const reports: string[][] = [];
  let collector: ChangeCollector;
  beforeEach(() => {
    vi.useFakeTimers();
    reports.length = 0;
    collector = new ChangeCollector((folders) => reports.push(folders), { quietMs: 2_000, maxWaitMs: 30_000 });
  });
  afterEach(() => {
    collector.close();
    vi.useRealTimers();
  });

  it('reports once when it is quiet, without folders that lie in others', () => {
    for (const folder of ['a/b', 'a', 'c', 'a']) {
      collector.add(folder);
      vi.advanceTimersByTime(1_900);
    }
    expect(reports).toEqual([]);
    vi.advanceTimersByTime(100);
    expect(reports).toEqual([['a', 'c']]);
    vi.advanceTimersByTime(60_000);
    expect(reports).toHaveLength(1);
  });

  it('does not wait for ever when it never gets quiet', () => {
    for (let at = 0; at < 31; at += 1) {
      collector.add('a');
      vi.advanceTimersByTime(1_000);
    }
    expect(reports).toEqual([['a']]);
  });

  it('asks for everything when too many folders changed', () => {
    for (let at = 0; at < 201; at += 1) collector.add(`f${at}`);
    vi.advanceTimersByTime(2_000);
    expect(reports).toEqual([['']]);
  });

  it('says nothing after it was closed', () => {
    collector.add('a');
    collector.close();
    vi.advanceTimersByTime(60_000);
    expect(reports).toEqual([]);
  });
});
