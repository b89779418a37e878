import { useNavigate } from "@remix-run/react";
import { href } from "#app/i18n/href.ts";
import { useWords } from "#app/i18n/i18n.ts";
import type { CommuneMap as MapData, MapPoint } from "#services/catalogue/map.ts";

const lozenge = ({ x, y, r }: MapPoint) => `M${x} ${y - r}l${r} ${r}l${-r} ${r}l${-r} ${-r}z`;

/**
 * Communes where they lie; the larger the lozenge, the more goods. The list beside it says the same and is what keyboards
 * and screen readers use, so the map itself is silent; its lozenges are links for a pointer.
 */
export function CommuneMap({ map }: { map: MapData }) {
  const { language } = useWords();
  const navigate = useNavigate();
  return (
    <svg className="map" viewBox={`0 0 ${map.width} ${map.height}`} aria-hidden="true" focusable="false">
      {map.points.map((point) => {
        const to = href("commune", language, { slug: point.slug });
        return (
          <a
            key={point.slug}
            href={to}
            tabIndex={-1}
            onClick={(event) => {
              if (event.metaKey || event.ctrlKey || event.shiftKey) return;
              event.preventDefault();
              navigate(to);
            }}
          >
            <title>{`${point.name}: ${point.count}`}</title>
            <path className={point.count === 0 ? "m m0" : "m"} d={lozenge(point)} />
          </a>
        );
      })}
      {map.labels.map((label) => (
        <text key={label.text} x={label.x} y={label.y} textAnchor={label.anchor}>
          {label.text}
        </text>
      ))}
    </svg>
  );
}
