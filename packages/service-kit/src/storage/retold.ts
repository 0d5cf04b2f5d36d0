import { Readable } from 'node:stream';

/** What `source` holds, whose errors are told as `retell` has them. It is read only as it is asked for, and ends with its reader. */
export function retold(source: Readable, retell: (error: unknown) => Error): Readable {
  // What breaks before anybody reads is told to whoever does.
  source.on('error', () => undefined);
  const parts: AsyncIterator<Buffer> = source[Symbol.asyncIterator]();
  return new Readable({
    // Nothing is read ahead but by the source, which shows by it that its reader rests.
    highWaterMark: 0,
    read() {
      parts.next().then(
        ({ done, value }) => this.push(done === true ? null : value),
        (error: unknown) => this.destroy(retell(error)),
      );
    },
    destroy(error, done) {
      source.destroy();
      done(error);
    },
  });
}
