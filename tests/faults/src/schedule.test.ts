import { serviceNames } from '@reelm/contracts';
import { describe, expect, it } from 'vitest';
import { poisonNames } from './poison.js';
import { Random } from './random.js';
import { storeHarms } from './s3-proxy.js';
import { describeSchedule, failPoints, faultCases, fileAccidents, planSchedule, remains, rotation } from './schedule.js';

const schedules = Array.from({ length: 400 }, (_, index) => planSchedule(7, index));

describe('planSchedule', () => {
  it('gives the same schedule for the same seed and index, whatever was planned before', () => {
    expect(planSchedule(7, 123)).toEqual(schedules[123]);
    expect(planSchedule(8, 123)).not.toEqual(schedules[123]);
  });

  it('plays every case within one rotation, and only the wanted one where one is named', () => {
    expect(new Set(schedules.slice(0, rotation.length).map((schedule) => schedule.case))).toEqual(new Set(faultCases));
    expect(schedules.slice(0, 20).map(({ index }) => planSchedule(7, index, 'F3').case)).toEqual(Array.from({ length: 20 }, () => 'F3'));
  });

  it('kills each service once, in the order of the import', () => {
    for (const { faults } of schedules.filter((schedule) => schedule.case === 'F1')) {
      const kills = faults.filter((fault) => fault.kind === 'kill-service');
      expect(kills.map((kill) => kill.service).sort()).toEqual([...serviceNames].sort());
      const places = kills.map((kill) => kill.at.progress);
      expect(places).toEqual(places.toSorted((a, b) => a - b));
    }
  });

  it('kills services at twenty points and more of a long import, each of them several times', () => {
    const long = schedules.filter((schedule) => schedule.case === 'F1-long');
    expect(long.length).toBeGreaterThanOrEqual(Math.floor(schedules.length / rotation.length));
    for (const { files, filler, faults } of long) {
      expect([files, filler]).toEqual([200, 'films']);
      const kills = faults.filter((fault) => fault.kind === 'kill-service');
      expect(kills.length).toBeGreaterThanOrEqual(20);
      for (const service of serviceNames) expect(kills.filter((kill) => kill.service === service).length).toBeGreaterThanOrEqual(4);
      expect(new Set(kills.map((kill) => kill.at.progress)).size).toBeGreaterThan(10);
    }
  });

  it('reaches every fail point, and a broker that loses its data as well as one that does not', () => {
    const faults = schedules.flatMap((schedule) => schedule.faults);
    expect(new Set(faults.flatMap((fault) => (fault.kind === 'fail-point' ? [fault.point] : [])))).toEqual(new Set(failPoints));
    expect(new Set(faults.flatMap((fault) => (fault.kind === 'kill-broker' ? [fault.wipe] : [])))).toEqual(new Set([true, false]));
  });

  it('does everything to files and disks that may happen to them, to watched ones as well as to others', () => {
    const ofDisk = schedules.filter((schedule) => schedule.case === 'F14');
    const faults = ofDisk.flatMap((schedule) => schedule.faults);
    const harms = faults.flatMap((fault) => (fault.kind === 'harm-file' ? [fault.accident] : []));
    expect(new Set(harms)).toEqual(new Set(fileAccidents));
    expect(new Set(faults.flatMap((fault) => (fault.kind === 'unmount' ? [fault.leaves] : [])))).toEqual(new Set(remains));
    expect(new Set(ofDisk.map((schedule) => schedule.watch))).toEqual(new Set([true, false]));
  });

  it('does every harm to the store, and to one that can be harmed', () => {
    const harmed = schedules.filter(({ faults }) => faults.some((fault) => fault.kind === 'harm-store'));
    expect(new Set(harmed.map(({ store }) => store))).toEqual(new Set(['s3']));
    const harms = harmed.flatMap(({ faults }) => faults.flatMap((fault) => (fault.kind === 'harm-store' ? [fault.harm] : [])));
    expect(new Set(harms)).toEqual(new Set(['is killed', ...storeHarms]));
  });

  it('keeps the store away for a minute now and then, but not in the first rotation', () => {
    const outages = Array.from({ length: 100 }, (_, index) => planSchedule(7, index, 'F5')).map(({ index, faults }) => ({
      index,
      forMs: faults.flatMap((fault) => (fault.kind === 'harm-store' ? [fault.forMs] : []))[0] ?? 0,
    }));
    expect(outages.filter(({ index, forMs }) => index < rotation.length && forMs > 15_000)).toEqual([]);
    expect(outages.filter(({ forMs }) => forMs === 60_000).length).toBeGreaterThan(5);
  });

  it('starves films once and for good, in every way', () => {
    const starved = schedules.flatMap(({ faults }) => faults.flatMap((fault) => (fault.kind === 'starve' ? [fault] : [])));
    expect(new Set(starved.map(({ how, once }) => `${how} ${once}`)).size).toBe(4);
  });

  it('serves every poison before long', () => {
    const served = schedules.flatMap(({ faults }) => faults.flatMap((fault) => (fault.kind === 'poison' ? fault.names : [])));
    expect(new Set(served)).toEqual(new Set(poisonNames));
  });

  it('is told in one line that names seed and index', () => {
    for (const schedule of schedules.slice(0, 10))
      expect(describeSchedule(schedule)).toMatch(/^seed 7, schedule \d+, F[\w-]+, \d+ files: .+$/);
  });
});

describe('Random', () => {
  it('is spread evenly', () => {
    const random = new Random(1);
    const draws = Array.from({ length: 4_000 }, () => random.between(0, 3));
    for (const value of [0, 1, 2, 3]) expect(Math.abs(draws.filter((draw) => draw === value).length - 1_000)).toBeLessThan(120);
  });

  it('shuffles without losing anything', () => {
    expect(new Set(new Random('x').shuffle([1, 2, 3, 4, 5]))).toEqual(new Set([1, 2, 3, 4, 5]));
  });
});
