export * from './events';
export * from './from-voice-event';
export * from './text';
export * from './to-wire-error';
export * from './voice-socket';
export * from './webrtc-answers';
export * from './webrtc-signalling';
