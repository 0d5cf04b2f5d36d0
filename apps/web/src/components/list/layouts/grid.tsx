'use client';

import { useMemo } from 'react';
import { CardSkeleton } from '../card-frame';
import { gridGeometry, wallGeometry, type Geometry } from '../geometry';
import type { CardProps, Item } from '../kind';
import { isSelected } from '../selection';
import { Cells } from './cells';
import type { LayoutProps } from './layout';

/** Cards with picture and text. */
export function Grid(props: LayoutProps<Item>) {
  const { kind, room, zoom } = props;
  const geometry = useMemo(() => gridGeometry(room.width, zoom, kind.shape, room.scale), [room, zoom, kind.shape]);
  return <Cards {...props} geometry={geometry} card={kind.Card} />;
}

/** Pictures alone, close together. */
export function Wall(props: LayoutProps<Item>) {
  const { kind, room, zoom } = props;
  const geometry = useMemo(() => wallGeometry(room.width, zoom, kind.shape, room.scale), [room, zoom, kind.shape]);
  return <Cards {...props} geometry={geometry} card={kind.Preview} />;
}

type CardsProps = LayoutProps<Item> & { geometry: Geometry; card: React.ComponentType<CardProps<Item>> };

function Cards({ kind, view, room, selection: { selection, active, select }, geometry, card: Card, ref }: CardsProps) {
  const { cell } = geometry;
  return (
    <Cells view={view} geometry={geometry} top={room.top} label={kind.many} ref={ref}>
      {(item, index) =>
        item ? (
          <Card
            item={item}
            index={index}
            cell={cell}
            href={kind.hrefOf(item)}
            selected={isSelected(selection, item.id)}
            selecting={active}
            onSelect={select}
            prepare={kind.prepare}
          />
        ) : (
          <CardSkeleton cell={cell} />
        )
      }
    </Cells>
  );
}
