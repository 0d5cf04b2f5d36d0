import type { DependencyState, ServiceStatus, SystemStatus, Warning } from '@reelm/contracts';
import { describe, expect, it } from 'vitest';
import { allWarnings, isAllUp, worstOf } from './status-model';

const service = (states: Record<string, DependencyState['state']>, warnings: Warning[] = []): ServiceStatus => ({
  service: 'catalog',
  state: 'up',
  version: null,
  startedAt: null,
  memoryBytes: null,
  schema: null,
  tables: [],
  outboxPending: null,
  dependencies: Object.entries(states).map(([name, state]) => ({ name, state })),
  tools: [],
  warnings,
});
const system = (...services: ServiceStatus[]): SystemStatus => ({
  version: '1',
  node: 'v24',
  database: { version: '18', bytes: 1 },
  broker: { state: 'up', version: null, streams: [] },
  storage: { driver: 'file', detail: '', freeBytes: null },
  services,
  warnings: services.flatMap(({ warnings }) => warnings),
});

describe('the status page', () => {
  it('says that all is well only where all is', () => {
    expect(isAllUp(system(service({ postgres: 'up', storage: 'up' })))).toBe(true);
    expect(isAllUp(system(service({ postgres: 'up', storage: 'down' })))).toBe(false);
    expect(isAllUp(system(service({ postgres: 'up' }), service({ postgres: 'degraded' })))).toBe(false);
    expect(isAllUp({ ...system(), broker: { state: 'down', version: null, streams: [] } })).toBe(false);
  });

  it('shows what services stand on as the one sees it that fares worst', () => {
    const status = system(service({ postgres: 'up', storage: 'degraded' }), service({ postgres: 'degraded', storage: 'down' }));
    expect([worstOf(status, 'postgres'), worstOf(status, 'storage'), worstOf(status, 'ffmpeg')]).toEqual(['degraded', 'down', 'up']);
  });

  it('tells each warning once, what does not work now first', () => {
    const old = { code: 'media.ffmpeg_old', message: 'ffmpeg is old' };
    const full = { code: 'service.database_full', message: 'make room' };
    expect(allWarnings(system(service({}, [old, full]), service({}, [full])))).toEqual([full, old]);
  });
});
