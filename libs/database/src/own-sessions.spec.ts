import { type AddressInfo, createServer, type Server, type Socket } from 'node:net';

import { assertOwnSessions } from './own-sessions';

/** One message: its type, its length, its body. @see https://www.postgresql.org/docs/current/protocol-message-formats.html */
function message(type: string, body: Buffer): Buffer {
  const length = Buffer.alloc(4);
  length.writeUInt32BE(body.length + 4);
  return Buffer.concat([Buffer.from(type), length, body]);
}

const READY = message('Z', Buffer.from('I'));
const COLUMN = Buffer.from([0, 1, ...Buffer.from('pid\0'), ...[0, 0, 0, 0, 0, 0]]);
/** int4, as text. */
const KIND = Buffer.from([0, 0, 0, 23, 0, 4, 255, 255, 255, 255, 0, 0]);

function answer(pid: number): Buffer {
  const text = Buffer.from(String(pid));
  return Buffer.concat([
    message('T', Buffer.concat([COLUMN, KIND])),
    message('D', Buffer.concat([Buffer.from([0, 1, 0, 0, 0, text.length]), text])),
    message('C', Buffer.from('SELECT 1\0')),
    READY,
  ]);
}

/** Lets everybody in and says to every question which process serves it: `pidOf` the connection, for its n-th question. */
async function serve(pidOf: (connection: number, question: number) => number): Promise<Server> {
  let connections = 0;
  const server = createServer((socket: Socket) => {
    const connection = connections++;
    let questions = 0;
    socket.on('error', () => undefined);
    socket.once('data', () => {
      socket.write(Buffer.concat([message('R', Buffer.alloc(4)), READY]));
      socket.on('data', (data: Buffer) => {
        if (data.toString('latin1', 0, 1) === 'Q') {
          socket.write(answer(pidOf(connection, questions++)));
        }
      });
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return server;
}

const urlOf = (server: Server) =>
  `postgres://vox:sesame@127.0.0.1:${(server.address() as AddressInfo).port}/vox?sslmode=disable`;

describe('assertOwnSessions', () => {
  it('takes a server that has a process for each connection', async () => {
    const server = await serve((connection) => 100 + connection);
    await expect(assertOwnSessions(urlOf(server), 'x')).resolves.toBeUndefined();
    server.close();
  });

  it('refuses a pooler that lets connections share one, with the reason and the ways out', async () => {
    const server = await serve(() => 100);
    const failure = assertOwnSessions(urlOf(server), 'the queue needs its own');
    await expect(failure).rejects.toThrow(
      /DATABASE_URL: 127\.0\.0\.1:\d+\/vox is a pooler in transaction mode, and the queue needs its own\. .*PostgreSQL itself.*REDIS_URL/u,
    );
    await expect(failure).rejects.not.toThrow(/sesame/u);
    server.close();
  });

  it('refuses a busy pooler, which moves connections from one to another', async () => {
    const server = await serve((connection, question) => 100 + connection + (question < 4 ? 0 : 7));
    await expect(assertOwnSessions(urlOf(server), 'x')).rejects.toThrow(/transaction mode/u);
    server.close();
  });

  it('leaves a database that does not answer to whoever needs it next', async () => {
    await expect(
      assertOwnSessions('postgres://vox@127.0.0.1:9/vox?sslmode=disable', 'x'),
    ).resolves.toBeUndefined();
  });
});
