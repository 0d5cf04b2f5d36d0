'use client';

import { entityHttp, EntityKind, type CustomField } from '@reelm/contracts';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Pencil, Plus, SquarePen, Trash2 } from 'lucide-react';
import dynamic from 'next/dynamic';
import { useState } from 'react';
import { customFieldsKey, useAllCustomFields } from '@/components/entity-form/use-custom-fields';
import { entityKinds } from '@/components/entity-picker/entity-kinds';
import { Card, Page } from '@/components/page';
import { EmptyState, ErrorState, NoPermission, SkeletonRows } from '@/components/states';
import { Badge } from '@/components/ui/badge';
import { Button, IconButton } from '@/components/ui/button';
import { call } from '@/lib/api';
import { useMay } from '@/lib/session';
import { showToast } from '@/lib/toast';

const CustomFieldDialog = dynamic(() => import('./custom-field-dialog').then((module) => module.CustomFieldDialog), { ssr: false });
const Confirm = dynamic(() => import('@/components/ui/confirm').then((module) => module.Confirm), { ssr: false });

const typeNames: Readonly<Record<CustomField['type'], string>> = {
  text: 'Text',
  number: 'Number',
  date: 'Date',
  boolean: 'Yes or no',
  choice: 'Choice',
};

/** The fields that the owner of the library added to videos, performers and the others. */
export function CustomFieldsPage() {
  const mayEdit = useMay('editor');
  const { data, error, refetch } = useAllCustomFields();
  const [open, setOpen] = useState<CustomField | 'new' | null>(null);
  const [leaving, setLeaving] = useState<CustomField | null>(null);
  if (!mayEdit) return <NoPermission needed="editor" />;
  const add = (
    <Button look="primary" onClick={() => setOpen('new')}>
      <Plus /> Add a field
    </Button>
  );
  return (
    <Page
      title="Own fields"
      intro="Fields that you miss, on any kind of thing. They stand on pages and forms, and searches know them as custom.key."
      actions={data && data.length > 0 ? add : null}
    >
      {error ? <ErrorState error={error} retry={() => void refetch()} /> : null}
      {!data && !error ? <SkeletonRows rows={3} label="Loading the fields" /> : null}
      {data?.length === 0 ? (
        <EmptyState icon={SquarePen} title="No own fields yet" action={add}>
          <p>Add one for what you want to keep that Reelm has no field for: a location, a shelf, whether you own the disc.</p>
        </EmptyState>
      ) : null}
      <div className="grid gap-5">
        {EntityKind.options.map((kind) => {
          const fields = data?.filter((field) => field.kind === kind) ?? [];
          if (fields.length === 0) return null;
          const { many, icon: Icon } = entityKinds[kind];
          return (
            <Card key={kind} label={`Fields of ${many}`}>
              <h2 className="flex items-center gap-2.5 border-b border-line px-4 py-3 text-sm font-semibold first-letter:uppercase">
                <Icon className="size-4.5 text-muted" aria-hidden />
                <span className="first-letter:uppercase">{many}</span>
              </h2>
              <ul className="divide-y divide-line/60">
                {fields.map((field) => (
                  <li key={field.id} className="flex items-center gap-3 px-4 py-2.5">
                    <div className="grid min-w-0 flex-1 gap-0.5">
                      <p className="flex flex-wrap items-center gap-2 text-sm font-medium">
                        {field.label} <Badge>{typeNames[field.type]}</Badge>
                      </p>
                      <p className="truncate text-xs text-muted">
                        <code>custom.{field.key}</code>
                        {field.choices.length > 0 ? ` · ${field.choices.join(', ')}` : ''}
                      </p>
                    </div>
                    <IconButton label={`Edit ${field.label}`} onClick={() => setOpen(field)}>
                      <Pencil />
                    </IconButton>
                    <IconButton label={`Remove ${field.label}`} onClick={() => setLeaving(field)}>
                      <Trash2 />
                    </IconButton>
                  </li>
                ))}
              </ul>
            </Card>
          );
        })}
      </div>
      {open ? <CustomFieldDialog {...(open === 'new' ? {} : { field: open })} onClose={() => setOpen(null)} /> : null}
      {leaving ? <RemoveField field={leaving} onClose={() => setLeaving(null)} /> : null}
    </Page>
  );
}

function RemoveField({ field, onClose }: { field: CustomField; onClose: () => void }) {
  const client = useQueryClient();
  const { mutate, isPending, error } = useMutation({
    mutationFn: () => call(entityHttp.deleteCustomField, { params: { id: field.id } }),
    onSuccess: () => {
      showToast({ kind: 'good', message: `${field.label} removed` });
      onClose();
    },
    onSettled: () => client.invalidateQueries({ queryKey: customFieldsKey }),
  });
  return (
    <Confirm
      open
      onOpenChange={onClose}
      title={`Remove ${field.label}?`}
      description={`Every value that ${entityKinds[field.kind].many} have in this field is deleted with it, and searches that name custom.${field.key} find nothing any more. This cannot be undone.`}
      action="Remove field"
      busy={isPending}
      error={error}
      onConfirm={() => mutate()}
    />
  );
}
