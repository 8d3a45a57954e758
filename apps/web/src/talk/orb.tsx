import { useEffect, useRef } from 'react';

import type { AgentStatus } from '../voice/agent-status';
import { blendLooks, orbLook } from './orb-look';
import { paintOrb } from './orb-painter';

type OrbProps = {
  readonly state: AgentStatus['state'];
  readonly userLevel: () => number;
  readonly agentLevel: () => number;
};

/** A new state's colours arrive within about half a second. */
const LOOK_SETTLE_MS = 220;
/** Levels rise at once and fall softly, as a voice is felt. */
const LEVEL_FALL_MS = 160;
/** A frame after a hidden tab must not leap. */
const LONGEST_FRAME_MS = 100;
/** Slow waves look no smoother at more than 30 frames a second, and without a graphics card each one costs. */
const SHORTEST_FRAME_MS = 30;
/** Between two paintings for somebody who asked for less motion: soon enough for a new state. */
const STILL_FRAME_MS = 250;
const SHARPEST_PIXEL_RATIO = 2;

/** The two voices as a picture. Says nothing that the words beside it do not say. */
export function Orb({ state, userLevel, agentLevel }: OrbProps) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const wanted = useRef(state);

  useEffect(() => {
    wanted.current = state;
  }, [state]);

  useEffect(() => {
    const element = canvas.current;
    const context = element?.getContext('2d');
    if (element === null || context === null || context === undefined) return undefined;
    const stillness = window.matchMedia('(prefers-reduced-motion: reduce)');
    let look = orbLook(wanted.current);
    let levels = { user: 0, agent: 0 };
    let phase = 0;
    let lastAtMs = performance.now();
    const draw = (atMs: number) => {
      if (atMs - lastAtMs < SHORTEST_FRAME_MS) return paint();
      const passedMs = Math.min(LONGEST_FRAME_MS, atMs - lastAtMs);
      lastAtMs = atMs;
      const share = stillness.matches ? 1 : 1 - Math.exp(-passedMs / LOOK_SETTLE_MS);
      look = blendLooks(look, orbLook(wanted.current), share);
      const fall = Math.exp(-passedMs / LEVEL_FALL_MS);
      levels = {
        user: Math.max(userLevel(), levels.user * fall),
        agent: Math.max(agentLevel(), levels.agent * fall),
      };
      if (!stillness.matches) phase += (look.tempo * passedMs) / 1000;
      const sizePx = fitToScreen(element);
      const calm = stillness.matches ? 0 : 1;
      paintOrb(context, sizePx, {
        look,
        phase,
        userLevel: levels.user * calm,
        agentLevel: levels.agent * calm,
      });
      // What stands still is painted for a new state or size, of which nobody tells.
      if (stillness.matches) timer = window.setTimeout(paint, STILL_FRAME_MS);
      else paint();
    };
    let timer = 0;
    let request = 0;
    const paint = () => {
      request = requestAnimationFrame(draw);
    };
    paint();
    return () => {
      cancelAnimationFrame(request);
      clearTimeout(timer);
    };
  }, [userLevel, agentLevel]);

  return <canvas ref={canvas} className="orb" aria-hidden="true" />;
}

/** @returns the side of the square canvas in its own pixels. */
function fitToScreen(element: HTMLCanvasElement): number {
  const ratio = Math.min(SHARPEST_PIXEL_RATIO, window.devicePixelRatio);
  const sizePx = Math.round(element.clientWidth * ratio);
  if (element.width !== sizePx) {
    element.width = sizePx;
    element.height = sizePx;
  }
  return sizePx;
}
