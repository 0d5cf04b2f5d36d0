import { get } from 'node:http';
import { connect } from 'node:net';

/** Status of a GET, or undefined when nothing answers within two seconds. */
export function httpStatus(url: string): Promise<number | undefined> {
  return new Promise((resolve) => {
    const request = get(url, { agent: false, timeout: 2_000 }, (response) => {
      response.resume();
      resolve(response.statusCode);
    });
    request.on('timeout', () => request.destroy());
    request.on('error', () => resolve(undefined));
  });
}

/** First text that a server sends on its own after connecting, or undefined when nothing comes within two seconds. */
export function greeting(port: number): Promise<string | undefined> {
  return new Promise((resolve) => {
    const socket = connect({ port, host: '127.0.0.1', timeout: 2_000 });
    const settle = (text: string | undefined) => {
      socket.destroy();
      resolve(text);
    };
    socket.once('data', (data) => settle(data.toString('utf8')));
    socket.once('timeout', () => settle(undefined));
    socket.once('error', () => settle(undefined));
    socket.once('close', () => settle(undefined));
  });
}
