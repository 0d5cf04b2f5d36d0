'use client';

import { Check, Copy } from 'lucide-react';
import { useRef, useState } from 'react';
import { cn } from '@/lib/cn';
import { Button } from './button';
import { inputLook } from './field';

/** A text to be taken elsewhere. */
export function CopyField({ label, value }: { label: string; value: string }) {
  const field = useRef<HTMLInputElement>(null);
  const [copied, setCopied] = useState(false);
  const copy = async (): Promise<void> => {
    field.current?.select();
    setCopied(await copyText(value));
  };
  return (
    <div className="flex gap-2">
      <input
        ref={field}
        readOnly
        aria-label={label}
        value={value}
        onFocus={(event) => event.target.select()}
        className={cn(inputLook, 'h-10 font-mono text-[0.8125rem] pointer-coarse:h-11')}
      />
      <Button onClick={() => void copy()} className="h-10" aria-label={`${copied ? 'Copied' : 'Copy'}: ${label}`}>
        {copied ? <Check className="text-good" /> : <Copy />} {copied ? 'Copied' : 'Copy'}
      </Button>
    </div>
  );
}

/** Browsers have a clipboard for https and localhost only; elsewhere what is selected is copied in the old way. */
async function copyText(text: string): Promise<boolean> {
  try {
    // oxlint-disable-next-line typescript/no-deprecated -- there is no other way over plain http
    if (!('clipboard' in navigator)) return document.execCommand('copy');
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return false;
  }
}
