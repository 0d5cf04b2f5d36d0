'use client';

import { useQuery } from '@tanstack/react-query';
import { getSystemStatus, statusKeys } from '../api/status-api';

/** Nobody announces a change of health, so it is asked for while somebody looks. */
const everyMs = 10_000;

export const useSystemStatus = (enabled: boolean) =>
  useQuery({
    queryKey: statusKeys.system,
    queryFn: ({ signal }) => getSystemStatus(signal),
    enabled,
    refetchInterval: everyMs,
    staleTime: 2_000,
  });
