import { cva, type VariantProps } from 'class-variance-authority';
import Link from 'next/link';
import type { ComponentProps } from 'react';
import { cn } from '@/lib/cn';

/** The looks of buttons, for what is one to the eye alone. */
export const buttonLook = cva(
  'inline-flex shrink-0 items-center justify-center gap-2 rounded-md font-medium whitespace-nowrap select-none transition-colors duration-100 disabled:cursor-not-allowed disabled:opacity-50 aria-disabled:cursor-not-allowed aria-disabled:opacity-50 [&_svg]:size-4.5 [&_svg]:shrink-0',
  {
    variants: {
      look: {
        primary: 'bg-accent text-on-accent hover:bg-accent/88',
        plain: 'border border-line bg-raised text-ink hover:border-edge/70',
        quiet: 'text-muted hover:bg-raised hover:text-ink data-[state=open]:bg-raised data-[state=open]:text-ink',
        danger: 'border border-bad/50 text-bad hover:bg-bad/12',
      },
      size: {
        // Fingers need 44 pixels; a mouse does not.
        normal: 'h-9 px-3.5 text-sm pointer-coarse:h-11',
        large: 'h-11 px-5 text-sm',
        icon: 'size-9 pointer-coarse:size-11',
        small: 'h-8 px-2.5 text-[0.8125rem] pointer-coarse:h-11 [&_svg]:size-4',
      },
    },
    defaultVariants: { look: 'plain', size: 'normal' },
  },
);

type Look = VariantProps<typeof buttonLook>;
type ButtonProps = ComponentProps<'button'> & Look;

export function Button({ className, look, size, type = 'button', ...rest }: ButtonProps) {
  return <button type={type} className={cn(buttonLook({ look, size }), className)} {...rest} />;
}

/** Leads to a page, and looks like a button. */
export function ButtonLink({ className, look, size, ...rest }: ComponentProps<typeof Link> & Look) {
  return <Link className={cn(buttonLook({ look, size }), className)} {...rest} />;
}

/** A button that shows only a picture; `label` is its name for everybody else. */
export function IconButton({ label, ...rest }: Omit<ButtonProps, 'aria-label'> & { label: string }) {
  return <Button look="quiet" size="icon" aria-label={label} title={label} {...rest} />;
}
