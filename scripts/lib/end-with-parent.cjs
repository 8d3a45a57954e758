'use strict';

// Preloaded into the server (node --require). The channel to the process that started it closes when that
// process ends, however it ends; the server then shuts down as it does on SIGTERM.
process.once('disconnect', () => process.kill(process.pid, 'SIGTERM'));
// Watching the channel must not keep the server alive once it is done.
process.channel?.unref();
