import { EmbeddedPostgres } from '@vox/database';

/** A process of its own that starts PostgreSQL on the folder in VOX_TEST_DATA_DIR and waits to be killed. */
void EmbeddedPostgres.start({ dataDir: process.env['VOX_TEST_DATA_DIR'] }).then((server) => {
  process.stdout.write(`PORT ${server.port}\n`);
  setInterval(() => undefined, 60_000);
});
