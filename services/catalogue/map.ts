export type Place = { slug: string; name: string; latitude: number | null; longitude: number | null; count: number };
export type MapPoint = { slug: string; name: string; x: number; y: number; r: number; count: number };
export type MapLabel = { text: string; x: number; y: number; anchor: "start" | "end" };
export type CommuneMap = { width: number; height: number; points: MapPoint[]; labels: MapLabel[] };

const WIDTH = 520;
const MARGIN = 26;
const MAX_LABELS = 9;
// Width of a letter and height of a line as the largest text of the map is drawn, on a phone.
const LETTER = 12;
const LINE = 26;

type Box = { left: number; right: number; top: number; bottom: number };

const overlap = (a: Box, b: Box) => a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;

function radiusOf(count: number, most: number): number {
  return count === 0 ? 4 : Math.round((7 + 11 * Math.sqrt(count / most)) * 10) / 10;
}

function labelOf(point: MapPoint, side: "start" | "end"): { label: MapLabel; box: Box } {
  const length = point.name.length * LETTER;
  const x = side === "start" ? point.x + point.r + 5 : point.x - point.r - 5;
  const left = side === "start" ? x : x - length;
  return {
    label: { text: point.name, x, y: point.y + 5, anchor: side },
    box: { left, right: left + length, top: point.y - LINE / 2, bottom: point.y + LINE / 2 },
  };
}

/** Names for the largest points, each where it covers neither another name nor another point, or not at all. */
function placeLabels(points: readonly MapPoint[]): MapLabel[] {
  const labels: MapLabel[] = [];
  const boxes: Box[] = [];
  const dots = points.map((p) => ({ left: p.x - p.r, right: p.x + p.r, top: p.y - p.r, bottom: p.y + p.r }));
  for (const point of [...points].sort((a, b) => b.count - a.count)) {
    if (labels.length === MAX_LABELS) break;
    if (point.count === 0) continue;
    for (const side of ["start", "end"] as const) {
      const { label, box } = labelOf(point, side);
      const isInside = box.left >= 0 && box.right <= WIDTH;
      if (!isInside || boxes.some((b) => overlap(b, box)) || dots.some((d) => overlap(d, box))) continue;
      labels.push(label);
      boxes.push(box);
      break;
    }
  }
  return labels;
}

/** Draws communes from their centroids, north up, one degree of longitude shortened as at their latitude. Null without places. */
export function drawMap(places: readonly Place[]): CommuneMap | null {
  const known = places.flatMap((p) =>
    p.latitude === null || p.longitude === null ? [] : [{ ...p, latitude: p.latitude, longitude: p.longitude }],
  );
  if (known.length === 0) return null;
  const west = Math.min(...known.map((p) => p.longitude));
  const east = Math.max(...known.map((p) => p.longitude));
  const south = Math.min(...known.map((p) => p.latitude));
  const north = Math.max(...known.map((p) => p.latitude));
  const shorten = Math.cos((((north + south) / 2) * Math.PI) / 180);
  const scale = (WIDTH - 2 * MARGIN) / Math.max((east - west) * shorten, (north - south) * 0.8, 0.01);
  const left = (WIDTH - (east - west) * shorten * scale) / 2;
  const most = Math.max(1, ...known.map((p) => p.count));
  const points = known.map((p) => ({
    slug: p.slug,
    name: p.name,
    count: p.count,
    x: Math.round(left + (p.longitude - west) * shorten * scale),
    y: Math.round(MARGIN + (north - p.latitude) * scale),
    r: radiusOf(p.count, most),
  }));
  const height = Math.round((north - south) * scale + 2 * MARGIN);
  return { width: WIDTH, height, points, labels: placeLabels(points) };
}
