import { z } from 'zod';

/** How the picture is laid into the player. */
export const Aspect = z.enum(['auto', 'fill', '16:9', '4:3', '21:9', '1:1']);
export type Aspect = z.infer<typeof Aspect>;

const part = (low: number, high: number, usual: number) => z.number().min(low).max(high).catch(usual);

/** What one can do to the picture. Colours are parts of the usual 1, warmth goes from -1 (blue) to 1 (red), hue and turn are degrees. */
export const Picture = z.object({
  brightness: part(0.25, 2, 1),
  contrast: part(0.25, 2, 1),
  saturation: part(0, 3, 1),
  hue: part(-180, 180, 0),
  gamma: part(0.4, 2.5, 1),
  warmth: part(-1, 1, 0),
  turn: z.union([z.literal(0), z.literal(90), z.literal(180), z.literal(270)]).catch(0),
  zoom: part(1, 4, 1),
  aspect: Aspect.catch('auto'),
});
export type Picture = z.infer<typeof Picture>;

export const usualPicture: Picture = Picture.parse({});

export interface Slider {
  name: 'brightness' | 'contrast' | 'saturation' | 'hue' | 'gamma' | 'warmth' | 'zoom';
  label: string;
  low: number;
  high: number;
  step: number;
  show: (value: number) => string;
}

const percent = (value: number): string => `${Math.round(value * 100)} %`;
const signed = (value: number, unit: string): string => `${value > 0 ? '+' : ''}${Math.round(value)}${unit}`;

export const colourSliders: readonly Slider[] = [
  { name: 'brightness', label: 'Brightness', low: 0.25, high: 2, step: 0.05, show: percent },
  { name: 'contrast', label: 'Contrast', low: 0.25, high: 2, step: 0.05, show: percent },
  { name: 'saturation', label: 'Saturation', low: 0, high: 3, step: 0.05, show: percent },
  { name: 'hue', label: 'Hue', low: -180, high: 180, step: 5, show: (value) => signed(value, '°') },
  { name: 'gamma', label: 'Gamma', low: 0.4, high: 2.5, step: 0.05, show: (value) => value.toFixed(2) },
  { name: 'warmth', label: 'Warmth', low: -1, high: 1, step: 0.05, show: (value) => signed(value * 100, '') },
];
export const zoomSlider: Slider = { name: 'zoom', label: 'Zoom', low: 1, high: 4, step: 0.1, show: percent };

export const isUsual = (picture: Picture): boolean =>
  (Object.keys(usualPicture) as (keyof Picture)[]).every((name) => picture[name] === usualPicture[name]);

/** Whether the picture needs the SVG filter: CSS knows neither gamma nor warmth. */
export const needsSvg = ({ gamma, warmth }: Picture): boolean => gamma !== 1 || warmth !== 0;

/** CSS `filter` of the picture; `none` where nothing was changed, so that the browser need not draw the film itself. */
export function filterOf(picture: Picture, svgId: string): string {
  const { brightness, contrast, saturation, hue } = picture;
  const parts = [
    brightness === 1 ? '' : `brightness(${brightness})`,
    contrast === 1 ? '' : `contrast(${contrast})`,
    saturation === 1 ? '' : `saturate(${saturation})`,
    hue === 0 ? '' : `hue-rotate(${hue}deg)`,
    needsSvg(picture) ? `url(#${svgId})` : '',
  ].filter(Boolean);
  return parts.length === 0 ? 'none' : parts.join(' ');
}

/** How much red and blue are strengthened by warmth; green carries most of the brightness and stays. */
export const warmthGains = (warmth: number): { red: number; blue: number } => ({ red: 1 + warmth * 0.25, blue: 1 - warmth * 0.25 });

interface Place {
  width: string;
  height: string;
  objectFit: 'contain' | 'cover' | 'fill';
  transform: string;
}

/**
 * Where the film lies in a frame that is a CSS size container. A picture on its side gets the frame's width as its height, so that it fits
 * again; a forced shape is the largest box of that shape, which the film then fills.
 */
export function placeOf({ turn, zoom, aspect }: Picture): Place {
  const [across, along] = turn % 180 === 0 ? ['100cqw', '100cqh'] : ['100cqh', '100cqw'];
  const [x, y] = /^\d+:\d+$/.test(aspect) ? aspect.split(':').map(Number) : [];
  const shape = x && y ? x / y : null;
  const scale = zoom === 1 ? '' : ` scale(${zoom})`;
  return {
    width: shape === null ? across : `min(${across}, ${along} * ${shape.toFixed(4)})`,
    height: shape === null ? along : `min(${along}, ${across} / ${shape.toFixed(4)})`,
    objectFit: shape !== null ? 'fill' : aspect === 'fill' ? 'cover' : 'contain',
    transform: `translate(-50%, -50%)${turn === 0 ? '' : ` rotate(${turn}deg)`}${scale}`,
  };
}

export const turned = (picture: Picture): Picture => ({ ...picture, turn: ((picture.turn + 90) % 360) as Picture['turn'] });
export const withNextAspect = (picture: Picture): Picture => {
  const all = Aspect.options;
  return { ...picture, aspect: all[(all.indexOf(picture.aspect) + 1) % all.length] ?? 'auto' };
};
export const zoomedBy = (picture: Picture, by: number): Picture => ({
  ...picture,
  zoom: Math.round(Math.max(zoomSlider.low, Math.min(zoomSlider.high, picture.zoom + by)) * 10) / 10,
});
