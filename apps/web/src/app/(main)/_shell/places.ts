import type { Role } from '@reelm/contracts';
import {
  Activity,
  Building2,
  CircleUserRound,
  Clapperboard,
  Film,
  Fingerprint,
  FolderOpen,
  ListChecks,
  MapPin,
  Tag,
  UserRound,
  Users,
  type LucideIcon,
} from 'lucide-react';

export interface Place {
  href: string;
  name: string;
  icon: LucideIcon;
  /** Who finds it in the navigation. */
  role: Role;
}

/** The pages there are, in the order of the navigation. */
export const places: readonly Place[] = [
  { href: '/videos', name: 'Videos', icon: Clapperboard, role: 'viewer' },
  { href: '/performers', name: 'Performers', icon: UserRound, role: 'viewer' },
  { href: '/studios', name: 'Studios', icon: Building2, role: 'viewer' },
  { href: '/tags', name: 'Tags', icon: Tag, role: 'viewer' },
  { href: '/groups', name: 'Groups', icon: Film, role: 'viewer' },
  { href: '/markers', name: 'Markers', icon: MapPin, role: 'viewer' },
  { href: '/libraries', name: 'Libraries', icon: FolderOpen, role: 'viewer' },
  { href: '/jobs', name: 'Jobs', icon: ListChecks, role: 'viewer' },
  { href: '/stash-boxes', name: 'Stash-boxes', icon: Fingerprint, role: 'admin' },
  { href: '/users', name: 'Users', icon: Users, role: 'admin' },
  { href: '/status', name: 'Status', icon: Activity, role: 'admin' },
  { href: '/account', name: 'Account', icon: CircleUserRound, role: 'viewer' },
];

/** How many of them fit the bar of a phone; the others are behind More. */
export const phonePlaces = 5;

export const isAt = (pathname: string, href: string): boolean => pathname === href || pathname.startsWith(`${href}/`);
