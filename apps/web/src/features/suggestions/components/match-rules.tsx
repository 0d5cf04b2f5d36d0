'use client';

import { MatchedKind, MatchRuleCreate, type MatchRule } from '@reelm/contracts';
import { Plus, Trash2 } from 'lucide-react';
import { useState, type FormEvent } from 'react';
import { problemsOf } from '@/components/entity-form/form-model';
import { entityKinds } from '@/components/entity-picker/entity-kinds';
import { Card } from '@/components/page';
import { ErrorNote } from '@/components/states';
import { Button, IconButton } from '@/components/ui/button';
import { Dialog, DialogActions } from '@/components/ui/dialog';
import { CheckField, TextField } from '@/components/ui/field';
import { useCreateRule, useDeleteRule, useRules } from '../hooks/use-suggestions';

/** Rules that accept suggestions by themselves. */
export function MatchRules({ mayEdit }: { mayEdit: boolean }) {
  const { data, error } = useRules();
  const remove = useDeleteRule();
  const [adding, setAdding] = useState(false);
  const rules = data?.items ?? [];
  if (!mayEdit && rules.length === 0) return null;
  return (
    <Card label="Rules">
      <div className="flex flex-wrap items-center justify-between gap-3 px-4 py-3">
        <div>
          <h2 className="text-sm font-semibold">Rules</h2>
          <p className="text-[0.8125rem] text-muted">A rule accepts by itself what is found in the videos that it speaks of.</p>
        </div>
        {mayEdit ? (
          <Button size="small" onClick={() => setAdding(true)}>
            <Plus /> Add a rule
          </Button>
        ) : null}
      </div>
      <ErrorNote error={error} className="mx-4 mb-4" />
      {rules.length > 0 ? (
        <ul className="divide-y divide-line/60 border-t border-line">
          {rules.map((rule) => (
            <li key={rule.id} className="flex items-center gap-3 px-4 py-2.5">
              <div className="min-w-0 flex-1">
                <p className="truncate text-sm font-medium">{rule.name}</p>
                <p className="truncate text-xs text-muted">
                  {rule.kinds.map((kind) => entityKinds[kind].many).join(', ')} · {rule.q === '' ? 'in all videos' : <code>{rule.q}</code>}
                </p>
              </div>
              {mayEdit ? (
                <IconButton label={`Remove the rule ${rule.name}`} disabled={remove.isPending} onClick={() => remove.mutate(rule.id)}>
                  <Trash2 />
                </IconButton>
              ) : null}
            </li>
          ))}
        </ul>
      ) : null}
      {adding ? <RuleDialog onClose={() => setAdding(false)} /> : null}
    </Card>
  );
}

function RuleDialog({ onClose }: { onClose: () => void }) {
  const { mutate, isPending, error } = useCreateRule();
  const [name, setName] = useState('');
  const [q, setQ] = useState('');
  const [kinds, setKinds] = useState<MatchRule['kinds']>(MatchedKind.options);
  const [problems, setProblems] = useState<Readonly<Record<string, string>>>({});
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    const rule = { name, q, kinds: [...kinds] };
    const found = problemsOf(MatchRuleCreate, rule);
    setProblems(found);
    if (Object.keys(found).length === 0) mutate(rule, { onSuccess: onClose });
  };
  return (
    <Dialog open onOpenChange={onClose} title="Add a rule">
      <form noValidate aria-label="Add a rule" className="grid gap-4" onSubmit={submit}>
        <TextField label="Name" autoFocus value={name} error={problems['name']} onChange={(event) => setName(event.target.value)} />
        <TextField
          label="Videos"
          placeholder='path:"/series/"'
          help="A search; empty for all videos."
          value={q}
          spellCheck={false}
          error={problems['q']}
          onChange={(event) => setQ(event.target.value)}
        />
        <fieldset className="grid gap-2">
          <legend className="mb-2 text-sm font-medium">Accept</legend>
          {MatchedKind.options.map((kind) => (
            <CheckField
              key={kind}
              label={entityKinds[kind].many}
              checked={kinds.includes(kind)}
              onChange={(event) => setKinds(event.target.checked ? [...kinds, kind] : kinds.filter((each) => each !== kind))}
            />
          ))}
          {problems['kinds'] ? (
            <p role="alert" className="text-[0.8125rem] text-bad">
              Choose at least one
            </p>
          ) : null}
        </fieldset>
        <ErrorNote error={error} />
        <DialogActions>
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" look="primary" disabled={isPending}>
            Add
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  );
}
