import { Client } from 'pg';

/** Tells when rows of turns become visible, in the moment of their commit, without asking again and again. */
export class RowWatch {
  /** By turn, in ms of `performance.now()`. */
  readonly seenAtMs = new Map<string, number>();

  private constructor(private readonly client: Client) {}

  /** Puts a trigger into the database at `url`, which is this bench's own. */
  static async start(url: string): Promise<RowWatch> {
    const client = new Client({ connectionString: url });
    const watch = new RowWatch(client);
    // The rest of its life is told by what it no longer tells.
    client.on('error', () => undefined);
    client.on('notification', ({ payload = '' }) => {
      watch.seenAtMs.set(payload, performance.now());
    });
    await client.connect();
    // NOTIFY, from a trigger, is SQL's alone; it reaches listeners when the row is committed.
    await client.query(`
      create function tell_of_turn() returns trigger language plpgsql as
        $$ begin perform pg_notify('bench_rows', new.turn_id::text); return null; end $$;
      create trigger tell_of_turn after insert on messages
        for each row when (new.role = 'user') execute function tell_of_turn();
      listen bench_rows`);
    return watch;
  }

  async stop(): Promise<void> {
    await this.client.end();
  }
}
