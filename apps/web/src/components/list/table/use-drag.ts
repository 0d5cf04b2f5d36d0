'use client';

import { useEffect, useRef, useState, type PointerEvent } from 'react';
import { useLatest } from '@/lib/use-latest';
import { headRow, rangeAt, type Range } from './cell-range';
import { cellOf } from './cell-of';

interface DragOptions {
  range: Range | null;
  onMark: (range: Range) => void;
  onFill: (row: number) => void;
}

/** So near to the edge of the window the list scrolls while the mouse is held, pixels; and so far in each frame. */
const edge = 56;
const step = 14;

/** The mouse marks cells by dragging, with Shift from the active cell on; dragging the handle fills others. */
export function useDrag({ range, onMark, onFill }: DragOptions) {
  const [fillRow, setFillRow] = useState<number | null>(null);
  const latest = useLatest({ range, onMark, onFill });
  const stop = useRef<() => void>(() => undefined);
  useEffect(() => () => stop.current(), []);

  const onPointerDown = (event: PointerEvent): void => {
    if (event.button !== 0 || event.pointerType !== 'mouse') return;
    const target = event.target as HTMLElement;
    const at = cellOf(target);
    if (!at || at.row === headRow || target.closest('a, button, input, select')) return;
    const filling = target.closest('[data-fill]') !== null;
    if (filling) event.preventDefault();
    else onMark(event.shiftKey && range && range.anchor.row !== headRow ? { anchor: range.anchor, end: at } : rangeAt(at));
    const anchor = event.shiftKey && range && range.anchor.row !== headRow ? range.anchor : at;

    let pointer = { x: event.clientX, y: event.clientY };
    let filled: number | null = null;
    let frame = 0;
    const follow = (): void => {
      const over = cellOf(document.elementFromPoint(pointer.x, pointer.y));
      if (!over || over.row === headRow) return;
      if (filling) {
        filled = over.row;
        setFillRow(over.row);
      } else latest.current.onMark({ anchor, end: over });
    };
    const scroll = (): void => {
      const by = pointer.y > window.innerHeight - edge ? step : pointer.y < edge * 2 ? -step : 0;
      if (by !== 0) {
        window.scrollBy(0, by);
        follow();
      }
      frame = requestAnimationFrame(scroll);
    };
    const onMove = (move: globalThis.PointerEvent): void => {
      pointer = { x: move.clientX, y: move.clientY };
      follow();
    };
    const onUp = (): void => {
      stop.current();
      setFillRow(null);
      if (filled !== null) latest.current.onFill(filled);
    };
    stop.current = () => {
      cancelAnimationFrame(frame);
      document.removeEventListener('pointermove', onMove);
      document.removeEventListener('pointerup', onUp);
    };
    document.addEventListener('pointermove', onMove);
    document.addEventListener('pointerup', onUp);
    frame = requestAnimationFrame(scroll);
  };
  return { fillRow, onPointerDown };
}
