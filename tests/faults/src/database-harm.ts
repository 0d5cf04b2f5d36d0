import { execFileSync } from 'node:child_process';
import { readdirSync, rmdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { http } from '@reelm/contracts';
import { ApiRefusal, until } from '@reelm/testing';
import type { House } from './house.js';
import type { Violation } from './invariants.js';
import type { Fault } from './schedule.js';
import { SmallDisk } from './small-disk.js';
import type { Struck } from './strike.js';

/** For what goes on before it is filled up. */
const roomBytes = 128 * 1024 ** 2;
const askEveryMs = 200;
/** A server that could not write its log ends, and is started again ever more rarely. */
const backWithinMs = 60_000;
const mostDeaths = 100;
/** More than are kept for later. */
const mostLogFiles = 20;
/** Does not fit into what is left of a page. */
const longDetails = 'No room. '.repeat(1_000);

/** The database on a disk of its own, which can be full. */
export class SmallDatabase {
  private constructor(
    private readonly house: House,
    private readonly disk: SmallDisk,
    private readonly cluster: string,
  ) {}

  /** Moves the database there, which is away for as long. The caller ends it. */
  static async begin(house: House): Promise<SmallDatabase> {
    const cluster = join(house.stack.dataDirectory, 'postgres');
    const place = `${cluster}.small`;
    const database = house.process('postgres');
    await database.stop();
    const [kilobytes = '0'] = execFileSync('du', ['-sk', cluster], { encoding: 'utf8' }).split('\t');
    const disk = SmallDisk.mount(place, Number(kilobytes) * 1024 + roomBytes);
    execFileSync('cp', ['-a', `${cluster}/.`, place]);
    execFileSync('mount', ['--bind', place, cluster]);
    await database.start();
    return new SmallDatabase(house, disk, cluster);
  }

  async end(): Promise<void> {
    const database = this.house.process('postgres');
    await database.stop();
    execFileSync('umount', [this.cluster]);
    for (const name of readdirSync(this.cluster)) rmSync(join(this.cluster, name), { recursive: true });
    execFileSync('cp', ['-a', `${this.disk.folder}/.`, this.cluster]);
    this.disk.unmount();
    rmdirSync(this.disk.folder);
    await database.start();
  }

  /** It is full for a time: what is read is answered while the server lives, what is written is refused for this reason or is there later. */
  async fill({ forMs, logToo }: Extract<Fault, { kind: 'fill-database' }>): Promise<Struck> {
    const end = Date.now() + forMs;
    const problems = new Set<string>();
    const written: string[] = [];
    const met = { refusedWrites: 0, toldFull: 0, shownFull: 0 };
    for (let death = 0; death < mostDeaths; death += 1) this.house.announceDeath('postgres');
    this.disk.fill(0);
    try {
      if (logToo) await this.useUpLog();
      for (let number = 0; Date.now() < end; number += 1) {
        const listed = await this.house.api.call(http.listVideos, { query: { limit: 1 } }).then(() => 'done', codeOf);
        if (!answers.includes(listed)) problems.add(`a list is answered with ${listed}`);
        const name = `full ${forMs} ${Date.now()} ${number}`;
        const wrote = await this.house.api.call(http.createTag, { body: { name, details: longDetails } }).then(() => 'done', codeOf);
        if (wrote === 'done') written.push(name);
        else met.refusedWrites += 1;
        if (wrote === 'service.database_full') {
          met.toldFull += 1;
          // The server may die of it meanwhile.
          if (await this.isShownFull().catch(() => false)) met.shownFull += 1;
        }
        if (!answers.includes(wrote)) problems.add(`a change is answered with ${wrote}`);
        await delay(askEveryMs);
      }
    } finally {
      this.disk.free();
    }
    const since = performance.now();
    await until('changes to be possible', () => this.house.api.call(http.createTag, { body: { name: `after ${since}` } }), backWithinMs);
    const apiBackMs = Math.round(performance.now() - since);
    await until('the status page to show nothing of it', async () => !(await this.isShownFull()), backWithinMs);
    for (let death = 0; death < mostDeaths; death += 1) this.house.withdrawDeath('postgres');
    if (met.refusedWrites === 0) problems.add('no change was refused, so it was not full');
    if (met.toldFull > 0 && met.shownFull === 0) problems.add('the status page never showed that it is full');
    const kept = await this.house.query<{ name: string }>('SELECT name FROM catalog.tag WHERE name = ANY($1)', [written]);
    if (kept.length < written.length) problems.add(`${kept.length} of ${written.length} changes that were accepted are left`);
    const violations = [...problems].map((detail): Violation => ({ rule: 'a full database is told, and loses nothing', detail }));
    return { violations, notes: { ...met, apiBackMs } };
  }

  /** As the status page has it: the state, and what to do. */
  private async isShownFull(): Promise<boolean> {
    const { services, warnings } = await this.house.api.call(http.systemStatus);
    const shown = services
      .flatMap(({ dependencies }) => dependencies)
      .filter(({ name, state }) => name === 'postgres' && state === 'degraded');
    return shown.length > 0 && warnings.some(({ code }) => code === 'service.database_full');
  }

  /** Begins one file of the log after the other, until there is none. */
  private async useUpLog(): Promise<void> {
    for (let file = 0; file < mostLogFiles; file += 1) {
      const went = await this.house.query(`SELECT pg_logical_emit_message(true, 'reelm', 'full'), pg_switch_wal()`).then(
        () => true,
        () => false,
      );
      if (!went) return;
    }
  }
}

const answers = ['done', 'service.database_full', 'service.database_unavailable'];
const codeOf = (error: unknown): string => (error instanceof ApiRefusal ? error.code : String(error));
