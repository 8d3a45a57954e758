import type { ComponentProps } from 'react';

/** A sound that begins by itself, with controls. It is silent as soon as its page is gone, or stays behind the sign-in. */
export function Sound(props: ComponentProps<'audio'>) {
  return <audio controls autoPlay ref={silenceAtEnd} {...props} />;
}

const silenceAtEnd = (audio: HTMLAudioElement) => () => audio.pause();
