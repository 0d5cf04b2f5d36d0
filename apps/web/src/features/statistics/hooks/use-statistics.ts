'use client';

import { useQuery } from '@tanstack/react-query';
import { getStatistics, statisticsKeys } from '../api/statistics-api';

export const useStatistics = () => useQuery({ queryKey: statisticsKeys.all, queryFn: ({ signal }) => getStatistics(signal) });
