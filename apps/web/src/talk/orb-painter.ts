import { type OrbLook, type Rgb } from './orb-look';

/** What one picture of the orb shows. */
export type OrbMoment = {
  readonly look: OrbLook;
  /** Advances with time at the look's tempo; still when motion is unwelcome. */
  readonly phase: number;
  /** 0 to 1. */
  readonly userLevel: number;
  readonly agentLevel: number;
};

const WAVES = 4;
/** The orb leaves room around it for the rings. */
const RADIUS_SHARE = 0.36;

/** Draws a sea under a sky, cut to a circle: the sea moves with the user's voice, the sun with the agent's. */
export function paintOrb(
  context: CanvasRenderingContext2D,
  sizePx: number,
  moment: OrbMoment,
): void {
  const { look, userLevel, agentLevel } = moment;
  const centre = sizePx / 2;
  const radius = sizePx * RADIUS_SHARE * (1 + 0.05 * Math.max(userLevel, agentLevel));
  context.clearRect(0, 0, sizePx, sizePx);
  paintRings(context, centre, radius, moment);
  context.save();
  context.beginPath();
  context.arc(centre, centre, radius, 0, Math.PI * 2);
  context.clip();
  paintSky(context, centre, radius, moment);
  for (let wave = 0; wave < WAVES; wave += 1) paintWave(context, centre, radius, moment, wave);
  paintGlass(context, centre, radius);
  context.restore();
  context.lineWidth = Math.max(1, sizePx / 400);
  context.strokeStyle = rgba(look.seaNear, 0.25);
  context.beginPath();
  context.arc(centre, centre, radius, 0, Math.PI * 2);
  context.stroke();
}

function paintRings(
  context: CanvasRenderingContext2D,
  centre: number,
  radius: number,
  { look, userLevel, agentLevel }: OrbMoment,
): void {
  const glow = context.createRadialGradient(centre, centre, radius * 0.8, centre, centre, centre);
  const strength = 0.16 + 0.24 * Math.max(userLevel, agentLevel);
  glow.addColorStop(0, rgba(look.skyBottom, strength));
  glow.addColorStop(1, rgba(look.skyBottom, 0));
  context.fillStyle = glow;
  context.fillRect(0, 0, centre * 2, centre * 2);
  const reach = centre - radius;
  for (const [level, colour] of [
    [userLevel, look.seaFar],
    [agentLevel, look.skyBottom],
  ] as const) {
    if (level < 0.05) continue;
    for (let ring = 1; ring <= 2; ring += 1) {
      context.lineWidth = Math.max(1.5, radius * 0.012);
      context.strokeStyle = rgba(colour, (0.7 * level) / ring);
      context.beginPath();
      context.arc(centre, centre, radius + reach * 0.42 * level * ring, 0, Math.PI * 2);
      context.stroke();
    }
  }
}

function paintSky(
  context: CanvasRenderingContext2D,
  centre: number,
  radius: number,
  { look, agentLevel }: OrbMoment,
): void {
  const top = centre - radius;
  const horizon = centre + radius - 2 * radius * look.waterline;
  const sky = context.createLinearGradient(0, top, 0, horizon + radius * 0.2);
  sky.addColorStop(0, rgba(look.skyTop, 1));
  sky.addColorStop(1, rgba(look.skyBottom, 1));
  context.fillStyle = sky;
  context.fillRect(top, top, radius * 2, radius * 2);
  const sunRadius = radius * (0.42 + 0.5 * agentLevel);
  const sunAt = horizon - radius * (0.12 + 0.2 * agentLevel);
  const sun = context.createRadialGradient(centre, sunAt, 0, centre, sunAt, sunRadius);
  sun.addColorStop(0, rgba(look.sun, 0.95));
  sun.addColorStop(0.35, rgba(look.sun, 0.5));
  sun.addColorStop(1, rgba(look.sun, 0));
  context.fillStyle = sun;
  context.fillRect(top, top, radius * 2, radius * 2);
}

function paintWave(
  context: CanvasRenderingContext2D,
  centre: number,
  radius: number,
  { look, phase, userLevel, agentLevel }: OrbMoment,
  wave: number,
): void {
  const depth = wave / (WAVES - 1);
  const waterline = Math.min(0.9, look.waterline + 0.1 * userLevel);
  const horizon = centre + radius - 2 * radius * waterline + depth * radius * 0.34;
  const height = radius * (look.swell + 0.3 * userLevel + 0.12 * agentLevel) * (0.7 + 0.5 * depth);
  const direction = wave % 2 === 0 ? 1 : -1;
  const turn = phase * Math.PI * 2 * direction * (0.7 + 0.4 * depth) + wave * 1.9;
  const left = centre - radius;
  const right = centre + radius;
  context.beginPath();
  context.moveTo(left, right);
  for (let step = 0; step <= 48; step += 1) {
    const across = step / 48;
    const swell =
      Math.sin(across * Math.PI * 2 * 0.9 + turn) * 0.6 +
      Math.sin(across * Math.PI * 2 * 1.7 - turn * 0.8) * 0.4;
    context.lineTo(left + across * radius * 2, horizon + swell * height);
  }
  context.lineTo(right, right);
  context.closePath();
  const water = context.createLinearGradient(0, horizon - height, 0, centre + radius);
  water.addColorStop(0, rgba(look.seaFar, 0.5 + 0.2 * depth));
  water.addColorStop(1, rgba(look.seaNear, 0.75 + 0.2 * depth));
  context.fillStyle = water;
  context.fill();
}

function paintGlass(context: CanvasRenderingContext2D, centre: number, radius: number): void {
  const shade = context.createRadialGradient(
    centre - radius * 0.25,
    centre - radius * 0.35,
    0,
    centre,
    centre,
    radius,
  );
  shade.addColorStop(0, 'rgba(255, 255, 255, 0.1)');
  shade.addColorStop(0.7, 'rgba(255, 255, 255, 0)');
  shade.addColorStop(1, 'rgba(6, 26, 36, 0.16)');
  context.fillStyle = shade;
  context.fillRect(centre - radius, centre - radius, radius * 2, radius * 2);
}

function rgba([red, green, blue]: Rgb, alpha: number): string {
  return `rgba(${Math.round(red)}, ${Math.round(green)}, ${Math.round(blue)}, ${alpha.toFixed(3)})`;
}
