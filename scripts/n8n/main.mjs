/** `node scripts/n8n/main.mjs PROGRAM`: the trials against the n8n whose own program that is, for our own Node. */
import { say } from '../lib/progress.mjs';
import { runScript } from '../setup/prepare.mjs';
import { startChatModel } from './chat-model.mjs';
import { startN8n } from './n8n-server.mjs';
import { runTrials } from './run-trials.mjs';

await runScript(async () => {
  const model = await startChatModel();
  say('Starting n8n: workflows are imported and published, which takes minutes the first time');
  try {
    const n8n = await startN8n(process.execPath, process.argv[2]);
    try {
      return await runTrials(process.execPath, n8n);
    } finally {
      await n8n.stop();
    }
  } finally {
    model.close();
  }
});
