'use client';

import { useState, type FormEvent } from 'react';
import { ErrorNote } from '@/components/states';
import { Button } from '@/components/ui/button';
import { Dialog, DialogActions } from '@/components/ui/dialog';
import { TextField } from '@/components/ui/field';
import { hasCode } from '@/lib/api';

interface NameDialogProps {
  title: string;
  action: string;
  name?: string;
  busy: boolean;
  error: Error | null;
  onSave: (name: string) => void;
  onClose: () => void;
}

/** Asks for the name of a view. */
export function NameDialog({ title, action, name = '', busy, error, onSave, onClose }: NameDialogProps) {
  const [text, setText] = useState(name);
  const taken = hasCode(error, 'view.name_taken');
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (text.trim()) onSave(text.trim());
  };
  return (
    <Dialog open onOpenChange={onClose} title={title}>
      <form noValidate onSubmit={submit} className="grid gap-4" aria-label={title}>
        <TextField
          label="Name"
          value={text}
          maxLength={100}
          autoComplete="off"
          onChange={(event) => setText(event.target.value)}
          error={taken ? error.message : undefined}
        />
        {taken ? null : <ErrorNote error={error} />}
        <DialogActions>
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" look="primary" disabled={busy || text.trim() === ''}>
            {action}
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  );
}
