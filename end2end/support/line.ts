// A line between one browser and the desk that can be cut. (Chromium's own offline switch leaves streams that are open
// alone, as no cut cable does.)
import { createServer, connect, type Server, type Socket } from 'node:net';
import { desk } from './desk';

/** What a browser complains of while it is away. */
export const AWAY = [/ERR_CONTENT_LENGTH_MISMATCH/, /ERR_INTERNET_DISCONNECTED/, /ERR_FAILED/, /ERR_NETWORK/, /ERR_CONNECTION/, /ERR_EMPTY_RESPONSE/, /ERR_SOCKET/, /ERR_INCOMPLETE/];

export class Line {
  private readonly open = new Set<Socket>();
  private isCut = false;

  private constructor(private readonly server: Server, readonly url: string) {}

  /** A line that works. Browsers go to its `url` instead of the desk's. */
  static async lay(): Promise<Line> {
    const server = createServer();
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
    const address = server.address();
    if (address === null || typeof address === 'string') throw new Error('No free port on the loopback address');
    const line = new Line(server, `http://127.0.0.1:${address.port}`);
    const { hostname, port } = new URL(desk().url);
    server.on('connection', (near) => {
      if (line.isCut) {
        near.destroy();
        return;
      }
      const far = connect(Number(port), hostname);
      for (const socket of [near, far]) {
        line.open.add(socket);
        socket.setNoDelay();
        socket.on('error', () => socket.destroy());
        socket.on('close', () => {
          line.open.delete(socket);
          near.destroy();
          far.destroy();
        });
      }
      near.pipe(far).pipe(near);
    });
    return line;
  }

  /** Drops what is open and lets nothing through. */
  cut(): void {
    this.isCut = true;
    for (const socket of this.open) socket.destroy();
  }

  mend(): void {
    this.isCut = false;
  }

  async remove(): Promise<void> {
    this.cut();
    await new Promise((done) => this.server.close(done));
  }
}
