'use client';

import { useMutation, useQuery } from '@tanstack/react-query';
import { showToast, toastError } from '@/lib/toast';
import { artifactKeys, getCoverage, tidyStore } from '../api/artifacts-api';

/** Every video that is worked on changes it a little: it is counted anew while somebody looks. */
const everyMs = 10_000;

export const useCoverage = (enabled: boolean) =>
  useQuery({ queryKey: artifactKeys.coverage, queryFn: ({ signal }) => getCoverage(signal), enabled, refetchInterval: everyMs });

export const useTidyStore = () =>
  useMutation({
    mutationFn: tidyStore,
    onSuccess: () => showToast({ kind: 'good', message: 'Looking for what belongs to nothing; see how far it is under Jobs' }),
    onError: toastError('Not started'),
  });
