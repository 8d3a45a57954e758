import { type N8nFault, type N8nRecording, n8nRecordings, N8nStandIn } from '@vox/stand-ins';

import { COMMON, type StandInEntry } from './stand-in-entry';

const FAULTS = ['error-item', 'empty', 'html'] as const satisfies readonly N8nFault[];

/** A workflow; its address is that of its webhook. */
export const N8N: StandInEntry = {
  faults: [...COMMON, ...FAULTS],
  takes: ['reply', 'paceMs', 'recording', 'callbackTo'],
  recordings: n8nRecordings,
  start: async ({ port, fault, reply, paceMs, recording, callbackTo }) => {
    const standIn = await N8nStandIn.start({
      port,
      // The command line has checked that they are among these.
      ...(fault === undefined ? {} : { fault: fault as N8nFault }),
      ...(recording === undefined ? {} : { recording: recording as N8nRecording }),
      ...(reply === undefined ? {} : { reply: () => reply }),
      ...(paceMs === undefined ? {} : { paceMs }),
      ...(callbackTo === undefined ? {} : { callbackTo: callbackTo.replace(/\/+$/u, '') }),
    });
    return {
      url: standIn.webhookUrl,
      watch: (watcher) => standIn.watch(watcher),
      close: () => standIn.close(),
    };
  },
};
