'use client';

import { useState } from 'react';
import { entityKinds } from '@/components/entity-picker/entity-kinds';
import { EntityPicker, type Picked } from '@/components/entity-picker/entity-picker';
import { Button } from '@/components/ui/button';
import { Dialog, DialogActions } from '@/components/ui/dialog';
import type { TreeKind } from './use-move';

interface MoveDialogProps {
  kind: TreeKind;
  name: string;
  onMove: (to: Picked) => void;
  onClose: () => void;
}

/** Chooses below which one something shall stand. */
export function MoveDialog({ kind, name, onMove, onClose }: MoveDialogProps) {
  const [chosen, setChosen] = useState<Picked[]>([]);
  const to = chosen[0];
  const { one } = entityKinds[kind];
  return (
    <Dialog open onOpenChange={onClose} title={`Move ${name}`} description={`Choose the ${one} below which it shall stand.`}>
      <EntityPicker
        kind={kind}
        label={`New place of ${name}`}
        value={chosen}
        onChange={setChosen}
        multiple={false}
        mayCreate
        autoFocus
        inline
      />
      <DialogActions>
        <Button onClick={onClose}>Cancel</Button>
        <Button
          look="primary"
          disabled={!to}
          onClick={() => {
            if (to) onMove(to);
            onClose();
          }}
        >
          Move
        </Button>
      </DialogActions>
    </Dialog>
  );
}
