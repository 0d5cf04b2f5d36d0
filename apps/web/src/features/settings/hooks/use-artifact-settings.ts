'use client';

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { toastError } from '@/lib/toast';
import { artifactSettingsKey, getArtifactSettings, updateArtifactSettings } from '../api/artifact-settings-api';

/** What is made of each file without being asked for; undefined until the server answers. */
export function useArtifactSettings() {
  const client = useQueryClient();
  const { data } = useQuery({ queryKey: artifactSettingsKey, queryFn: ({ signal }) => getArtifactSettings(signal) });
  const { mutate, isPending } = useMutation({
    mutationFn: updateArtifactSettings,
    onSuccess: (settings) => client.setQueryData(artifactSettingsKey, settings),
    onError: toastError('The setting was not saved'),
  });
  return { settings: data, change: mutate, isSaving: isPending };
}
