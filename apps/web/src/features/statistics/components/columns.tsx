'use client';

import { scaleBand, scaleLinear } from '@visx/scale';
import { Bar } from '@visx/shape';
import Link from 'next/link';
import { useEffect, useRef, useState, type RefObject } from 'react';

/** One column of a chart. */
export interface Column {
  label: string;
  value: number;
  /** Search that shows what is counted. */
  href: string;
}

interface ColumnsProps {
  /** What is counted, for those who do not see the chart. */
  label: string;
  columns: readonly Column[];
  format: (value: number) => string;
  height: number;
}

const margin = { top: 24, bottom: 26, left: 4 };
/** Columns that are wider have their value above them; for others there is a scale on the right. */
const wideEnough = 56;
const scaleWidth = 56;
const ticks = 4;
/** A single column is no wall. */
const widest = 112;

/** A column chart each of whose columns leads to what it counts. */
export function Columns({ label, columns, format, height }: ColumnsProps) {
  const [frame, width] = useWidth();
  const [pointed, setPointed] = useState<number | null>(null);
  const most = Math.max(1, ...columns.map(({ value }) => value));
  const bottom = height - margin.bottom;
  const valueFits = width / Math.max(1, columns.length) > wideEnough;
  const end = width - (valueFits ? 4 : scaleWidth);
  const x = scaleBand({
    domain: columns.map((_, place) => place),
    range: [margin.left, end],
    paddingInner: columns.length > 24 ? 0.15 : 0.28,
  });
  const y = scaleLinear({ domain: [0, most], range: [bottom, margin.top], nice: ticks });
  const band = x.bandwidth();
  const wide = Math.min(band, widest);
  // Names stand below as many columns as there is room for.
  const every = Math.max(1, Math.ceil((labelWidth(columns) * columns.length) / Math.max(1, end - margin.left)));
  const shown = pointed === null ? undefined : columns[pointed];
  return (
    <div ref={frame} className="relative" style={{ height }}>
      {width > 0 ? (
        <svg width={width} height={height} role="group" aria-label={label} className="block overflow-visible text-xs">
          {y.ticks(ticks).map((tick) => (
            <g key={tick} aria-hidden>
              <line x1={margin.left} x2={end} y1={y(tick)} y2={y(tick)} className="stroke-line" />
              {valueFits ? null : (
                <text x={width} y={y(tick) + 4} textAnchor="end" className="fill-muted tabular-nums">
                  {format(tick)}
                </text>
              )}
            </g>
          ))}
          {columns.map((column, place) => {
            const left = (x(place) ?? 0) + (band - wide) / 2;
            const top = Math.min(y(column.value), column.value > 0 ? bottom - 2 : bottom);
            return (
              <Link
                key={column.label}
                href={column.href}
                prefetch={false}
                aria-label={`${column.label}: ${format(column.value)}`}
                className="group/column outline-none"
                onPointerEnter={() => setPointed(place)}
                onPointerLeave={() => setPointed(null)}
                onFocus={() => setPointed(place)}
                onBlur={() => setPointed(null)}
              >
                <Bar x={left} y={margin.top - 20} width={wide} height={bottom - margin.top + 20} fill="transparent" />
                <Bar
                  x={left}
                  y={top}
                  width={wide}
                  height={bottom - top}
                  rx={Math.min(4, wide / 4)}
                  className="fill-accent/75 group-hover/column:fill-accent group-focus-visible/column:fill-accent group-focus-visible/column:stroke-ink group-focus-visible/column:stroke-2"
                />
                {valueFits && column.value > 0 ? (
                  <text x={left + wide / 2} y={top - 6} textAnchor="middle" aria-hidden className="fill-ink tabular-nums">
                    {format(column.value)}
                  </text>
                ) : null}
                {place % every === 0 ? (
                  <text x={left + wide / 2} y={height - 8} textAnchor="middle" aria-hidden className="fill-muted">
                    {column.label}
                  </text>
                ) : null}
              </Link>
            );
          })}
        </svg>
      ) : null}
      {shown && !valueFits && pointed !== null ? (
        <div
          aria-hidden
          className="pointer-events-none absolute top-0 z-1 -translate-x-1/2 rounded-md border border-line bg-raised px-2 py-1 text-xs whitespace-nowrap shadow-lg"
          style={{ left: Math.max(60, Math.min(width - 60, (x(pointed) ?? 0) + band / 2)) }}
        >
          {shown.label}: <span className="font-medium tabular-nums">{format(shown.value)}</span>
        </div>
      ) : null}
    </div>
  );
}

/** Width of the longest name with room around it, CSS pixels. */
const labelWidth = (columns: readonly Column[]): number => Math.max(0, ...columns.map(({ label }) => label.length)) * 6.6 + 12;

function useWidth(): [RefObject<HTMLDivElement | null>, number] {
  const frame = useRef<HTMLDivElement>(null);
  const [width, setWidth] = useState(0);
  useEffect(() => {
    if (!frame.current) return undefined;
    const observer = new ResizeObserver(([entry]) => entry && setWidth(Math.floor(entry.contentRect.width)));
    observer.observe(frame.current);
    return () => observer.disconnect();
  }, []);
  return [frame, width];
}
