/**
 * How long a stand-in keeps a connection for its next request, in milliseconds. Node's five seconds are over between two turns of
 * a test on a busy machine, and who sends in the moment in which they end is told that the connection was reset.
 */
export const IDLE_CONNECTION_MS = 75_000;
