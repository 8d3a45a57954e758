import { EventEmitter } from 'node:events';

import type { types } from 'mediasoup';

import { TransportWatch } from './transport-watch';

/** As much of a mediasoup transport as the watch looks at. */
class FakeTransport {
  readonly observer = new EventEmitter();
  iceState: types.IceState = 'new';
  dtlsState: types.DtlsState = 'new';

  to(iceState: types.IceState, dtlsState: types.DtlsState) {
    Object.assign(this, { iceState, dtlsState });
    this.observer.emit('icestatechange', iceState);
    this.observer.emit('dtlsstatechange', dtlsState);
  }
}

describe('TransportWatch', () => {
  let transport: FakeTransport;
  let watch: TransportWatch;
  let failures: string[];

  beforeEach(() => {
    jest.useFakeTimers();
    transport = new FakeTransport();
    failures = [];
    watch = new TransportWatch(transport as unknown as types.WebRtcTransport, (reason) =>
      failures.push(reason),
    );
  });

  afterEach(() => {
    watch.close();
    jest.useRealTimers();
  });

  it('says that no connection came about, 15 s after it was expected', () => {
    watch.expectConnection();
    jest.advanceTimersByTime(14_999);
    expect(failures).toEqual([]);
    jest.advanceTimersByTime(1);
    expect(failures).toEqual(['no connection came about']);
  });

  it('is content with a connection', () => {
    watch.expectConnection();
    transport.to('completed', 'connected');
    jest.advanceTimersByTime(60_000);
    expect(watch.isConnected).toBe(true);
    expect(failures).toEqual([]);
  });

  it('says that DTLS failed at once, and once', () => {
    transport.to('connected', 'failed');
    transport.to('disconnected', 'failed');
    jest.advanceTimersByTime(60_000);
    expect(failures).toEqual(['the DTLS handshake failed']);
  });

  it('gives a lost connection 10 s to come back', () => {
    transport.to('completed', 'connected');
    transport.to('disconnected', 'connected');
    jest.advanceTimersByTime(9000);
    transport.to('completed', 'connected');
    jest.advanceTimersByTime(60_000);
    expect(failures).toEqual([]);
    transport.to('disconnected', 'connected');
    jest.advanceTimersByTime(10_000);
    expect(failures).toEqual(['the connection was lost']);
  });

  it('says nothing after the transport was closed', () => {
    watch.expectConnection();
    transport.observer.emit('close');
    transport.to('disconnected', 'closed');
    jest.advanceTimersByTime(60_000);
    expect(failures).toEqual([]);
    expect(jest.getTimerCount()).toBe(0);
  });
});
