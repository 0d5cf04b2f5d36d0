import type { Role } from '@reelm/contracts';
import {
  Activity,
  Building2,
  ChartNoAxesColumn,
  CircleUserRound,
  Clapperboard,
  Film,
  Fingerprint,
  FolderOpen,
  House,
  Layers,
  ListChecks,
  ListVideo,
  MapPin,
  Settings,
  Tag,
  Trash2,
  UserRound,
  Users,
  WandSparkles,
  type LucideIcon,
} from 'lucide-react';
import type { ShortcutId } from '@/lib/shortcuts';

export interface Place {
  href: string;
  name: string;
  icon: LucideIcon;
  /** Who finds it in the navigation. */
  role: Role;
  /** The shortcut that leads there. */
  go?: ShortcutId;
}

/** The pages there are, in the order of the navigation. */
export const places: readonly Place[] = [
  { href: '/', name: 'Home', icon: House, role: 'viewer', go: 'go.home' },
  { href: '/videos', name: 'Videos', icon: Clapperboard, role: 'viewer', go: 'go.videos' },
  { href: '/performers', name: 'Performers', icon: UserRound, role: 'viewer', go: 'go.performers' },
  { href: '/studios', name: 'Studios', icon: Building2, role: 'viewer', go: 'go.studios' },
  { href: '/tags', name: 'Tags', icon: Tag, role: 'viewer', go: 'go.tags' },
  { href: '/groups', name: 'Groups', icon: Film, role: 'viewer', go: 'go.groups' },
  { href: '/markers', name: 'Markers', icon: MapPin, role: 'viewer', go: 'go.markers' },
  { href: '/playlists', name: 'Playlists', icon: ListVideo, role: 'viewer', go: 'go.playlists' },
  { href: '/suggestions', name: 'Suggestions', icon: WandSparkles, role: 'viewer', go: 'go.suggestions' },
  { href: '/libraries', name: 'Libraries', icon: FolderOpen, role: 'viewer', go: 'go.libraries' },
  { href: '/trash', name: 'Trash', icon: Trash2, role: 'editor' },
  { href: '/jobs', name: 'Jobs', icon: ListChecks, role: 'viewer', go: 'go.jobs' },
  { href: '/statistics', name: 'Statistics', icon: ChartNoAxesColumn, role: 'viewer', go: 'go.statistics' },
  { href: '/stash-boxes', name: 'Stash-boxes', icon: Fingerprint, role: 'admin' },
  { href: '/users', name: 'Users', icon: Users, role: 'admin' },
  { href: '/artifacts', name: 'Artifacts', icon: Layers, role: 'admin' },
  { href: '/status', name: 'Status', icon: Activity, role: 'admin' },
  { href: '/settings', name: 'Settings', icon: Settings, role: 'viewer', go: 'go.settings' },
  { href: '/account', name: 'Account', icon: CircleUserRound, role: 'viewer', go: 'go.account' },
];

/** How many of them fit the bar of a phone; the others are behind More. */
export const phonePlaces = 5;

export const isAt = (pathname: string, href: string): boolean => pathname === href || (href !== '/' && pathname.startsWith(`${href}/`));
