// A thread that owns a UDP socket, and says when each datagram came: a server that does nothing else, so that what
// goes on in this process delays neither what comes nor what is measured of it.
//
// Node runs this file as it is, types stripped, where the sources are not compiled (tests), so it imports
// only Node's own modules.
import { createSocket } from 'node:dgram';
import { constants, setPriority } from 'node:os';
import { parentPort } from 'node:worker_threads';

import type { SocketReport, OutgoingDatagram } from './datagram-socket.ts';

const report = (message: SocketReport) => parentPort?.postMessage(message);

try {
  // Linux gives each thread its own priority; elsewhere it would be that of the whole process.
  if (process.platform === 'linux') setPriority(constants.priority.PRIORITY_HIGHEST);
} catch {
  // Only root may: datagrams are stamped as soon as the cores let this thread.
}

const socket = createSocket('udp4');
socket.on('message', (data, { port, address }) => {
  const arrivedNs = process.hrtime.bigint();
  report({ type: 'datagram', data: Uint8Array.from(data), port, address, arrivedNs });
});
parentPort?.on('message', ({ data, port, address }: OutgoingDatagram) =>
  socket.send(data, port, address),
);
socket.bind(0, '127.0.0.1', () => report({ type: 'listening', port: socket.address().port }));
