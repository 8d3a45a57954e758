import { useEffect, useRef } from 'react';

import { useSay } from '../i18n/speech-context';

type LevelMeterProps = { readonly level: () => number; readonly isOn: boolean };

/** A screen reader that asks gets a value of this age at most; the bar itself moves every frame. */
const ANNOUNCE_EVERY_MS = 250;

/** The microphone's level: proof, before a word is recognised, that the page hears. */
export function LevelMeter({ level, isOn }: LevelMeterProps) {
  const say = useSay();
  const meter = useRef<HTMLDivElement>(null);
  const bar = useRef<HTMLDivElement>(null);

  useEffect(() => {
    if (!isOn) return undefined;
    let announcedAtMs = 0;
    let shown = 0;
    const draw = (atMs: number) => {
      shown = Math.max(level(), shown * 0.88);
      bar.current?.style.setProperty('--level', shown.toFixed(3));
      if (atMs - announcedAtMs >= ANNOUNCE_EVERY_MS) {
        announcedAtMs = atMs;
        meter.current?.setAttribute('aria-valuenow', String(Math.round(shown * 100)));
      }
      request = requestAnimationFrame(draw);
    };
    let request = requestAnimationFrame(draw);
    const barElement = bar.current;
    const meterElement = meter.current;
    return () => {
      cancelAnimationFrame(request);
      barElement?.style.setProperty('--level', '0');
      meterElement?.setAttribute('aria-valuenow', '0');
    };
  }, [level, isOn]);

  return (
    <div
      ref={meter}
      className="meter"
      data-testid="level-meter"
      role="meter"
      aria-label={say('talk.level')}
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuenow={0}
    >
      <div ref={bar} className="meter-bar" />
    </div>
  );
}
