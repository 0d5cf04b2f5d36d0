'use client';

import type { ReactNode } from 'react';
import { ErrorNote } from '@/components/states';
import { Button } from './button';
import { Dialog, DialogActions } from './dialog';

interface ConfirmProps {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  title: string;
  /** What is lost, and what is not. */
  description: ReactNode;
  action: string;
  onConfirm: () => void;
  busy: boolean;
  error: Error | null;
}

/** Asks before something that cannot be undone. */
export function Confirm({ open, onOpenChange, title, description, action, onConfirm, busy, error }: ConfirmProps) {
  return (
    <Dialog open={open} onOpenChange={onOpenChange} title={title} description={description}>
      <ErrorNote error={error} />
      <DialogActions>
        <Button onClick={() => onOpenChange(false)}>Cancel</Button>
        <Button look="danger" onClick={onConfirm} disabled={busy}>
          {action}
        </Button>
      </DialogActions>
    </Dialog>
  );
}
