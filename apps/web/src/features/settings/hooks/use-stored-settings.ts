'use client';

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { UserSettings } from '@reelm/contracts';
import { useEffect, useMemo, useState } from 'react';
import type { SettingsChange } from '@/lib/settings';
import { toastError } from '@/lib/toast';
import { getSettings, settingsKeys, updateSettings } from '../api/settings-api';
import { cachedSettings, cacheSettings } from './settings-cache';

/** The user's settings as the server has them; until it answers, as this browser last saw them. Null where neither is known yet. */
export function useStoredSettings(userId: string) {
  const [cached] = useState(() => cachedSettings(userId));
  const { data } = useQuery({ queryKey: settingsKeys.own, queryFn: ({ signal }) => getSettings(signal) });
  useEffect(() => {
    if (data) cacheSettings(userId, data);
  }, [userId, data]);
  return { known: data ?? cached, change: useChange(cached) };
}

function useChange(cached: UserSettings | null): (patch: SettingsChange) => void {
  const client = useQueryClient();
  const mutationKey = settingsKeys.own;
  const { mutate } = useMutation({
    mutationKey,
    mutationFn: updateSettings,
    // One after the other, or an older choice could be kept last.
    scope: { id: 'settings' },
    onMutate: async (patch) => {
      await client.cancelQueries({ queryKey: settingsKeys.own });
      const before = client.getQueryData<UserSettings>(settingsKeys.own) ?? cached ?? UserSettings.parse({});
      const given = Object.fromEntries(Object.entries(patch).filter(([, value]) => value !== undefined));
      client.setQueryData<UserSettings>(settingsKeys.own, { ...before, ...given });
    },
    onError: toastError('The setting was not saved'),
    onSettled: () => {
      // Newer choices are still on their way: theirs is the last word.
      if (client.isMutating({ mutationKey }) === 1) void client.invalidateQueries({ queryKey: settingsKeys.own });
    },
  });
  return useMemo(() => (patch) => mutate(patch), [mutate]);
}
