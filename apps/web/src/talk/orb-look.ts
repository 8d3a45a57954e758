import type { AgentStatus } from '../voice/agent-status';

export type Rgb = readonly [red: number, green: number, blue: number];

/** How the orb looks in one state: warm sky is the agent's shore, cool sea the user's. */
export type OrbLook = {
  readonly skyTop: Rgb;
  readonly skyBottom: Rgb;
  readonly seaFar: Rgb;
  readonly seaNear: Rgb;
  readonly sun: Rgb;
  /** Share of the orb that is under water. */
  readonly waterline: number;
  /** Waves a second, roughly. */
  readonly tempo: number;
  /** Wave height at silence, as a share of the radius. */
  readonly swell: number;
};

const calm: OrbLook = {
  skyTop: [255, 214, 190],
  skyBottom: [255, 170, 140],
  seaFar: [98, 205, 200],
  seaNear: [11, 114, 133],
  sun: [255, 240, 225],
  waterline: 0.5,
  tempo: 0.16,
  swell: 0.06,
};

const LOOKS: Readonly<Record<AgentStatus['state'], OrbLook>> = {
  idle: calm,
  connecting: { ...calm, waterline: 0.4, tempo: 0.5, swell: 0.09 },
  listening: {
    ...calm,
    skyTop: [214, 240, 240],
    skyBottom: [150, 222, 218],
    seaFar: [64, 190, 192],
    seaNear: [6, 95, 118],
    sun: [255, 255, 250],
    waterline: 0.62,
    tempo: 0.3,
  },
  thinking: {
    ...calm,
    skyTop: [226, 214, 255],
    skyBottom: [176, 156, 240],
    seaFar: [122, 134, 230],
    seaNear: [58, 62, 150],
    sun: [255, 245, 255],
    waterline: 0.48,
    tempo: 0.75,
    swell: 0.1,
  },
  speaking: {
    ...calm,
    skyTop: [255, 196, 140],
    skyBottom: [255, 112, 98],
    seaFar: [240, 128, 122],
    seaNear: [120, 58, 104],
    sun: [255, 236, 190],
    waterline: 0.36,
    tempo: 0.42,
  },
  reconnecting: {
    ...calm,
    skyTop: [232, 226, 214],
    skyBottom: [206, 190, 168],
    seaFar: [150, 168, 172],
    seaNear: [84, 106, 114],
    waterline: 0.44,
    tempo: 0.5,
  },
  ended: {
    ...calm,
    skyTop: [214, 222, 226],
    skyBottom: [184, 198, 204],
    seaFar: [140, 164, 172],
    seaNear: [72, 100, 112],
    waterline: 0.34,
    tempo: 0.08,
    swell: 0.03,
  },
  error: {
    ...calm,
    skyTop: [226, 220, 220],
    skyBottom: [204, 190, 190],
    seaFar: [160, 150, 156],
    seaNear: [98, 86, 96],
    waterline: 0.3,
    tempo: 0.06,
    swell: 0.02,
  },
};

export function orbLook(state: AgentStatus['state']): OrbLook {
  return LOOKS[state];
}

/** `from` moved towards `to` by `share` (0 to 1) of the way. */
export function blendLooks(from: OrbLook, to: OrbLook, share: number): OrbLook {
  const number = (a: number, b: number) => a + (b - a) * share;
  const colour = (a: Rgb, b: Rgb): Rgb => [
    number(a[0], b[0]),
    number(a[1], b[1]),
    number(a[2], b[2]),
  ];
  return {
    skyTop: colour(from.skyTop, to.skyTop),
    skyBottom: colour(from.skyBottom, to.skyBottom),
    seaFar: colour(from.seaFar, to.seaFar),
    seaNear: colour(from.seaNear, to.seaNear),
    sun: colour(from.sun, to.sun),
    waterline: number(from.waterline, to.waterline),
    tempo: number(from.tempo, to.tempo),
    swell: number(from.swell, to.swell),
  };
}
