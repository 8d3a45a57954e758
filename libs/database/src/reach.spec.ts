import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { TLSSocket } from 'node:tls';

import { selfSignedCertificate } from '@vox/stand-ins';

import { reachDatabase } from './reach';

const SSL_REQUEST = 80_877_103;
const certificate = selfSignedCertificate('reach.spec');

type Behaviour = { readonly hasTls: boolean; readonly takes: 'encrypted' | 'plain' | 'both' };

/** Plays as much of PostgreSQL as a connection needs. @see https://www.postgresql.org/docs/current/protocol-flow.html */
class FakePostgres {
  readonly connections: ('encrypted' | 'plain')[] = [];
  readonly #sockets = new Set<Socket>();
  readonly #server: Server;
  behaviour: Behaviour = { hasTls: true, takes: 'both' };

  constructor() {
    this.#server = createServer((socket) => {
      this.#sockets.add(socket);
      socket.on('error', () => undefined);
      this.#greet(socket, 'plain');
    });
  }

  async listen(port = 0): Promise<number> {
    await new Promise<void>((resolve) => this.#server.listen(port, '127.0.0.1', resolve));
    return (this.#server.address() as AddressInfo).port;
  }

  close(): void {
    for (const socket of this.#sockets) socket.destroy();
    this.#server.close();
  }

  #greet(socket: Socket, kind: 'encrypted' | 'plain'): void {
    socket.once('data', (data: Buffer) => {
      if (data.readUInt32BE(4) !== SSL_REQUEST) return this.#answer(socket, kind);
      if (!this.behaviour.hasTls) {
        socket.write('N');
        return this.#greet(socket, kind);
      }
      const { keyPem: key, certPem: cert } = certificate;
      socket.write('S');
      const tls = new TLSSocket(socket, { isServer: true, key, cert });
      tls.on('error', () => undefined);
      this.#greet(tls, 'encrypted');
    });
  }

  #answer(socket: Socket, kind: 'encrypted' | 'plain'): void {
    const { takes } = this.behaviour;
    if (takes !== 'both' && takes !== kind) {
      const words = kind === 'plain' ? 'no encryption' : 'SSL encryption';
      const fields = `SFATAL\0C28000\0Mno pg_hba.conf entry for host "127.0.0.1", ${words}\0\0`;
      socket.end(message('E', Buffer.from(fields)));
      return;
    }
    this.connections.push(kind);
    socket.write(message('R', Buffer.alloc(4)));
    socket.write(message('Z', Buffer.from('I')));
  }
}

function message(type: string, body: Buffer): Buffer {
  const length = Buffer.alloc(4);
  length.writeUInt32BE(body.length + 4);
  return Buffer.concat([Buffer.from(type), length, body]);
}

let database: FakePostgres;
let port: number;
const told: string[] = [];
const reach = (query = '', timeoutMs = 60_000) =>
  reachDatabase(`postgres://vox:sesame@localhost:${port}/vox${query}`, {
    timeoutMs,
    onWait: (words) => void told.push(words),
  });

beforeEach(async () => {
  told.length = 0;
  database = new FakePostgres();
  port = await database.listen();
});
afterEach(() => database.close());

describe(reachDatabase.name, () => {
  const withTls = { hasTls: true, takes: 'both' } as const;
  const withoutTls = { hasTls: false, takes: 'both' } as const;
  const onlyTls = { hasTls: true, takes: 'encrypted' } as const;
  const onlyPlain = { hasTls: true, takes: 'plain' } as const;
  it.each([
    ['', withTls, 'encrypted', 'no-verify'],
    ['', withoutTls, 'plain', 'disable'],
    ['?sslmode=prefer', withTls, 'encrypted', 'no-verify'],
    ['?sslmode=prefer', withoutTls, 'plain', 'disable'],
    ['?sslmode=prefer', onlyPlain, 'plain', 'disable'],
    ['?sslmode=allow', withTls, 'plain', 'disable'],
    ['?sslmode=allow', onlyTls, 'encrypted', 'no-verify'],
    ['?sslmode=require', withTls, 'encrypted', 'require'],
    ['?sslmode=no-verify', withTls, 'encrypted', 'no-verify'],
    ['?sslmode=disable', withTls, 'plain', 'disable'],
  ] as const)('connects with "%s" to %j as psql does', async (query, behaviour, kind, mode) => {
    database.behaviour = behaviour;
    expect(new URL(await reach(query)).searchParams.get('sslmode')).toBe(mode);
    expect(database.connections).toEqual([kind]);
  });

  it.each([
    [
      '?sslmode=verify-full',
      withTls,
      /not trusted, DEPTH_ZERO_SELF.*sslrootcert=FILE.*NODE_EXTRA_CA.*sslmode=require/u,
    ],
    ['?sslmode=require', withoutTls, /it has no TLS: use sslmode=prefer or sslmode=disable/u],
    ['?sslmode=disable', onlyTls, /wants encrypted connections: use sslmode=require/u],
  ])('says with "%s" at once what to do', async (query, behaviour, words) => {
    database.behaviour = behaviour;
    const failure = reach(query);
    await expect(failure).rejects.toThrow(words);
    await expect(failure).rejects.toThrow(
      `DATABASE_URL: cannot connect to PostgreSQL at localhost:${port}/vox`,
    );
    await expect(failure).rejects.not.toThrow(/sesame/u);
    expect(told).toEqual([]);
  });

  it('verifies with the authority that it is given', async () => {
    const folder = await mkdtemp(path.join(tmpdir(), 'vox-reach-'));
    const file = path.join(folder, 'root.crt');
    await writeFile(file, certificate.certPem);
    for (const mode of ['require', 'verify-ca', 'verify-full']) {
      await reach(`?sslmode=${mode}&sslrootcert=${file}`);
    }
    expect(database.connections).toEqual(['encrypted', 'encrypted', 'encrypted']);
    await rm(folder, { recursive: true });
  });

  it('says at once that it waits, and goes on when the database is there', async () => {
    database.close();
    const waiting = reach('', 30_000);
    const started = new Promise<void>((resolve) => {
      const timer = setInterval(() => {
        if (told.length === 0) return;
        clearInterval(timer);
        resolve();
      }, 5);
    });
    await started;
    expect(told).toEqual([`Waiting for PostgreSQL at localhost:${port}/vox (ECONNREFUSED)`]);
    database = new FakePostgres();
    await database.listen(port);
    await waiting;
    expect(told).toHaveLength(1);
  });

  it('gives up a database that does not appear in time, and a wait that is ended', async () => {
    database.close();
    await expect(reach('', 300)).rejects.toThrow(
      /DATABASE_URL: cannot connect .* \(ECONNREFUSED\)/u,
    );
    const url = `postgres://vox@localhost:${port}/vox`;
    const signal = AbortSignal.timeout(20);
    const failure = reachDatabase(url, { timeoutMs: 60_000, onWait: () => undefined, signal });
    await expect(failure).rejects.toMatchObject({ name: 'AbortError' });
  });
});
